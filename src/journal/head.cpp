#include "journal/head.hpp"
#include "journal/keys.hpp"
#include "vault/secrets.hpp"

namespace acikkapi::journal {
namespace {

constexpr std::size_t number_size = 8;
constexpr std::uint32_t format_now = 1;

std::uint64_t number_at(std::string_view bytes, std::size_t index)
{
    return read_big_endian(bytes.substr(index * number_size, number_size)).value_or(0);
}

}  // namespace

std::string encode_head(const head_row& value)
{
    return big_endian(number_of(value.last)) + big_endian(number_of(value.newest)) +
           big_endian(number_of(value.letters_done));
}

result<head_row> decode_head(std::string_view bytes)
{
    if (bytes.size() != 3 * number_size) {
        return errc::corrupt_journal;
    }
    const head_row out{
        position{number_at(bytes, 0)},
        stream_id{number_at(bytes, 1)},
        position{number_at(bytes, 2)}};
    // Letters follow from events, and each id is a serial.
    if (number_of(out.newest) >= vault::secrets::serials || out.letters_done > out.last) {
        return errc::corrupt_journal;
    }
    return out;
}

std::string encode_restored(const restored_row& value)
{
    return big_endian(number_of(value.epoch)) + big_endian(number_of(value.upto));
}

result<restored_row> decode_restored(std::string_view bytes)
{
    const bool sound = bytes.size() == 2 * number_size && number_at(bytes, 0) != 0;
    if (!sound) {
        return errc::corrupt_journal;
    }
    return restored_row{restore_epoch{number_at(bytes, 0)}, position{number_at(bytes, 1)}};
}

std::string encode_store(const store_row& value)
{
    return big_endian(value.format) + value.key_check + value.workflow;
}

result<store_row> decode_store(std::string_view bytes)
{
    constexpr std::size_t check_size = 16;
    if (bytes.size() <= number_size + check_size) {
        return errc::corrupt_journal;
    }
    if (number_at(bytes, 0) != format_now) {
        return errc::unknown_schema;
    }
    return store_row{
        format_now,
        std::string{bytes.substr(number_size + check_size)},
        std::string{bytes.substr(number_size, check_size)}};
}

}  // namespace acikkapi::journal
