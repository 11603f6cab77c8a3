#include <acikkapi/adapters/message_catalog.hpp>

#include "adapters/messages/template_text.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace acikkapi {
namespace {

namespace json = boost::json;
using adapters::template_text;

constexpr std::string_view standard_json =
#include "adapters/messages/catalog.inc"
    ;

constexpr std::size_t text_bytes_max = 1U << 20U;
constexpr std::size_t value_bytes_max = 500;
constexpr std::string_view number_name = "number";
constexpr std::string_view sms_name = "sms";

/// A channel has a subject or has none: `sms`, `e-mail`.
struct words {
    template_text subject;
    template_text text;
};

using constants = std::map<std::string, std::string, std::less<>>;
// By channel and kind.
using templates = std::map<std::pair<std::string, std::string>, words>;

bool is_value(std::string_view text)
{
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' '; };
    return !text.empty() && text.size() <= value_bytes_max &&
           std::none_of(text.begin(), text.end(), is_control);
}

std::pair<std::string, std::string> parts_of(std::string_view kind)
{
    const auto point = kind.find('.');
    return {
        std::string{kind.substr(0, point)},
        point == std::string_view::npos ? std::string{} : std::string{kind.substr(point + 1)}};
}

/// Reads the text of a catalogue, and remembers what was wrong first.
class reader {
public:
    std::string language;
    constants fixed;
    templates all;

    bool read(std::string_view text)
    {
        json::error_code error;
        const auto value = text.size() <= text_bytes_max ? json::parse(text, error) : json::value{};
        const auto* const top = error ? nullptr : value.if_object();
        if (top == nullptr) {
            return fail("the text", "is no JSON object, or too long");
        }
        for (const auto& [name, member] : *top) {
            if (name != "language" && name != "constants" && name != "messages") {
                return fail(name, "is not known");
            }
        }
        return read_language(*top) && read_constants(*top) && read_channels(*top) && check_names();
    }

    [[nodiscard]] const std::string& why() const { return why_; }

private:
    bool fail(std::string_view where, std::string_view what)
    {
        why_ = std::string{where} + ": " + std::string{what};
        return false;
    }

    static const json::object* object_in(const json::object& in, std::string_view name)
    {
        const auto* const found = in.if_contains(name);
        return found == nullptr ? nullptr : found->if_object();
    }

    static std::string string_of(const json::value* value)
    {
        const auto* const text = value == nullptr ? nullptr : value->if_string();
        return text == nullptr ? std::string{} : std::string{*text};
    }

    bool read_language(const json::object& top)
    {
        language = string_of(top.if_contains("language"));
        return language.empty() ? fail("language", "is missing, or no text") : true;
    }

    bool read_constants(const json::object& top)
    {
        const auto* const given = object_in(top, "constants");
        if (given == nullptr) {
            return top.contains("constants") ? fail("constants", "is no object") : true;
        }
        for (const auto& [name, value] : *given) {
            auto text = string_of(&value);
            if (name == number_name || !is_value(text)) {
                return fail(
                    "constants/" + std::string{name},
                    "is no line of text, or has a name that is taken");
            }
            fixed.emplace(name, std::move(text));
        }
        return true;
    }

    bool read_channels(const json::object& top)
    {
        const auto* const channels = object_in(top, "messages");
        if (channels == nullptr) {
            return fail("messages", "is missing, or no object");
        }
        for (const auto& [by, kinds] : *channels) {
            const auto* const by_kind = kinds.if_object();
            if (by_kind == nullptr) {
                return fail("messages/" + std::string{by}, "is no object");
            }
            for (const auto& [kind, what] : *by_kind) {
                if (!read_words(std::string{by}, std::string{kind}, what)) {
                    return false;
                }
            }
        }
        return true;
    }

    bool read_words(const std::string& by, const std::string& kind, const json::value& what)
    {
        const auto* const parts = what.if_object();
        const auto subject =
            parts == nullptr ? std::string{} : string_of(parts->if_contains("subject"));
        const auto text = string_of(parts == nullptr ? &what : parts->if_contains("text"));
        const auto where = by + "/" + kind;
        if (text.empty() || (parts != nullptr && (subject.empty() || parts->size() != 2))) {
            return fail(where, "is neither a text nor a subject and a text");
        }
        auto of_subject = template_text::parse(subject);
        auto of_text = template_text::parse(text);
        if (!of_subject || !of_text) {
            return fail(where, "has a brace without its other one");
        }
        if (subject.find('\n') != std::string::npos) {
            return fail(where, "has a subject of several lines");
        }
        all[{by, kind}] = {*std::move(of_subject), *std::move(of_text)};
        return true;
    }

    bool check_names()
    {
        for (const auto& [key, value] : all) {
            for (const auto* const text : {&value.subject, &value.text}) {
                for (const auto& name : text->names()) {
                    if (name != number_name && !fixed.contains(name)) {
                        return fail(
                            key.first + "/" + key.second, "nothing stands for {" + name + "}");
                    }
                }
            }
        }
        return true;
    }

