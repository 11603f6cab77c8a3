#pragma once

#include "codec/parts.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace samples {

/// Seals so that all can be seen: what it belongs to, and the words backwards.
class glass_seals final : public acikkapi::codec::seals {
public:
    std::set<acikkapi::whose_data> destroyed;

    [[nodiscard]] std::optional<std::string>
    seal(const acikkapi::codec::place& of, std::string_view clear) const override
    {
        if (destroyed.contains(of.whose)) {
            return std::nullopt;
        }
        return label(of) + std::string{clear.rbegin(), clear.rend()};
    }
    [[nodiscard]] acikkapi::result<std::optional<std::string>>
    unseal(const acikkapi::codec::place& of, std::string_view sealed) const override
    {
        if (destroyed.contains(of.whose)) {
            return std::optional<std::string>{};
        }
        if (!sealed.starts_with(label(of))) {
            return acikkapi::errc::corrupt_journal;
        }
        sealed.remove_prefix(label(of).size());
        // A real seal cannot be altered; that nobody has sealed is all that is known of this one.
        if (std::all_of(sealed.begin(), sealed.end(), [](char one) { return one == '\0'; })) {
            return acikkapi::errc::corrupt_journal;
        }
        return std::optional{std::string{sealed.rbegin(), sealed.rend()}};
    }

private:
    static std::string label(const acikkapi::codec::place& of)
    {
        return std::to_string(static_cast<int>(of.what)) + "/" +
               std::to_string(number_of(of.stream)) + "/" + std::to_string(of.version) + "/" +
               std::to_string(of.whose) + ":";
    }
};

}  // namespace samples
