#include "bare_run.hpp"
#include "counted_files.hpp"
#include "floor.hpp"
#include "journal/keys.hpp"
#include "journal/rocks_options.hpp"
#include "row_templates.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <string_view>
#include <utility>

namespace bench {
namespace {

using namespace acikkapi;

constexpr std::size_t hash_size = 16;
constexpr std::size_t stream_size = 8;

/// The mixing step of SplitMix64 (Steele, Lea, Flood 2014): a generator that is seeded anew for each row would be
/// a tenth of the floor.
std::uint64_t mixed(std::uint64_t number)
{
    number += 0x9e3779b97f4a7c15U;
    number = (number ^ (number >> 30U)) * 0xbf58476d1ce4e5b9U;
    number = (number ^ (number >> 27U)) * 0x94d049bb133111ebU;
    return number ^ (number >> 31U);
}

/// Sixteen bytes as good as chance: what the keyed hash of a value looks like.
std::string scrambled(std::uint64_t number)
{
    const auto half = mixed(number);
    return journal::big_endian(half) + journal::big_endian(mixed(half));
}

/// The template's key made one of this stream.
std::string key_of(const template_row& row, stream_id stream)
{
    const auto id = journal::stream_key(stream);
    switch (row.in) {
    case family::open:
    case family::done: return id;
    case family::lookup: return scrambled(number_of(stream)) + id;
    case family::key: return scrambled(~number_of(stream)).substr(0, hash_size);
    default: return row.key.substr(0, row.key.size() - stream_size) + id;
    }
}

class rows_store final : public bare_store {
public:
    [[nodiscard]] static result<std::unique_ptr<rows_store>> open(
        const std::string& directory,
        std::vector<application_rows> rows,
        const journal::rocks_means& means);

    rows_store(const rows_store&) = delete;
    rows_store& operator=(const rows_store&) = delete;
    ~rows_store() override
    {
        for (auto* handle : handles_) {
            store_->DestroyColumnFamilyHandle(handle);
        }
    }

    /// One batch.
    [[nodiscard]] result<void>
    commit(pool& applications, std::vector<std::size_t>& places) override;

private:
    rows_store(
        std::unique_ptr<rocksdb::DB> store,
        std::vector<rocksdb::ColumnFamilyHandle*> handles,
        std::vector<application_rows> rows)
        : store_(std::move(store)), handles_(std::move(handles)), rows_(std::move(rows))
    {}

    [[nodiscard]] rocksdb::ColumnFamilyHandle* of(family in) const
    {
        return handles_[static_cast<std::size_t>(in)];
    }
    void add_rows(rocksdb::WriteBatch& batch, const step_rows& rows, stream_id stream) const;

    std::unique_ptr<rocksdb::DB> store_;
    std::vector<rocksdb::ColumnFamilyHandle*> handles_;
    std::vector<application_rows> rows_;
    std::uint64_t position_ = 0;
    std::uint64_t newest_ = 0;
};

result<std::unique_ptr<rows_store>> rows_store::open(
    const std::string& directory,
    std::vector<application_rows> rows,
    const journal::rocks_means& means)
{
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* opened = nullptr;
    const journal::rocks_options options{means, true};
    const auto status =
        rocksdb::DB::Open(options.store, directory, options.families, &handles, &opened);
    if (!status.ok()) {
        return errc::io_error;
    }
    return std::unique_ptr<rows_store>{
        new rows_store{std::unique_ptr<rocksdb::DB>{opened}, std::move(handles), std::move(rows)}};
}

void rows_store::add_rows(rocksdb::WriteBatch& batch, const step_rows& rows, stream_id stream) const
{
    for (const auto& row : rows.rows) {
        if (row.removed) {
            batch.Delete(of(row.in), key_of(row, stream));
        } else {
            batch.Put(of(row.in), key_of(row, stream), row.value);
        }
    }
}

result<void> rows_store::commit(pool& applications, std::vector<std::size_t>& places)
{
    for (const auto index : places) {
        if (applications[index].next == step::submit) {
            applications[index].stream = stream_id{++newest_};
        }
    }
    std::sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
        return applications[a].stream < applications[b].stream;
    });
    rocksdb::WriteBatch batch;
    std::set<std::string_view> counters;
    for (const auto index : places) {
        auto& place = applications[index];
        const auto& rows =
            rows_[number_of(place.stream) % rows_.size()][static_cast<std::size_t>(place.next)];
        for (const auto& event : rows.events) {
            batch.Put(of(family::event), journal::big_endian(++position_), event);
        }
        add_rows(batch, rows, place.stream);
        counters.insert(rows.counters.begin(), rows.counters.end());
        place.next = after(place.next);
    }
    for (const auto key : counters) {
        batch.Put(of(family::counter), {key.data(), key.size()}, journal::big_endian(position_));
    }
    const auto head = journal::big_endian(position_) + journal::big_endian(newest_) +
                      journal::big_endian(position_);
    batch.Put(of(family::meta), "head", head);
    rocksdb::WriteOptions options;
    options.sync = true;
    if (!store_->Write(options, &batch).ok()) {
        return errc::io_error;
    }
    return {};
}

}  // namespace

result<figures> run_floor(const run_options& how)
{
    const std::filesystem::path directory{how.directory};
    auto rows = sample_rows(how);
    if (!rows) {
        return rows.error();
    }
    written_bytes written;
    const auto files = count_files(written);
    // What the engine gives to RocksDB of its memory.
    journal::rocks_means means;
    means.files = files.get();
    means.memory_max = how.memory_mib << 19U;
    auto store = rows_store::open((directory / "store").string(), *std::move(rows), means);
    if (!store) {
        return store.error();
    }
    auto counted = how;
    counted.files = &written;
    return run_bare(**store, counted);
}

}  // namespace bench
