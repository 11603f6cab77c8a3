#include "journal/keys.hpp"

namespace acikkapi::journal {

std::string big_endian(std::uint64_t value)
{
    std::string out(8, '\0');
    for (std::size_t i = 8; i-- > 0; value >>= 8U) {
        out[i] = static_cast<char>(value & 0xffU);
    }
    return out;
}

std::optional<std::uint64_t> read_big_endian(std::string_view bytes) noexcept
{
    if (bytes.size() != 8) {
        return std::nullopt;
    }
    std::uint64_t out = 0;
    for (const char c : bytes) {
        out = (out << 8U) | static_cast<unsigned char>(c);
    }
    return out;
}

std::string big_endian_signed(std::int64_t value)
{
    return big_endian(static_cast<std::uint64_t>(value) ^ (std::uint64_t{1} << 63U));
}

std::string node_key(unsigned height, std::uint64_t index)
{
    return static_cast<char>(height) + big_endian(index);
}

std::string checkpoint_key(std::uint64_t size)
{
    return node_key(0, size);
}

std::string closed_prefix(std::string_view list, std::string_view key)
{
    std::string out{list};
    out.push_back('\0');
    out.append(key);
    out.push_back('\0');
    return out;
}

std::string closed_key(std::string_view list, std::string_view key, std::int64_t sort, stream_id id)
{
    return closed_prefix(list, key) + big_endian_signed(sort) + stream_key(id);
}

std::string erasing_key(const person_of& whom)
{
    return std::string{erasing_prefix} + stream_key(whom.stream) + big_endian(whom.whose);
}

std::string counter_key(std::string_view name, std::string_view key)
{
    std::string out{name};
    out.push_back('\0');
    out.append(key);
    return out;
}

}  // namespace acikkapi::journal
