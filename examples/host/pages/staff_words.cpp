#include "host/keeping.hpp"
#include "host/pages/staff_words.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace host {

using namespace acikkapi;

namespace {

/// The word of a number that counts from 1.
template <class Enum, std::size_t N>
std::string keyed(std::string_view prefix, const std::array<std::string_view, N>& words, Enum value)
{
    const auto n = static_cast<std::size_t>(value);
    return std::string{prefix} + std::string{n >= 1 && n <= N ? words.at(n - 1) : "other"};
}

std::string number_text(const visit& by, stream_id stream)
{
    const auto other = by.all.desk.views(staff_viewer(by)).find(stream);
    return other ? other->state.number.str() : "?";
}

std::string title_text(const visit& by, stream_id problem)
{
    const auto there = by.all.desk.views(staff_viewer(by)).find(problem);
    return there && there->state.problem ? there->state.problem->title : "?";
}

std::string joined(std::initializer_list<std::string> parts)
{
    std::string out;
    for (const auto& one : parts) {
        if (!one.empty()) {
            out += (out.empty() ? "" : " · ") + one;
        }
    }
    return out;
}

using lines = std::vector<std::string>;

struct teller {
    const visit& by;

    lines operator()(const events::submitted& e) const { return {means_text(by, e.via.str())}; }
    lines operator()(const events::routed& e) const { return {e.unit_name, e.note}; }
    lines operator()(const events::returned& e) const
    {
        auto wanted = e.suggested.empty()
                          ? std::string{}
                          : by.text("staff.suggested") + ": " + by.all.where.unit_name(e.suggested);
        return {
            by.text(word_key(e.reason)),
            e.note,
            std::move(wanted),
            e.to_governorate ? by.text("staff.with_governorate") : ""};
    }
    lines operator()(const events::question_asked& e) const { return {e.question}; }
    lines operator()(const events::replied& e) const { return {e.text}; }
    lines operator()(const events::contact_recorded& e) const
    {
        return {
            joined(
                {by.text(word_key(e.contact.means)),
                 by.text(word_key(e.contact.result)),
                 e.contact.by_applicant ? by.text("staff.by_applicant") : ""}),
            e.untold ? by.text("staff.untold") : "",
            e.contact.note};
    }
    lines operator()(const events::interim_answered& e) const { return {e.text}; }
    lines operator()(const events::answered& e) const
    {
        auto late =
            e.days_late > 0 ? counted_text(by, "staff.due.late", e.days_late) : std::string{};
        return {joined({by.text(word_key(e.decision)), e.signed_by, std::move(late)}), e.text};
    }
    lines operator()(const events::notice_recorded& e) const
    {
        const auto& what = e.notice;
        return {joined(
            {by.text(word_key(what.which)),
             by.text(word_key(what.how)),
             means_text(by, what.means),
             cost_text(by.speaks, what.cost)})};
    }
    lines operator()(const events::notified& e) const { return {means_text(by, e.means)}; }
    lines operator()(const events::objected& e) const { return {e.reason}; }
    lines operator()(const events::reopened& e) const { return {e.reason}; }
    lines operator()(const events::withdrawn& e) const { return {e.reason}; }
    lines operator()(const events::closed& e) const
    {
        auto late =
            e.days_late > 0 ? counted_text(by, "staff.due.late", e.days_late) : std::string{};
        return {joined({by.text(word_key(e.reason)), e.authority, std::move(late)}), e.note};
    }
    /// Not how, for a score is told of many together; and his own words, which tell it too, only if he is to be called.
    lines operator()(const events::rated& e) const
    {
        return e.may_call ? lines{by.text("staff.may_call"), e.comment} : lines{};
    }
    lines operator()(const events::linked& e) const
    {
        return {joined(
            {number_text(by, e.other),
             by.text(e.survivor ? "staff.survivor.other" : "staff.survivor.this")})};
    }
    lines operator()(const events::unlinked& e) const
    {
        return {number_text(by, e.other), e.reason};
    }
    lines operator()(const events::escalated& e) const
    {
        return {by.text("staff.step." + std::to_string(static_cast<int>(e.step)))};
    }
    lines operator()(const events::deadlines_recomputed& e) const
    {
        return {date_text(by.speaks, e.service.due)};
    }
    lines operator()(const events::attached& e) const { return {e.name}; }
    lines operator()(const events::contact_changed& e) const
    {
        return {e.mobile ? e.mobile->str() : std::string{}, e.e_mail};
    }
    lines operator()(const events::told_again& e) const { return {by.text(word_key(e.which))}; }
    lines operator()(const events::problem_joined& e) const
    {
        return {title_text(by, e.problem), e.target ? date_text(by.speaks, *e.target) : ""};
    }
    lines operator()(const events::problem_left& e) const
    {
        return {title_text(by, e.problem), e.reason};
    }
    lines operator()(const events::problem_told& e) const
    {
        return {title_text(by, e.problem), e.target ? date_text(by.speaks, *e.target) : ""};
    }
    lines operator()(const events::assigned& e) const
    {
        return {e.to.empty() ? by.text("staff.hand.nobody") : who_text(by, e.to)};
    }
    template <class Other>
    lines operator()(const Other& /*e*/) const
    {
        return {};
    }
};

std::string event_word(const happening& one)
{
    switch (one.what.kind) {
    case record_kind::fact: return std::string{petition::type_name(one.what.payload.type)};
    case record_kind::refusal: return "refusal";
    case record_kind::erasure: return "erased";
    case record_kind::disclosure: return "disclosed";
    case record_kind::hold: return "held";
    case record_kind::release: return "released";
    case record_kind::proposal: return "proposed";
    }
    return "other";
}

}  // namespace

