#include "host/acts.hpp"

#include <algorithm>
#include <array>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::array<word<language>, 3> languages{
    {{"tr", language::turkish}, {"en", language::english}, {"ar", language::arabic}}};

constexpr std::array<word<return_reason>, 5> return_reasons{{
    {"not_our_duty", return_reason::not_our_duty},
    {"other_district", return_reason::other_district},
    {"other_authority", return_reason::other_authority},
    {"more_than_one_unit", return_reason::more_than_one_unit},
    {"incomplete", return_reason::incomplete},
}};

constexpr std::array<word<closing>, 6> closings{{
    {"no_subject", closing::not_examined_no_subject},
    {"court", closing::not_examined_court},
    {"no_identity", closing::not_examined_no_identity},
    {"duplicate", closing::duplicate},
    {"abusive", closing::abusive},
    {"other_authority", closing::other_authority},
}};

constexpr std::array<word<outcome>, 4> outcomes{{
    {"granted", outcome::granted},
    {"refused", outcome::refused},
    {"partly", outcome::partly},
    {"referred", outcome::referred},
}};

constexpr std::array<word<commands::contact_means>, 3> means_of_contact{{
    {"phone", commands::contact_means::phone},
    {"visit", commands::contact_means::visit},
    {"message", commands::contact_means::message},
}};

constexpr std::array<word<commands::contact_result>, 3> contact_results{{
    {"reached", commands::contact_result::reached},
    {"no_answer", commands::contact_result::no_answer},
    {"wrong_person", commands::contact_result::wrong_person},
}};

constexpr std::array<word<notice>, 2> notices{
    {{"acknowledgement", notice::acknowledgement}, {"result", notice::result}}};

person read_person(members in, members& outer)
{
    person out;
    if (in.has("identity")) {
        out.identity = in.parsed<identity_number>("identity", &identity_number::parse);
    }
    if (in.has("mobile")) {
        out.mobile = in.parsed<phone>("mobile", &phone::parse);
    }
    out.full_name = in.text_or_empty("full_name");
    out.e_mail = in.text_or_empty("e_mail");
    out.address = in.text_or_empty("address");
    outer.add_faults_of(in);
    return out;
}

commands::route read_route(members& in)
{
    const auto unit = in.parsed<unit_id>("unit", &unit_id::parse);
    return {unit.value_or(unit_id{}), in.text_or_empty("unit_name"), in.text_or_empty("note")};
}

commands::send_back read_send_back(members& in)
{
    commands::send_back out;
    out.reason = in.one_of("reason", return_reasons);
    out.note = in.text_or_empty("note");
    if (in.has("suggested")) {
        out.suggested = in.parsed<unit_id>("suggested", &unit_id::parse).value_or(unit_id{});
    }
    return out;
}

commands::record_contact read_contact(members& in)
{
    commands::record_contact out;
    out.means = in.one_of("means", means_of_contact);
    out.by_applicant = in.flag("by_applicant");
    out.result = in.one_of("result", contact_results);
    out.note = in.text_or_empty("note");
    return out;
}

commands::answer read_answer(members& in)
{
    commands::answer out;
    out.decision = in.one_of("decision", outcomes);
    out.text = in.text("text");
    out.signed_by = in.text_or_empty("signed_by");
    return out;
}

commands::close read_close(members& in)
{
    commands::close out;
    out.reason = in.one_of("reason", closings);
    out.note = in.text_or_empty("note");
    const bool is_sent_on = out.reason == closing::other_authority;
    out.authority = is_sent_on ? in.text("authority") : in.text_or_empty("authority");
    return out;
}

commands::rate read_rate(members& in)
{
    commands::rate out;
    out.score = static_cast<std::uint8_t>(in.number("score", 1, 5));
    out.comment = in.text_or_empty("comment");
    out.may_call = in.flag("may_call");
    return out;
}

/// Without an account nobody has it in hand: it is put back.
commands::assign read_assign(members& in)
{
    return {in.has("to") ? in.parsed<actor>("to", &actor::parse).value_or(actor{}) : actor{}};
}

struct act {
    std::string_view name;
    command (*read)(members&);
};

constexpr std::array acts_by_name{
    act{"reply", [](members& in) -> command { return commands::reply{in.text("text")}; }},
    act{"object", [](members& in) -> command { return commands::object{in.text("reason")}; }},
    act{"withdraw",
        [](members& in) -> command { return commands::withdraw{in.text_or_empty("reason")}; }},
    act{"rate", [](members& in) -> command { return read_rate(in); }},
    act{"route", [](members& in) -> command { return read_route(in); }},
    act{"send_back", [](members& in) -> command { return read_send_back(in); }},
    act{"ask", [](members& in) -> command { return commands::ask{in.text("question")}; }},
    act{"resume", [](members& /*in*/) -> command { return commands::resume{}; }},
    act{"remind", [](members& /*in*/) -> command { return commands::remind{}; }},
    act{"record_contact", [](members& in) -> command { return read_contact(in); }},
    act{"answer_interim",
        [](members& in) -> command { return commands::answer_interim{in.text("text")}; }},
    act{"answer", [](members& in) -> command { return read_answer(in); }},
    act{"close", [](members& in) -> command { return read_close(in); }},
    act{"reopen", [](members& in) -> command { return commands::reopen{in.text("reason")}; }},
    act{"tell_again",
        [](members& in) -> command { return commands::tell_again{in.one_of("which", notices)}; }},
    act{"assign", [](members& in) -> command { return read_assign(in); }},
};

const act* find_act(std::string_view name) noexcept
{
    const auto* const at =
        std::find_if(acts_by_name.begin(), acts_by_name.end(), [name](const act& one) {
            return one.name == name;
        });
    return at == acts_by_name.end() ? nullptr : at;
}

}  // namespace

commands::submit read_submission(members& in)
{
    commands::submit out;
    const auto plate = in.number("province", 1, 81);
    if (const auto where =
            province::from_plate(static_cast<int>(std::min<std::uint64_t>(plate, 81)))) {
        out.where = *where;
    }
    out.category = in.text("category");
    out.subject = in.text("subject");
    out.text = in.text("text");
    out.district = in.text_or_empty("district");
    out.anonymous = in.flag("anonymous");
    out.applicant = read_person(in.object("applicant"), in);
    if (in.has("beneficiary")) {
        out.beneficiary = read_person(in.object("beneficiary"), in);
    }
    if (in.has("language")) {
        out.speaks = in.one_of("language", languages);
    }
    return out;
}

bool is_act(std::string_view name) noexcept
{
    return find_act(name) != nullptr;
}

command read_act(std::string_view name, members& in)
{
    return find_act(name)->read(in);
}

}  // namespace host
