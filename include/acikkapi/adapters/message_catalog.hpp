#pragma once

#include <acikkapi/adapters/mail_notifier.hpp>
#include <acikkapi/adapters/sms_text.hpp>
#include <acikkapi/error.hpp>
#include <acikkapi/workflow.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// The words of messages, as data. Of the library `acikkapi::adapters`.
namespace acikkapi {

/// What one letter says.
struct message {
    std::string subject;   ///< One line; empty where the channel has none.
    std::string text;      ///< UTF-8, paragraphs apart by an empty line.
    std::string language;  ///< By RFC 5646: `tr`, `en`, `ar`.
};

/// The same text for readers that show HTML: its paragraphs, its addresses of the web as links, its language and
/// direction. Whatever it says is escaped.
[[nodiscard]] std::string html_of(const message& what);

/// Something in a catalogue that somebody should look at.
struct catalog_finding {
    std::string where;  ///< `sms/received.ar`
    std::string what;
};

/// What one text costs as a short message.
struct catalog_size {
    std::string where;
    std::size_t parts = 0;  ///< 0: it cannot be written by these rules.
    sms_alphabet alphabet = sms_alphabet::gsm7;
};

/// Templates by channel, kind and language. What stands in a message can only be the application's number and
/// what the catalogue itself says of the host: nothing personal can get into one.
///
/// @code{.unparsed}
/// {"language": "tr",
///  "constants": {"office": "İstanbul Valiliği", "site": "acikkapi.example"},
///  "messages": {
///    "sms": {"received": "Başvurunuz alındı. No: {number}. {office}",
///            "received.en": "We have your application. No: {number}. {office}"},
///    "e-mail": {"received": {"subject": "Başvurunuz alındı", "text": "…"}}}}
/// @endcode
///
/// `{{` stands for a brace. A kind that has no template in the letter's language is written in that of the
/// catalogue. Immutable and cheap to copy. Thread safe.
class message_catalog {
public:
    /// What comes with the library: `sms` and `e-mail`, in Turkish, English and Arabic, for each letter that the petition
    /// workflow writes to an applicant. Its constants are `office` and `site`.
    [[nodiscard]] static const message_catalog& standard();
    /// The same as text, to begin one's own from.
    [[nodiscard]] static std::string_view standard_text() noexcept;

    /// @param json  At most a megabyte.
    /// @param why   Is told which member is wrong, and how; may be null.
    /// @return `errc::bad_argument` if anything is wrong, also a placeholder that nothing stands for.
    [[nodiscard]] static result<message_catalog>
    parse(std::string_view json, std::string* why = nullptr);

    /// The same catalogue with another value of a constant.
    /// @return `errc::bad_argument` if it has no such constant, `bad_text` for a value that is none.
    [[nodiscard]] result<message_catalog> with(std::string_view constant, std::string value) const;

    /// What a letter says by a channel.
    /// @return `errc::bad_argument` if there is no such template, `bad_text` if the letter's reference is
    ///         none: neither gets better by trying again.
    [[nodiscard]] result<message> words_of(std::string_view channel, const letter& what) const;

    /// What is allowed and should be looked at all the same: a message without the application's number,
    /// a language that others have, a kind of letter that the standard catalogue has for the channel, digits that look
    /// like somebody's, a subject that is long.
    [[nodiscard]] std::vector<catalog_finding> lint() const;

    /// Into how many parts each text of the channel `sms` is cut, for an application with the longest number.
    [[nodiscard]] std::vector<catalog_size> sizes(const sms_rules& rules) const;

    /// The texts of the channel `sms`, as `smpp_options::wording` and `sms_gateway` ask for them.
    [[nodiscard]] std::function<result<std::string>(const letter&)> sms_wording() const;
    /// Those of the channel `e-mail`, plain and in HTML, as `mail_notifier` asks for them.
    [[nodiscard]] mail_notifier::wording mail_wording() const;

private:
    struct data;
    explicit message_catalog(std::shared_ptr<const data> values) : data_(std::move(values)) {}
    std::shared_ptr<const data> data_;
};

}  // namespace acikkapi
