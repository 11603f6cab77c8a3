#include "host/pages/apply_questions.hpp"
#include "host/pages/contact.hpp"

#include <algorithm>
#include <array>

namespace host {

using namespace acikkapi;

namespace {

using shape = control::shape;

using asking = apply_asking;

control line(const asking& of, std::string name, std::string_view key)
{
    control out;
    out.name = std::move(name);
    out.label = of.by.text(key);
    if (const auto hint = std::string{key} + ".hint"; of.by.all.look.words().has(hint)) {
        out.hint = of.by.text(hint);
    }
    out.value = of.known.get(out.name);
    return out;
}

control identity_line(const asking& of, std::string name, std::string_view key)
{
    auto out = line(of, std::move(name), key);
    out.input_mode = "numeric";
    out.checked_as =
        "identity";  // Without a bound: a number that is pasted brings marks of direction along.
    return out;
}

std::vector<control> ask_for_whom(const asking& of)
{
    auto out = line(of, "for", "apply.for");
    out.what = shape::choice;
    for (const auto* const value : {"self", "other", "anonymous"}) {
        const auto key = std::string{"apply.for."} + value;
        out.options.push_back({value, of.by.text(key), of.by.text(key + ".hint")});
    }
    return {out};
}

std::vector<control> ask_identity(const asking& of)
{
    auto name = line(of, "full_name", "apply.full_name");
    name.autocomplete = "name";
    return {name, identity_line(of, "identity", "apply.identity")};
}

std::vector<control> ask_contact(const asking& of)
{
    auto mobile = line(of, "mobile", "apply.mobile");
    mobile.autocomplete = "tel";
    mobile.input_mode = "tel";
    mobile.checked_as = "phone";
    auto mail = line(of, "e_mail", "apply.e_mail");
    mail.autocomplete = "email";
    mail.input_mode = "email";
    auto address = line(of, "address", "apply.address");
    address.autocomplete = "address-line1";
    return {mobile, mail, address};
}

std::vector<control> ask_beneficiary(const asking& of)
{
    return {
        line(of, "for_name", "apply.for_name"),
        identity_line(of, "for_identity", "apply.for_identity")};
}

std::vector<control> ask_matter(const asking& of)
{
    auto out = line(of, "category", "apply.category");
    out.what = shape::choice;
    for (const auto& one : of.by.all.where.categories) {
        out.options.push_back({one.code, of.by.all.where.category_name(of.by.speaks, one.code)});
    }
    return {out};
}

std::vector<control> ask_place(const asking& of)
{
    auto out = line(of, "district", "apply.district");
    out.what = shape::list;
    for (const auto& one : of.by.all.where.districts) {
        out.options.push_back({one, one});
    }
    return {out};
}

std::vector<control> ask_text(const asking& of)
{
    auto subject = line(of, "subject", "apply.subject");
    subject.characters_max = 200;
    auto text = line(of, "text", "apply.text");
    text.what = shape::text;
    text.characters_max = 4'000;
    return {subject, text};
}

bool always(const draft& /*known*/)
{
    return true;
}

using step = apply_step;

constexpr std::array steps{
    step{"for", &ask_for_whom, &always},
    step{"identity", &ask_identity, &has_name},
    step{"contact", &ask_contact, &has_name},
    step{"beneficiary", &ask_beneficiary, &for_another},
    step{"matter", &ask_matter, &always},
    step{"place", &ask_place, &always},
    step{"text", &ask_text, &always}};

std::size_t characters_in(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

/// What may be left out. The law asks for no phone: who has none learns the result by number and code.
bool optional(std::string_view name)
{
    return name == "mobile" || name == "e_mail" || name == "district";
}

/// Whether what is not empty can be taken as it is. What the library says to it later is said again there.
bool fits(const control& one, std::string_view value)
{
    constexpr std::size_t line_bytes_max = 200;
    if (one.what == shape::choice || one.what == shape::list) {
        return std::any_of(one.options.begin(), one.options.end(), [value](const option& o) {
            return o.value == value;
        });
    }
    if (one.checked_as == "identity") {
        return identity_number::parse(value).has_value();
    }
    if (one.checked_as == "phone") {
        return phone::parse(value).has_value();
    }
    if (one.name == "e_mail") {
        return is_e_mail(value);
    }
    if (one.characters_max != 0) {
        return characters_in(value) <= one.characters_max;
    }
    return value.size() <= (one.name == "address" ? 500 : line_bytes_max);
}

}  // namespace

bool has_name(const draft& known)
{
    return known.get("for") != "anonymous";
}

bool for_another(const draft& known)
{
    return known.get("for") == "other";
}

std::span<const apply_step> apply_steps()
{
    return steps;
}

const apply_step* find_apply_step(std::string_view name)
{
    const auto* const at = std::find_if(
        steps.begin(), steps.end(), [name](const apply_step& one) { return one.name == name; });
    return at == steps.end() ? nullptr : at;
}

bool check_answers(std::vector<control>& questions, const visit& by)
{
    bool good = true;
    for (auto& one : questions) {
        const bool missing = one.value.empty() && !optional(one.name);
        if (missing || (!one.value.empty() && !fits(one, one.value))) {
            // `apply.identity.missing`, `apply.identity.wrong`
            one.error = by.text("apply." + one.name + (missing ? ".missing" : ".wrong"));
            good = false;
        }
    }
    return good;
}

const apply_step* first_open_step(const visit& by, const draft& known)
{
    for (const auto& one : steps) {
        auto questions = one.ask({by, known});
        if (one.needed(known) && !check_answers(questions, by)) {
            return &one;
        }
    }
    return nullptr;
}

}  // namespace host