std::string word_key(outcome value)
{
    static constexpr std::array<std::string_view, 4> words{
        "granted", "refused", "partly", "referred"};
    return keyed("staff.outcome.", words, value);
}

std::string word_key(closing value)
{
    static constexpr std::array<std::string_view, 6> words{
        "no_subject", "court", "no_identity", "duplicate", "abusive", "other_authority"};
    return keyed("staff.closing.", words, value);
}

std::string word_key(return_reason value)
{
    static constexpr std::array<std::string_view, 5> words{
        "not_our_duty", "other_district", "other_authority", "more_than_one_unit", "incomplete"};
    return keyed("staff.return_reason.", words, value);
}

std::string word_key(commands::contact_means value)
{
    static constexpr std::array<std::string_view, 3> words{"phone", "visit", "message"};
    return keyed("staff.means.", words, value);
}

std::string word_key(commands::contact_result value)
{
    static constexpr std::array<std::string_view, 3> words{"reached", "no_answer", "wrong_person"};
    return keyed("staff.result.", words, value);
}

std::string word_key(notice value)
{
    static constexpr std::array<std::string_view, 4> words{
        "acknowledgement", "result", "unit", "other"};
    return keyed("staff.notice.", words, value);
}

std::string word_key(delivery value)
{
    static constexpr std::array<std::string_view, 6> words{
        "sent", "delivered", "expired", "rejected", "unknown", "dead"};
    return keyed("staff.delivery.", words, value);
}

std::string cost_text(language speaks, const charge& cost)
{
    constexpr unsigned unit = 10'000;
    std::string out;
    if (cost.parts > 0) {
        out = std::to_string(cost.parts) + " SMS";
    }
    if (cost.price > 0) {
        std::array<char, 32> text{};
        std::snprintf(
            text.data(),
            text.size(),
            "%u%c%04u ₺",
            cost.price / unit,
            speaks == language::english ? '.' : ',',
            cost.price % unit);
        out += (out.empty() ? "" : ", ") + std::string{text.data()};
    }
    return out;
}

std::string means_text(const visit& by, const std::string& means)
{
    const auto key = "staff.channel." + means;
    return by.all.look.words().has(key) ? by.text(key) : means;
}

std::string person_text(const visit& by, whose_data whose)
{
    return by.text(whose == 0 ? "staff.erase.applicant" : "staff.erase.beneficiary");
}

std::string proposal_text(const visit& by, std::string_view act, std::string_view words)
{
    const auto whom = act == acts::erase ? read_erasure(words) : std::nullopt;
    return whom ? person_text(by, whom->whose) + ": " + std::string{whom->reason}
                : std::string{words};
}

told_to_staff tell_staff(const visit& by, const happening& one)
{
    told_to_staff out;
    out.title = by.text("staff.event." + event_word(one));
    if (one.fact) {
        out.lines = std::visit(teller{by}, *one.fact);
    } else if (one.what.kind == record_kind::proposal) {
        // The first line is the act's name, which is for programs.
        const std::string_view said{one.what.payload.clear};
        const auto line = std::min(said.find('\n'), said.size());
        const auto words = said.substr(std::min(line + 1, said.size()));
        out.lines.push_back(proposal_text(by, said.substr(0, line), words));
    } else if (one.what.kind != record_kind::refusal) {
        out.lines.push_back(one.what.payload.clear);
    }
    std::erase(out.lines, std::string{});
    return out;
}

}  // namespace host
