#pragma once

#include <acikkapi/identity.hpp>
#include <acikkapi/metrics.hpp>

#include "host/limits.hpp"
#include "host/one_time_code.hpp"
#include "host/problem.hpp"
#include "host/session.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

/// What a log-in by code needs of the rest of the host. All of them are called from any thread.
struct code_log_in_ports {
    /// Whether this phone stands in this application; may read the disk.
    std::function<bool(const acikkapi::application_number&, const acikkapi::phone&)> is_reached_by;
    /// Sends a code. Null: this host sends no short messages, so nobody gets one.
    std::function<void(const acikkapi::phone&, const std::string& code)> send;
    std::function<moment()> now;
    /// How often one address may ask. Behind a proxy all have one: then it is the proxy's to limit.
    bucket_rule each_address{10, 1.0 / 60};
};

/// Citizens who have lost their lookup code: who gets an SMS at the phone that stands in an
/// application is its holder. Whether there is such an application, and whose phone it is, nobody
/// learns who does not get it.
///
/// One phone is sent three codes at once and then two an hour, one address may ask for ten and then
/// one a minute, unless the ports say otherwise. So who tries without end guesses a phone's code in
/// forty days with a chance of one in a hundred; and who knows both numbers can keep their holder
/// from getting codes.
/// @par Thread safety  All members from any thread.
/// @par Lifetime  Outlives what it has posted to `blocking`.
class code_log_in {
public:
    /// @param blocking  Where `is_reached_by` and `send` are called.
    code_log_in(cookies keep, boost::asio::any_io_executor blocking, code_log_in_ports ports);

    /// Whether codes can be had at all.
    [[nodiscard]] bool sends() const { return ports_.send != nullptr; }

    /// Sends a code, if the phone stands in the application.
    /// @param peer  Address of who asks.
    /// @return What `Set-Cookie` has to say, whether anything is sent or not; 422 for what is no
    ///     number or no phone, 429 for who asks too often, 501 if no codes can be had.
    [[nodiscard]] reply<std::string>
    ask(std::string_view number, std::string_view mobile, const std::string& peer);

    /// @param code  As it was typed.
    /// @return The session of who is now the holder of one application more; 422 for a wrong code,
    ///     410 if there is none to be tried any more, or the phone it went to does not stand in the
    ///     application any more; may read the disk.
    [[nodiscard]] reply<session> enter(const request& asked, std::string_view code);

    /// The same for a phone that is to stand in an application in place of the one there: a code to it shows that
    /// its holder wants that. Who asks has shown that he may.
    [[nodiscard]] reply<std::string> ask_new_phone(
        const acikkapi::application_number& about,
        const acikkapi::phone& to,
        const std::string& peer);

    /// @return The phone that was shown to be his; errors as of `enter`.
    [[nodiscard]] reply<acikkapi::phone> enter_new_phone(
        const request& asked, const acikkapi::application_number& about, std::string_view code);

    /// For the browser, after `enter`.
    [[nodiscard]] std::string end_cookie() const { return codes_.end_cookie(); }

    /// Codes by what came of them: no application knows of them.
    [[nodiscard]] std::vector<acikkapi::metric> metrics() const;

private:
    [[nodiscard]] std::optional<problem>
    refusal(const acikkapi::phone& to, const std::string& peer);
    [[nodiscard]] reply<std::string>
    entered(const request& asked, std::string_view purpose, std::string_view code);

    struct counts {
        std::atomic<std::uint64_t> asked{0};
        std::atomic<std::uint64_t> sent{0};
        std::atomic<std::uint64_t> limited{0};
        std::atomic<std::uint64_t> right{0};
        std::atomic<std::uint64_t> wrong{0};
    };

    one_time_codes codes_;
    sessions sessions_;
    boost::asio::any_io_executor blocking_;
    code_log_in_ports ports_;
    rate_limiter addresses_;
    rate_limiter phones_;
    std::string secret_;  // Of chance: limits know phones by their keyed digest only.
    counts counts_;
};

}  // namespace host
