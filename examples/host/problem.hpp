#pragma once

#include <acikkapi/error.hpp>

#include "host/http.hpp"

#include <boost/system/result.hpp>

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace host {

/// What is wrong with one member of a body.
struct member_fault {
    std::string pointer;  ///< RFC 6901: `#/applicant/identity`.
    std::string detail;   ///< For the person who has to mend it; repeats nothing of what was sent.
    friend bool operator==(const member_fault&, const member_fault&) = default;
};

/// Why a request was not done, as RFC 9457 has it. Never holds anything personal.
struct problem {
    int status = 500;
    std::string code;    ///< For programs: the name of an `errc`, or of what only HTTP knows.
    std::string detail;  ///< For people: one sentence.
    std::vector<member_fault> errors{};
    std::optional<std::chrono::seconds> retry_after{};
    fields headers{};  ///< Besides: `Allow`, `WWW-Authenticate`.
};

/// A value, or why there is none.
template <class T>
using reply = boost::system::result<T, problem>;

/// For `value()` of a reply that has none.
[[noreturn]] inline void
throw_exception_from_error(const problem& what, const boost::source_location& /*where*/)
{
    throw std::runtime_error{what.code};
}

/// What HTTP says of an error of the library: one table, and by condition what is not in it.
[[nodiscard]] problem problem_of(const acikkapi::error_code& error);

/// The name of an `errc` as it stands in the code: `illegal_transition`.
[[nodiscard]] std::string_view name_of(acikkapi::errc value) noexcept;

/// `application/problem+json`.
[[nodiscard]] response to_response(const problem& what);

/// Said before anything is read of what was sent: else it would be too long, or none of what may be chosen.
[[nodiscard]] problem not_utf8();

/// The same for all who may not know whether there is such an application.
[[nodiscard]] problem no_such_application();

}  // namespace host
