#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "support/key_file.hpp"

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace bench {

/// What an application goes through, in order.
enum class step : std::uint8_t { submit, route, answer, notify };
inline constexpr std::size_t step_count = 4;

/// After the last step a new application begins.
[[nodiscard]] constexpr step after(step what) noexcept
{
    return static_cast<step>((static_cast<std::size_t>(what) + 1) % step_count);
}

/// Chance in all runs begins here, so that they can be compared.
inline constexpr std::uint64_t fixed_seed = 3071;

/// The key of every store that a benchmark makes: nothing in it is secret.
[[nodiscard]] acikkapi::store_key bench_key();

/// Keys of persons beside a store, if it is to be sealed.
[[nodiscard]] acikkapi::result<std::optional<tools::person_keys>>
keys_for(const std::string& directory, bool sealed);

/// The commands of invented citizens and officials: the same for the same seed.
///
/// Nobody's data: the digits are chance with right check digits, and no country has the code 999.
class workload {
public:
    /// @param keys  Whether each command has an idempotency key of its own.
    explicit workload(std::uint64_t seed, bool keys = false);

    /// @param stream  Whose turn it is; `no_stream` for `submit`.
    [[nodiscard]] acikkapi::request<acikkapi::petition> wish(step what, acikkapi::stream_id stream);

private:
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return chance_() % bound; }
    [[nodiscard]] std::string text(std::size_t size_bytes);
    [[nodiscard]] acikkapi::person somebody();
    [[nodiscard]] acikkapi::command command(step what);

    std::mt19937_64 chance_;
    bool keys_;
    std::uint64_t given_ = 0;
    std::vector<acikkapi::unit_id> units_;
    std::vector<acikkapi::origin> citizens_;  // One for each channel.
    acikkapi::origin officer_;
};

}  // namespace bench
