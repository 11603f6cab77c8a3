#include "journal/keys.hpp"
#include "journal/registration.hpp"

#include <array>
#include <limits>

namespace acikkapi::journal {

std::string registration_key(const key_hash& key)
{
    return {reinterpret_cast<const char*>(key.data()), key.size()};
}

std::string encode_registration(const registration& value)
{
    std::string out;
    for (const auto number :
         {number_of(value.stream),
          value.command_hash,
          static_cast<std::uint64_t>(value.refused_with),
          number_of(value.first),
          value.events}) {
        out += big_endian(number);
    }
    return out;
}

result<registration> decode_registration(std::string_view bytes)
{
    std::array<std::uint64_t, 5> numbers{};
    if (bytes.size() != numbers.size() * 8) {
        return errc::corrupt_snapshot;
    }
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        numbers[i] = read_big_endian(bytes.substr(i * 8, 8)).value_or(0);
    }
    const auto refused = static_cast<std::int64_t>(numbers[2]);
    const bool is_refusal = refused != 0;
    const bool fits = refused >= std::numeric_limits<std::int32_t>::min() &&
                      refused <= std::numeric_limits<std::int32_t>::max();
    // Either a stream with its events, or a reason; a row that says both or neither is damaged.
    if (!fits || numbers[3] == 0 || is_refusal != (numbers[0] == 0) ||
        is_refusal != (numbers[4] == 0)) {
        return errc::corrupt_snapshot;
    }
    return registration{
        stream_id{numbers[0]},
        numbers[1],
        static_cast<std::int32_t>(refused),
        position{numbers[3]},
        numbers[4]};
}

}  // namespace acikkapi::journal
