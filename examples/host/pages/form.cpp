#include "host/digits.hpp"
#include "host/pages/form.hpp"
#include "host/utf8.hpp"

#include <algorithm>
#include <array>

namespace host {
namespace {

constexpr std::string_view blanks = " \t\r\n";

/// A browser sends line ends as two characters, whatever was typed.
std::string tidy(std::string value)
{
    value.erase(std::remove(value.begin(), value.end(), '\r'), value.end());
    const auto begin = std::min(value.find_first_not_of(blanks), value.size());
    const auto end = value.find_last_not_of(blanks);
    return end == value.npos ? std::string{}
                             : with_plain_digits(value.substr(begin, end + 1 - begin));
}

std::optional<std::string> form_decoded(std::string_view text)
{
    std::string spaced{text};
    std::replace(spaced.begin(), spaced.end(), '+', ' ');
    return percent_decoded(spaced);
}

void add_options(filling& to, const control& one)
{
    std::size_t n = 0;
    for (const auto& choice : one.options) {
        auto& out = to.add("OPTION");
        // The first one has the id that a summary of errors leads to.
        out.set("OPTION_ID", one.name + (n == 0 ? "" : "-" + std::to_string(n)));
        out.set("OPTION_VALUE", choice.value).set("OPTION_LABEL", choice.label);
        if (!choice.hint.empty()) {
            out.add("OPTION_HINT").set("OPTION_HINT_TEXT", choice.hint);
        }
        if (choice.value == one.value) {
            out.add("CHOSEN");
        }
        ++n;
    }
}

const char* section_of(control::shape what)
{
    switch (what) {
    case control::shape::line: return "LINE";
    case control::shape::text: return "TEXT";
    case control::shape::choice: return "CHOICE";
    case control::shape::list: return "LIST";
    case control::shape::tick: return "TICK";
    case control::shape::files: return "FILES";
    }
    return "LINE";
}

/// By what the control is described to who does not see it.
std::string described_by(const control& one)
{
    std::string out;
    if (!one.hint.empty()) {
        out = one.name + "-hint";
    }
    if (!one.error.empty()) {
        out += (out.empty() ? "" : " ") + one.name + "-error";
    }
    return out;
}

/// As the library counts them.
std::size_t characters_in(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

bool is_too_long(const control& one)
{
    return (one.characters_max != 0 && characters_in(one.value) > one.characters_max) ||
           (one.bytes_max != 0 && one.value.size() > one.bytes_max);
}

}  // namespace

reply<form> form::read(const request& asked)
{
    constexpr std::size_t fields_max = 100;
    const auto type = asked.header("Content-Type");
    if (type.substr(0, type.find(';')) != "application/x-www-form-urlencoded") {
        return problem{415, "not_a_form", "the body must be a form"};
    }
    form out;
    std::string_view rest = asked.body;
    while (!rest.empty() && out.fields_.size() <= fields_max) {
        const auto pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
        const auto equals = std::min(pair.find('='), pair.size());
        auto name = form_decoded(pair.substr(0, equals));
        auto value = form_decoded(pair.substr(std::min(equals + 1, pair.size())));
        if (!name || !value) {
            return problem{400, "bad_form", "the body is not a form as it should be"};
        }
        out.fields_.emplace_back(*std::move(name), *std::move(value));
    }
    if (!out.is_text()) {
        return not_utf8();
    }
    if (out.fields_.size() > fields_max) {
        return problem{400, "bad_form", "the form has too many fields"};
    }
    return out;
}

reply<form> form::read_with_files(const request& asked)
{
    const auto type = asked.header("Content-Type");
    if (!type.starts_with("multipart/")) {
        return read(asked);  // As it is sent where no file was asked for.
    }
    auto parts = read_multipart(type, asked.body);
    if (!parts) {
        return parts.error();
    }
    form out;
    for (auto& one : *parts) {
        if (one.file_name) {
            out.files_.push_back(std::move(one));
        } else {
            out.fields_.emplace_back(std::move(one.name), std::move(one.bytes));
        }
    }
    return out.is_text() ? reply<form>{std::move(out)} : not_utf8();
}

bool form::is_text() const
{
    return std::all_of(fields_.begin(), fields_.end(), [](const auto& one) {
        return is_utf8(one.first) && is_utf8(one.second);
    });
}

std::string form::get(std::string_view name) const
{
    const auto at = std::find_if(
        fields_.begin(), fields_.end(), [name](const auto& one) { return one.first == name; });
    return at == fields_.end() ? std::string{} : tidy(at->second);
}

std::vector<std::string> form::all(std::string_view name) const
{
    std::vector<std::string> out;
    for (const auto& [field, value] : fields_) {
        if (field == name) {
            out.push_back(tidy(value));
        }
    }
    return out;
}

std::string form::typed() const
{
    static constexpr std::array<std::string_view, 8> unseen{
        "csrf", "key", "step", "version", "confirms", "account", "next", "size"};
    std::string out;
    for (const auto& [field, given] : fields_) {
        const auto value = tidy(given);
        if (!value.empty() && std::find(unseen.begin(), unseen.end(), field) == unseen.end()) {
            out += (out.empty() ? "" : "\n") + value;
        }
    }
    return out;
}

void add_controls(filling& page, const std::vector<control>& questions, bool has_heading)
{
    const bool is_heading = questions.size() == 1 && !has_heading;
    for (const auto& one : questions) {
        auto& out = page.add("CONTROL").add(section_of(one.what));
        out.set("NAME", one.name).set("LABEL", one.label).set("VALUE", one.value);
        out.set("AUTOCOMPLETE", one.autocomplete.empty() ? "off" : one.autocomplete);
        out.set("INPUT_MODE", one.input_mode.empty() ? "text" : one.input_mode);
        out.add(is_heading ? "AS_HEADING" : "AS_LABEL");
        if (const auto by = described_by(one); !by.empty()) {
            out.add("DESCRIBED").set("DESCRIBED_BY", by);
        }
        if (!one.hint.empty()) {
            out.add("HINT").set("HINT_TEXT", one.hint);
        }
        if (one.characters_max != 0) {
            out.add("COUNTED").set("CHARACTERS_MAX", std::to_string(one.characters_max));
        }
        if (!one.checked_as.empty()) {
            out.add("CHECKED_AS").set("CHECK", one.checked_as);
        }
        if (one.what == control::shape::tick && !one.value.empty()) {
            out.add("CHOSEN");
        }
        if (!one.error.empty()) {
            out.add("WRONG").set("WRONG_TEXT", one.error);
            out.add("MARKED_WRONG");
        }
        add_options(out, one);
        if (one.what == control::shape::files) {
            page.sections["WITH_FILES"].resize(1);
        }
    }
    for (const auto& one : questions) {
        if (!one.error.empty()) {
            // The section stands once, its lines as often as there are errors.
            auto& summary = page.sections["ERRORS"];
            auto& only = summary.empty() ? summary.emplace_back() : summary.front();
            only.add("ERROR").set("ERROR_AT", one.name).set("ERROR_TEXT", one.error);
        }
    }
}

bool check_lengths(std::vector<control>& questions, const std::string& too_long)
{
    bool good = true;
    for (auto& one : questions) {
        if (is_too_long(one)) {
            one.error = too_long;
            good = false;
        }
    }
    return good;
}

void add_hidden(filling& page, std::string name, std::string value)
{
    page.add("HIDDEN").set("HIDDEN_NAME", std::move(name)).set("HIDDEN_VALUE", std::move(value));
}

}  // namespace host
