#include "import/steps.hpp"
#include "support/unit_number.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace tools {

using namespace acikkapi;

namespace {

std::size_t place_of(step what)
{
    return static_cast<std::size_t>(what);
}

commands::submit submit_of(const request_row& row)
{
    commands::submit wish;
    wish.where = province::from_plate(34).value();
    wish.category = row.category;
    wish.subject = row.subject.empty() ? row.category : row.subject;
    wish.text = row.text.empty() ? wish.subject : row.text;
    wish.district = row.district;
    wish.anonymous = true;  // The records name nobody.
    wish.target = row.due_at;
    return wish;
}

command command_of(const request_row& row, step what)
{
    switch (what) {
    case step::submit: return submit_of(row);
    case step::route: return commands::route{number_of_unit(row.unit), row.unit, row.queue};
    case step::answer:
        return commands::answer{
            outcome::granted, row.result_text.empty() ? row.status : row.result_text, "imported"};
    case step::notify: break;
    }
    commands::record_notice told;
    told.which = notice::result;
    told.how = delivery::delivered;
    told.means = row.via.str();
    return told;
}

const actor& importing()
{
    static const actor who = actor::parse("import").value();
    return who;
}

/// What a row's application becomes by a step, or why it does not.
result<application> after(
    const petition& rules, const request_row& row, const application& before, const timed_step& on)
{
    context about;
    about.now = on.at;
    about.serial = 1;
    about.by = importing();
    about.via = row.via;
    about.historical = true;
    const auto facts = rules.decide(before, command_of(row, on.what), about);
    if (!facts) {
        return facts.error();
    }
    result<application> now = before;
    for (const auto& fact : *facts) {
        now = now ? petition::evolve(*now, fact) : now;
    }
    return now;
}

}  // namespace

std::vector<timed_step> steps_of(const request_row& row)
{
    const auto routed_at = std::max(row.created_at, row.routed_at.value_or(row.created_at));
    std::vector<timed_step> out{{step::submit, row.created_at}, {step::route, routed_at}};
    if (row.answered_at && !row.contradicts_itself()) {
        out.push_back({step::answer, *row.answered_at});
        out.push_back({step::notify, *row.answered_at});
    }
    std::stable_sort(
        out.begin(), out.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    return out;
}

request<petition> request_of(const request_row& row, step what, stream_id stream)
{
    static constexpr std::array names{"submit", "route", "answer", "notify"};
    request<petition> out;
    out.wish = command_of(row, what);
    out.from.by = importing();
    out.from.on = authority::parse("import").value();
    out.from.via = row.via;
    out.from.historical = true;
    out.stream = stream;
    out.key = row.request_id + '/' + names.at(place_of(what));
    return out;
}

std::optional<row_error> rehearse(const petition& rules, const request_row& row)
{
    static constexpr std::array columns{
        "category, subject, text or district",
        "unit or queue",
        "answered_at, status or result_text",
        "channel"};
    result<application> now = application{};
    for (const auto& one : steps_of(row)) {
        now = after(rules, row, *now, one);
        if (!now) {
            return row_error{{}, row.line, columns.at(place_of(one.what)), now.error().message()};
        }
    }
    return std::nullopt;
}

}  // namespace tools
