#include "journal/table_tail.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace acikkapi::journal {
namespace {

// RocksDB's `table/format.h`. The footer: kind of checksum, two handles padded to 40 bytes, version,
// magic number. A handle: offset and size. Behind each block: kind of compression, checksum.
constexpr std::size_t footer_size = 53;
constexpr std::size_t handles_size = 40;
constexpr std::size_t trailer_size = 5;
constexpr std::uint64_t magic = 0x88e241b785f4cff7U;
constexpr char xxh3 = 4;
// Of what is this large in a table nothing is properties: more is not asked for on its word.
constexpr std::uint64_t block_size_max = 16U << 20U;

struct handle {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
};

std::uint64_t little_endian(std::string_view bytes)
{
    std::uint64_t out = 0;
    for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte) {
        out = (out << 8U) | static_cast<unsigned char>(*byte);
    }
    return out;
}

/// Takes a number of 7 bits a byte away from the front.
std::optional<std::uint64_t> take_number(std::string_view& from)
{
    std::uint64_t out = 0;
    for (unsigned shift = 0; shift < 64 && !from.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(from.front());
        from.remove_prefix(1);
        out |= std::uint64_t{byte & 0x7fU} << shift;
        if (byte < 0x80U) {
            return out;
        }
    }
    return std::nullopt;
}

std::optional<handle> take_handle(std::string_view& from)
{
    const auto offset = take_number(from);
    const auto size = offset ? take_number(from) : std::nullopt;
    return size ? std::optional{handle{*offset, *size}} : std::nullopt;
}

/// The handle of the properties in the index of a table's meta blocks: entries whose keys share what
/// they begin with, each three lengths, the rest of the key, the value.
std::optional<handle> find_properties(std::string_view index)
{
    std::string key;
    while (!index.empty()) {
        const auto shared = take_number(index);
        const auto rest = shared ? take_number(index) : std::nullopt;
        const auto size = rest ? take_number(index) : std::nullopt;
        if (!size || *shared > key.size() || *rest > index.size() || *size > index.size() - *rest) {
            return std::nullopt;
        }
        key.resize(*shared);
        key += index.substr(0, *rest);
        auto value = index.substr(*rest, *size);
        if (key == "rocksdb.properties") {
            return take_handle(value);
        }
        index.remove_prefix(*rest + *size);
    }
    return std::nullopt;
}

/// The block with its trailer, if that can be.
std::optional<std::string> read_block(const bytes_reader& read, const std::optional<handle>& where)
{
    return where && where->size <= block_size_max ? read(where->offset, where->size + trailer_size)
                                                  : std::nullopt;
}

bool fits(std::string_view block)
{
    constexpr std::uint32_t prime_of_last_byte = 0x6b9083d9U;
    const auto size = block.size() - trailer_size;
    const auto last = static_cast<unsigned char>(block[size]);
    const auto sum =
        static_cast<std::uint32_t>(XXH3_64bits(block.data(), size)) ^ (last * prime_of_last_byte);
    return sum == little_endian(block.substr(size + 1));
}

}  // namespace

bool properties_fit(std::uint64_t file_size, const bytes_reader& read)
{
    if (file_size < footer_size) {
        return true;
    }
    const auto footer = read(file_size - footer_size, footer_size);
    if (!footer || footer->front() != xxh3 ||
        little_endian(std::string_view{*footer}.substr(footer_size - 8)) != magic) {
        return true;
    }
    auto handles = std::string_view{*footer}.substr(1, handles_size);
    const auto index = read_block(read, take_handle(handles));
    const auto properties = index ? read_block(read, find_properties(*index)) : std::nullopt;
    return !properties || fits(*properties);
}

}  // namespace acikkapi::journal
