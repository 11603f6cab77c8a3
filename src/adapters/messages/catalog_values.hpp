#pragma once

#include <acikkapi/adapters/message_catalog.hpp>

#include "adapters/messages/template_text.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace acikkapi::adapters {

/// What stands for the application's number; no constant may be called so.
inline constexpr std::string_view number_name = "number";
inline constexpr std::string_view sms_name = "sms";

/// A kind of letter, and the language behind its point; empty for the catalogue's own.
struct kind_and_language {
    std::string kind;
    std::string language;
};
[[nodiscard]] kind_and_language parts_of(std::string_view kind);

/// One line of text, as long as a constant may be.
[[nodiscard]] bool is_value(std::string_view text);

/// What a catalogue says.
struct catalog_values {
    struct words {
        template_text subject;  ///< Empty where the channel has none.
        template_text text;
    };

    std::string language;
    std::map<std::string, std::string, std::less<>> constants;
    std::map<std::pair<std::string, std::string>, words> templates;  ///< By channel and kind.

    [[nodiscard]] const words* find(const std::string& means, const std::string& kind) const;

    /// @param why  Told what is wrong, and where.
    [[nodiscard]] static result<catalog_values> read(std::string_view json, std::string& why);
};

}  // namespace acikkapi::adapters

namespace acikkapi {

struct message_catalog::data {
    adapters::catalog_values values;
};

}  // namespace acikkapi