    std::string why_;
};

/// Ten digits one after another are somebody's phone or identity number.
bool looks_personal(std::string_view text)
{
    constexpr std::size_t digits_max = 9;
    std::size_t run = 0;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        run = digit ? run + 1 : (c == ' ' && run != 0 ? run : 0);
        if (run > digits_max) {
            return true;
        }
    }
    return text.find('@') != std::string_view::npos;
}

}  // namespace

struct message_catalog::data {
    std::string language;
    constants fixed;
    templates all;

    [[nodiscard]] const words* find(const std::string& by, const std::string& kind) const
    {
        const auto found = all.find({by, kind});
        return found == all.end() ? nullptr : &found->second;
    }
};

const message_catalog& message_catalog::standard()
{
    // Our own text: that it is in order is shown by a test.
    static const message_catalog value = parse(standard_json).value();
    return value;
}

std::string_view message_catalog::standard_text() noexcept
{
    return standard_json;
}

result<message_catalog> message_catalog::parse(std::string_view text, std::string* why)
{
    reader in;
    if (!in.read(text)) {
        if (why != nullptr) {
            *why = in.why();
        }
        return errc::bad_argument;
    }
    return message_catalog{std::make_shared<const data>(
        data{std::move(in.language), std::move(in.fixed), std::move(in.all)})};
}

result<message_catalog> message_catalog::with(std::string_view constant, std::string value) const
{
    if (!is_value(value)) {
        return errc::bad_text;
    }
    auto changed = std::make_shared<data>(*data_);
    const auto found = changed->fixed.find(constant);
    if (found == changed->fixed.end()) {
        return errc::bad_argument;
    }
    found->second = std::move(value);
    return message_catalog{std::move(changed)};
}

result<message> message_catalog::words_of(std::string_view means, const letter& what) const
{
    const auto [kind, language] = parts_of(what.kind);
    const std::string by{means};
    const auto* const own = language.empty() ? nullptr : data_->find(by, what.kind);
    const auto* const found = own == nullptr ? data_->find(by, kind) : own;
    if (found == nullptr) {
        return errc::bad_argument;
    }
    if (!is_value(what.reference)) {
        return errc::bad_text;
    }
    const auto fill = [&](std::string_view name) -> std::string_view {
        return name == number_name ? std::string_view{what.reference}
                                   : data_->fixed.find(name)->second;
    };
    return message{
        found->subject.fill(fill),
        found->text.fill(fill),
        own == nullptr ? data_->language : language};
}

std::vector<catalog_size> message_catalog::sizes(const sms_rules& rules) const
{
    letter longest;
    longest.reference = "81-2026-999999999-9";
    std::vector<catalog_size> out;
    for (const auto& [key, value] : data_->all) {
        if (key.first != sms_name) {
            continue;
        }
        longest.kind = key.second;
        const auto text = words_of(key.first, longest);
        const auto cut = text ? encode_sms(text->text, rules, 0) : text.error();
        catalog_size size{key.first + "/" + key.second};
        if (cut) {
            size.parts = cut->parts.size();
            size.alphabet = cut->alphabet;
        }
        out.push_back(std::move(size));
    }
    return out;
}

std::function<result<std::string>(const letter&)> message_catalog::sms_wording() const
{
    return [words = *this](const letter& what) -> result<std::string> {
        auto found = words.words_of(sms_name, what);
        return found ? result<std::string>{std::move(found->text)} : found.error();
    };
}

std::vector<catalog_finding> message_catalog::lint() const
{
    constexpr std::size_t subject_bytes_max = 120;
    std::vector<catalog_finding> out;
    std::map<std::string, std::set<std::string>> languages;  // Of each channel.
    for (const auto& [key, value] : data_->all) {
        languages[key.first].insert(parts_of(key.second).second);
    }
    for (const auto& [key, value] : data_->all) {
        const auto& [by, kind] = key;
        const auto where = by + "/" + kind;
        const auto names = value.text.names();
        if (std::find(names.begin(), names.end(), number_name) == names.end()) {
            out.push_back({where, "does not name the application's number"});
        }
        if (looks_personal(value.text.plain()) || looks_personal(value.subject.plain())) {
            out.push_back({where, "has digits or an address that look like somebody's"});
        }
        if (value.subject.plain().size() > subject_bytes_max) {
            out.push_back({where, "has a subject that is longer than many readers show"});
        }
        const auto [base, language] = parts_of(kind);
        if (!language.empty()) {
            if (data_->find(by, base) == nullptr) {
                out.push_back({where, "is missing in the catalogue's own language"});
            }
            continue;
        }
        for (const auto& other : languages[by]) {
            if (!other.empty() && data_->find(by, kind + "." + other) == nullptr) {
                out.push_back({where, "is missing in a language that others have: " + other});
            }
        }
    }
    return out;
}

}  // namespace acikkapi
