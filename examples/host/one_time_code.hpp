#pragma once

#include "host/cookies.hpp"
#include "host/http.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace host {

/// Codes of six digits that somebody types who has been sent one. A code is for one browser, one
/// purpose and one subject, good for five minutes, five tries and one use.
///
/// What was sent lies in a sealed cookie of the browser that asked; here is only what was tried,
/// for as long as it could be tried again. A new start of the host ends all codes: it has forgotten
/// what was tried.
/// @par Thread safety  All members from any thread.
class one_time_codes {
public:
    static constexpr std::chrono::minutes good_for{5};
    static constexpr unsigned tries_max = 5;
    /// Codes that were tried and are remembered at once; beyond it no other is taken.
    static constexpr std::size_t tried_max = 100'000;

    explicit one_time_codes(cookies keep);

    struct issued {
        std::string code;        ///< To be sent, and to be shown nowhere else.
        std::string set_cookie;  ///< For the browser that asked.
    };
    /// @param purpose  What it opens: `log-in`.
    /// @param subject  Of what it is the proof: a number of an application.
    [[nodiscard]] issued issue(std::string_view purpose, std::string_view subject) const;

    enum class outcome {
        right,
        wrong,  ///< He may try again.
        ended,  ///< There is none, or its time, its tries or its one use are over.
    };
    struct checked {
        outcome how = outcome::ended;
        std::string subject{};  ///< If it was right.
    };
    /// Tries a code, which counts.
    /// @param code  As it was typed: blanks in it do not matter.
    [[nodiscard]] checked
    check(const request& asked, std::string_view purpose, std::string_view code);

    /// For the browser, when it is over.
    [[nodiscard]] std::string end_cookie() const;

private:
    struct tried {
        acikkapi::instant until{};  ///< Then its cookie has ended.
        unsigned tries = 0;
        bool used = false;
    };

    [[nodiscard]] tried* tries_of(const std::string& id, acikkapi::instant now);

    cookies keep_;
    std::string run_;  ///< Of chance: which start of the host a cookie is from.
    std::mutex mutex_;
    std::map<std::string, tried, std::less<>> tried_;
};

}  // namespace host
