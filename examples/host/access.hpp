#pragma once

#include <acikkapi/access.hpp>
#include <acikkapi/identity.hpp>

#include <string>
#include <string_view>

namespace host {

/// To follow the feed of events: what happened with all applications, and nothing that is personal.
inline constexpr std::string_view act_feed = "feed";

/// To hold back what goes by an adapter, and to release it. @see acikkapi::engine::hold_letters
inline constexpr std::string_view act_hold_letters = "hold_letters";

/// The role of the host itself, for what it does by itself; nobody's account.
inline constexpr std::string_view role_host = "host";

/// Who may do what: as a governorate usually has it, who may follow the feed, and that the host may read what is not
/// personal and make it part of a chronic problem, and that a holder is told by reading his answer.
[[nodiscard]] const acikkapi::access_policy& host_access();

/// The same in the office of a province: its chronic problems are its own people's to open. Taking in what somebody
/// applies for is not: any desk may do that.
class office_access final : public acikkapi::access_policy {
public:
    explicit office_access(acikkapi::province where) : plate_(std::to_string(where.plate())) {}

    [[nodiscard]] acikkapi::verdict
    decide(const acikkapi::access_request& what) const noexcept override;

private:
    std::string plate_;
};

}  // namespace host
