#include "information_request/information_request.hpp"
#include "information_request/machine.hpp"
#include "information_request/periods.hpp"
#include "support/utf8.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace information {
namespace {

using namespace acikkapi;
using decision = result<std::vector<event>>;

constexpr std::size_t text_bytes_max = 16'000;
constexpr std::size_t line_bytes_max = 500;
constexpr std::uint32_t kurus_max = 100'000'000;

/// What a decision looks at.
struct desk {
    const file& before;
    const context& about;
    const law& rules;
};

bool is_text(std::string_view text, std::size_t size_max = text_bytes_max)
{
    return !text.empty() && text.size() <= size_max && tools::is_utf8(text);
}

template <class Enum>
bool is_one_of(Enum value, Enum first, Enum last)
{
    return value >= first && value <= last;
}

bool allows(const desk& at, const event& fact)
{
    return next(at.before.at, fact).has_value();
}

decision one(event fact)
{
    return std::vector<event>{std::move(fact)};
}

std::uint16_t days_late_now(const desk& at)
{
    constexpr int most = std::numeric_limits<std::uint16_t>::max();
    const int late = days_late(at.before.office, at.about.now, at.rules.days);
    return static_cast<std::uint16_t>(std::clamp(late, 0, most));
}

bool is_over(const deadline_clock& clock, const desk& at)
{
    return at.about.now >= late_from(clock, at.rules.days);
}

/// The office's period from today on. Its version goes up, so that a timer of the one before it
/// is known as such.
result<deadline_clock> office_again(const desk& at, const deadline_rule& rule)
{
    auto clock = start_clock(at.about.now, rule, at.rules.days);
    if (clock) {
        clock->version = at.before.office.version + 1;
    }
    return clock;
}

decision decide_on(const commands::request& wish, const desk& at)
{
    if (!is_text(wish.name, line_bytes_max) || !is_text(wish.address, line_bytes_max) ||
        !is_text(wish.text)) {
        return errc::bad_text;
    }
    if (!allows(at, events::requested{})) {
        return errc::illegal_transition;
    }
    const auto office = start_clock(at.about.now, at.rules.first, at.rules.days);
    if (!office) {
        return office.error();
    }
    const std::chrono::year_month_day today{at.rules.days.day_of(at.about.now)};
    auto number =
        application_number::make(wish.where, static_cast<int>(today.year()), at.about.serial);
    if (!number) {
        return number.error();
    }
    return one(events::requested{*number, at.about.via, at.about.now, *office, wish});
}

// Thirty days from the day of receipt, not fifteen and thirty: the longer period takes the place
// of the shorter one.
decision decide_on(const commands::extend& wish, const desk& at)
{
    if (wish.reason.empty()) {
        return errc::missing_reason;
    }
    if (!is_text(wish.reason)) {
        return errc::bad_text;
    }
    if (wish.other.empty()) {
        return errc::bad_unit;
    }
    if (!allows(at, events::extended{})) {
        return errc::illegal_transition;
    }
    if (at.before.extended) {
        return errc::limit_reached;
    }
    if (is_over(at.before.office, at)) {
        return errc::too_late;
    }
    const auto due = due_day(at.before.office.started, at.rules.extended, at.rules.days);
    if (!due) {
        return due.error();
    }
    auto office = at.before.office;
    office.rule = at.rules.extended;
    office.due = *due;
    office.calendar_version = at.rules.days.version();
    ++office.version;
    return one(events::extended{wish.other, wish.reason, office});
}

decision decide_on(const commands::ask_fee& wish, const desk& at)
{
    if (wish.kurus == 0 || wish.kurus > kurus_max || wish.post_kurus > wish.kurus) {
        return errc::bad_argument;
    }
    if (!wish.tariff.empty() && !is_text(wish.tariff, line_bytes_max)) {
        return errc::bad_text;
    }
    if (!allows(at, events::fee_asked{})) {
        return errc::illegal_transition;
    }
    if (at.before.fee_kurus > 0) {
        return errc::limit_reached;
    }
    // The notice interrupts a period that runs; one that is over cannot be saved by it.
    if (is_over(at.before.office, at)) {
        return errc::too_late;
    }
    return one(events::fee_asked{wish.kurus, wish.post_kurus, wish.tariff});
}

// Article 11 says that the notice interrupts (keser) the period and not that it suspends it, so
// the whole of it runs again from the payment on: the longer one, if it had been extended.
decision decide_on(const commands::record_payment&, const desk& at)
{
    if (!allows(at, events::paid{})) {
        return errc::illegal_transition;
    }
    if (at.before.applicant && is_over(*at.before.applicant, at)) {
        return errc::too_late;
    }
    const auto office = office_again(at, at.before.extended ? at.rules.extended : at.rules.first);
    if (!office) {
        return office.error();
    }
    return one(events::paid{*office});
}

std::string remedy_for(access given, const law& rules)
{
    if (given == access::granted) {
        return {};
    }
    return "Bu karara karşı, size bildirilmesinden itibaren " +
           std::to_string(rules.objection.days) +
           " gün içinde Bilgi Edinme Değerlendirme Kurulu'na itiraz edebilirsiniz (4982 sayılı "
           "Kanun, madde 13).";
}

decision decide_on(const commands::answer& wish, const desk& at)
{
    if (!is_text(wish.text)) {
        return errc::bad_text;
    }
    if (!is_one_of(wish.decision, access::granted, access::refused) ||
        !is_one_of(wish.why, ground::none, ground::not_held)) {
        return errc::bad_argument;
    }
    const bool granted = wish.decision == access::granted;
    if (!granted && wish.why == ground::none) {
        return errc::missing_reason;
    }
    if (granted && wish.why != ground::none) {
        return errc::bad_argument;
    }
    events::answered fact{
        wish.decision, wish.why, wish.text, remedy_for(wish.decision, at.rules), {}};
    if (!allows(at, fact)) {
        return errc::illegal_transition;
    }
    fact.days_late = days_late_now(at);
    return one(std::move(fact));
}

decision decide_on(const commands::object& wish, const desk& at)
{
    if (!is_text(wish.reason)) {
        return errc::bad_text;
    }
    if (!allows(at, events::objected{})) {
        return errc::illegal_transition;
    }
    if (at.before.applicant && is_over(*at.before.applicant, at)) {
        return errc::too_late;
    }
    return one(events::objected{wish.reason});
}

decision decide_on(const commands::rule& wish, const desk& at)
{
    if (!is_text(wish.text)) {
        return errc::bad_text;
    }
    events::ruled fact{wish.access_due, wish.text, {}};
    if (!allows(at, fact)) {
        return errc::illegal_transition;
    }
    if (!at.about.by.str().starts_with("board")) {
        return errc::not_permitted;
    }
    if (wish.access_due) {
        const auto office = office_again(at, at.rules.first);
        if (!office) {
            return office.error();
        }
        fact.office = *office;
    }
    return one(std::move(fact));
}

decision decide_on(const commands::withdraw&, const desk& at)
{
    const events::withdrawn fact{.unpaid = false};
    if (!allows(at, fact)) {
        return errc::illegal_transition;
    }
    return one(fact);
}

decision decide_on(const commands::record_notice& wish, const desk& at)
{
    if (!is_one_of(wish.which, notice::fee, notice::other) ||
        !is_one_of(wish.how, delivery::sent, delivery::dead)) {
        return errc::bad_argument;
    }
    events::notice_recorded fact{wish, {}};
    if (!allows(at, fact)) {
        return errc::illegal_transition;
    }
    if (begins_period(at.before.at, wish, at.before.applicant.has_value())) {
        const bool fee = wish.which == notice::fee;
        const auto clock =
            start_clock(at.about.now, fee ? at.rules.payment : at.rules.objection, at.rules.days);
        if (!clock) {
            return clock.error();
        }
        fact.applicant = *clock;
    }
    return one(std::move(fact));
}

// A timer of a period that has been replaced, or a clock that runs ahead, must end nothing.
decision decide_on(const commands::let_pass& wish, const desk& at)
{
    using commands::period;
    const auto run = running_period(at.before);
    if (run.which == period::none || wish.which != run.which ||
        wish.deadline_version != run.clock.version) {
        return errc::illegal_transition;
    }
    if (!is_over(run.clock, at)) {
        return errc::not_permitted;
    }
    if (run.which == period::payment) {
        return one(events::withdrawn{.unpaid = true});
    }
    if (run.which == period::objection) {
        return one(events::became_final{});
    }
    const auto objection = start_clock(at.about.now, at.rules.objection, at.rules.days);
    if (!objection) {
        return objection.error();
    }
    return one(events::fell_silent{*objection});
}

}  // namespace

result<std::vector<event>>
information_request::decide(const state& before, const command& wish, const context& about) const
{
    const desk at{before, about, rules_};
    return std::visit([&at](const auto& asked) { return decide_on(asked, at); }, wish);
}

}  // namespace information
