#pragma once

#include <acikkapi/adapters/sms_gateway.hpp>

#include "adapters/http/client.hpp"

#include <optional>
#include <regex>
#include <string>
#include <vector>

namespace acikkapi::adapters {

/// Says what an operator's answer means.
/// @par Thread safety  Safe from any thread once it is made.
class sms_rules {
public:
    /// @param why  Is told which rule is wrong, and how.
    /// @return `errc::bad_argument` if one is.
    [[nodiscard]] static result<sms_rules>
    make(const std::vector<sms_rule>& rules, std::string& why);

    /// @return Nothing if no rule fits. The detail is the operator's id of the message, if it is a
    ///         plain one.
    [[nodiscard]] std::optional<hand_result> judge(const http_outcome& answer) const;

private:
    struct ready {
        sms_rule rule;
        std::optional<std::regex> pattern;
    };

    std::vector<ready> all_;
};

}  // namespace acikkapi::adapters
