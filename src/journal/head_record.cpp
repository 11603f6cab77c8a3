#include <acikkapi/proof.hpp>

#include "journal/head_record.hpp"
#include "journal/keys.hpp"
#include "journal/store_files.hpp"
#include "vault/secrets.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::journal {
namespace {

// A slot: check, number, last, sequence, leaf, zeros. The check is of all that follows it.
constexpr std::size_t slot_size = 64;
constexpr std::size_t slot_count = 64;
constexpr std::size_t number_size = 8;
constexpr std::size_t check_size = 8;
constexpr std::size_t leaf_at = check_size + 3 * number_size;

std::string file_in(const std::string& directory)
{
    return path_of(directory, head_record::file_name);
}

template <std::size_t Size>
std::string_view characters(const std::array<std::byte, Size>& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), Size};
}

std::string check_of(std::string_view bytes)
{
    return std::string{characters(vault::sha256({"head", bytes})).substr(0, check_size)};
}

std::string encode(std::uint64_t number, const mark& value)
{
    std::string body = big_endian(number) + big_endian(number_of(value.last)) +
                       big_endian(value.sequence) + std::string{characters(value.leaf)};
    body.resize(slot_size - check_size, '\0');
    return check_of(body) + body;
}

struct numbered {
    std::uint64_t number = 0;
    mark value;
};

std::optional<numbered> decode(std::string_view slot)
{
    const auto number = [&](std::size_t index) {
        return read_big_endian(slot.substr(check_size + index * number_size, number_size))
            .value_or(0);
    };
    numbered out{number(0), {position{number(1)}, number(2), {}}};
    std::transform(
        slot.begin() + leaf_at,
        slot.begin() + leaf_at + out.value.leaf.size(),
        out.value.leaf.begin(),
        [](char c) { return static_cast<std::byte>(c); });
    // Written again it must be the same: a slot has one spelling.
    if (encode(out.number, out.value) != slot) {
        return std::nullopt;
    }
    return out;
}

errc failure_of(const rocksdb::Status& status)
{
    return status.IsNoSpace() ? errc::disk_full : errc::io_error;
}

/// Oldest first.
result<std::vector<numbered>> read_all(rocksdb::Env& files, const std::string& directory)
{
    std::string bytes;
    std::vector<numbered> out;
    if (const auto read = rocksdb::ReadFileToString(&files, file_in(directory), &bytes);
        !read.ok()) {
        const bool missing = read.IsNotFound() || read.IsPathNotFound();
        return missing ? result<std::vector<numbered>>{out} : failure_of(read);
    }
    const auto end = std::min(bytes.size(), slot_size * slot_count);
    for (std::size_t at = 0; at + slot_size <= end; at += slot_size) {
        const auto slot = decode(std::string_view{bytes}.substr(at, slot_size));
        if (slot && slot->number % slot_count == at / slot_size) {
            out.push_back(*slot);
        }
    }
    std::sort(
        out.begin(), out.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
    return out;
}

}  // namespace

std::array<std::byte, 16> leaf_of(std::string_view bytes)
{
    const auto whole = leaf_hash(bytes);
    std::array<std::byte, 16> out{};
    std::copy_n(whole.begin(), out.size(), out.begin());
    return out;
}

result<head_record>
head_record::make(rocksdb::Env& files, const std::string& directory, const mark& first)
{
    // Under another name until it is whole: a crash must not leave half a head record.
    const std::string half = file_in(directory) + ".half";
    std::string bytes = encode(0, first);
    bytes.resize(slot_size * slot_count, '\0');
    auto made = rocksdb::WriteStringToFile(&files, bytes, half, true);
    if (made.ok()) {
        made = files.RenameFile(half, file_in(directory));
    }
    if (!made.ok()) {
        return failure_of(made);
    }
    return sync_folder(files, directory) ? open(files, directory) : errc::io_error;
}

result<head_record> head_record::open(rocksdb::Env& files, const std::string& directory)
{
    head_record out;
    const auto there = read_all(files, directory);
    if (!there) {
        return there.error();  // To begin at number 0 would be to write over the newest marks.
    }
    if (!files.NewRandomRWFile(file_in(directory), &out.file_, rocksdb::EnvOptions{}).ok()) {
        return errc::io_error;
    }
    out.next_ = there->empty() ? 0 : there->back().number + 1;
    return out;
}

result<std::vector<mark>> head_record::read(rocksdb::Env& files, const std::string& directory)
{
    const auto there = read_all(files, directory);
    if (!there) {
        return there.error();
    }
    std::vector<mark> out;
    for (const auto& one : *there) {
        out.push_back(one.value);
    }
    return out;
}

result<void> head_record::write(const mark& newest)
{
    const auto place = (next_ % slot_count) * slot_size;
    auto done = file_->Write(place, encode(next_, newest));
    if (done.ok()) {
        done = file_->Sync();
    }
    if (!done.ok()) {
        return failure_of(done);
    }
    ++next_;
    return {};
}

}  // namespace acikkapi::journal
