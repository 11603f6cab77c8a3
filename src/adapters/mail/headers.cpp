#include "adapters/codes.hpp"
#include "adapters/errands.hpp"
#include "adapters/mail/headers.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace acikkapi::adapters {
namespace {

/// Of the text in an encoded word: in base 64 and with its frame 72 characters, of which 75 are
/// allowed.
constexpr std::size_t word_bytes_max = 45;
constexpr std::size_t plain_size_max = 60;
constexpr std::size_t subject_size_max = 1'000;

bool is_control(char one)
{
    return static_cast<unsigned char>(one) < ' ' || one == '\x7f';
}

bool continues_character(char one)
{
    return (static_cast<unsigned char>(one) & 0xc0U) == 0x80U;
}

/// At most so many bytes, and no half of a character.
std::string_view cut(std::string_view text, std::size_t most)
{
    auto size = std::min(most, text.size());
    while (size > 0 && size < text.size() && continues_character(text[size])) {
        --size;
    }
    // What is no UTF-8 has no end of a character to find.
    return text.substr(0, size > 0 ? size : std::min(most, text.size()));
}

std::string without_controls(std::string_view text)
{
    std::string out{text};
    std::replace_if(out.begin(), out.end(), is_control, ' ');
    return out;
}

bool is_language(std::string_view text)
{
    return !text.empty() && text.size() <= 35 &&
           std::all_of(text.begin(), text.end(), [](char one) {
               return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') ||
                      (one >= '0' && one <= '9') || one == '-';
           });
}

}  // namespace

std::string encoded_words(std::string_view text)
{
    auto clean = without_controls(cut(text, subject_size_max));
    const bool plain = clean.size() <= plain_size_max && clean.find("=?") == std::string::npos &&
                       std::none_of(clean.begin(), clean.end(), [](char one) {
                           return static_cast<unsigned char>(one) > '~';
                       });
    if (plain) {
        return clean;
    }
    std::string out;
    for (std::string_view rest = clean; !rest.empty();) {
        const auto word = cut(rest, word_bytes_max);
        out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(word) + "?=";
        rest.remove_prefix(word.size());
    }
    return out;
}

std::string message_id(std::string_view letter_id, std::string_view sender)
{
    const auto name = hex(sha256("acikkapi mail " + std::string{letter_id})).substr(0, 32);
    return "<" + name + std::string{sender.substr(sender.rfind('@'))} + ">";
}

std::string mail_date(instant when)
{
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto midnight = std::chrono::floor<std::chrono::days>(when);
    const std::chrono::year_month_day date{midnight};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(when - midnight)};
    std::array<char, 64> out{};
    std::snprintf(
        out.data(),
        out.size(),
        "%s, %u %s %d %02d:%02d:%02d +0000",
        days.at(std::chrono::weekday{midnight}.c_encoding()),
        static_cast<unsigned>(date.day()),
        months.at(static_cast<unsigned>(date.month()) - 1),
        static_cast<int>(date.year()),
        static_cast<int>(time.hours().count()),
        static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()));
    return out.data();
}

std::string with_line_ends(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + text.size() / 16 + 2);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) {
            out += '\r';
        }
        out += text[i];
    }
    return out;
}

std::vector<std::string> mail_headers(
    const mail_options& options,
    const mail_words& words,
    std::string_view to,
    std::string_view letter_id)
{
    auto from = "<" + options.from + ">";
    if (!options.from_name.empty()) {
        // Always encoded: so no character of it needs quotes.
        from = "=?UTF-8?B?" + base64(cut(without_controls(options.from_name), word_bytes_max)) +
               "?= " + from;
    }
    std::vector<std::string> out{
        "Date: " + mail_date(now_of(options.time)),
        "From: " + from,
        "To: <" + std::string{to} + ">",
        "Subject: " + encoded_words(words.subject),
        "Message-ID: " + message_id(letter_id, options.from),
        // RFC 3834: no robot answers it.
        "Auto-Submitted: auto-generated"};
    if (!options.reply_to.empty()) {
        out.push_back("Reply-To: <" + options.reply_to + ">");
    }
    if (is_language(words.language)) {
        out.push_back("Content-Language: " + words.language);
    }
    return out;
}

}  // namespace acikkapi::adapters
