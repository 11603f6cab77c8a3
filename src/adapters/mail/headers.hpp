#pragma once

#include <acikkapi/adapters/mail_notifier.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace acikkapi::adapters {

/// The lines of a message's header, each without its line end; a long one is folded. No value can
/// begin a header of its own.
/// @param to  As `first_mail` gives it.
[[nodiscard]] std::vector<std::string> mail_headers(
    const mail_options& options,
    const mail_words& words,
    std::string_view to,
    std::string_view letter_id);

/// One line of text for a header (RFC 2047). Control characters become blanks.
[[nodiscard]] std::string encoded_words(std::string_view text);

/// The same in every try, and tells nothing of the letter.
[[nodiscard]] std::string message_id(std::string_view letter_id, std::string_view sender);

/// As RFC 5322 writes it, in UTC.
[[nodiscard]] std::string mail_date(instant when);

/// Every line ends with `\r\n`, as mail wants it.
[[nodiscard]] std::string with_line_ends(std::string_view text);

}  // namespace acikkapi::adapters
