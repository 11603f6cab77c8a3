#pragma once

#include <boost/system/result.hpp>

#include <cstddef>
#include <stdexcept>
#include <string>

namespace tools {

/// What is wrong with one row of a file, in words for the person who has to mend it.
struct row_error {
    std::string file;
    std::size_t line = 0;  ///< On which the row begins, from 1; 0 for the file as a whole.
    std::string field;     ///< Name of the column; empty for the row as a whole.
    std::string rule;      ///< What the row should have kept to.
    friend bool operator==(const row_error&, const row_error&) = default;
};

/// `requests.csv:17: created_at: is not a time`
[[nodiscard]] inline std::string describe(const row_error& error)
{
    std::string text = error.file;
    if (error.line != 0) {
        text += ':' + std::to_string(error.line);
    }
    if (!error.field.empty()) {
        text += ": " + error.field;
    }
    return text + ": " + error.rule;
}

/// For `value()` of a result that has none.
[[noreturn]] inline void
throw_exception_from_error(const row_error& error, const boost::source_location& /*where*/)
{
    throw std::runtime_error{describe(error)};
}

template <class T>
using row_result = boost::system::result<T, row_error>;

}  // namespace tools
