#include "information_request/information_request.hpp"
#include "information_request/machine.hpp"

namespace information {
namespace {

using namespace acikkapi;

// Each takes an event into the file, all but where it stands, which the machine says. What may be
// erased by law (texts, the phone) may be empty here.
// @return `false` if the event cannot follow.

bool take(file& now, const events::requested& fact)
{
    now.number = fact.number;
    now.via = fact.via;
    now.received_at = fact.at;
    now.office = fact.office;
    now.contact = fact.wish.contact ? fact.wish.contact->str() : std::string{};
    return !fact.number.empty() && fact.office.version == 1;
}

bool take(file& now, const events::extended& fact)
{
    const bool first = !now.extended;
    const bool newer = fact.office.version == now.office.version + 1;
    now.extended = true;
    now.other_unit = fact.other;
    now.office = fact.office;
    return first && newer && !fact.other.empty();
}

bool take(file& now, const events::fee_asked& fact)
{
    const bool first = now.fee_kurus == 0;
    now.fee_kurus = fact.kurus + fact.post_kurus;
    now.applicant.reset();
    return first && fact.kurus > 0;
}

bool take(file& now, const events::paid& fact)
{
    const bool newer = fact.office.version == now.office.version + 1;
    now.office = fact.office;
    now.applicant.reset();
    return newer;
}

bool take(file& now, const events::answered& fact)
{
    const bool granted = fact.decision == access::granted;
    now.answer = fact.decision;
    now.why = fact.why;
    now.days_late = fact.days_late;
    now.applicant.reset();
    return granted == (fact.why == ground::none) && granted == fact.remedy.empty();
}

bool take(file& now, const events::fell_silent& fact)
{
    now.applicant = fact.applicant;
    return true;
}

bool take(file& now, const events::objected&)
{
    now.applicant.reset();
    return true;
}

bool take(file& now, const events::ruled& fact)
{
    const bool newer = !fact.office || fact.office->version == now.office.version + 1;
    now.office = fact.office.value_or(now.office);
    return newer && fact.access_due == fact.office.has_value();
}

bool take(file& now, const events::withdrawn&)
{
    now.applicant.reset();
    return true;
}

bool take(file& now, const events::notice_recorded& fact)
{
    const bool begins = begins_period(now.at, fact.notice, now.applicant.has_value());
    if (fact.applicant) {
        now.applicant = fact.applicant;
    }
    return begins == fact.applicant.has_value();
}

bool take(file& now, const events::became_final&)
{
    const bool begun = now.applicant.has_value();
    now.applicant.reset();
    return begun;
}

}  // namespace

result<file> information_request::evolve(const state& before, const event& fact)
{
    const auto to = next(before.at, fact);
    if (!to) {
        return errc::corrupt_journal;
    }
    state after = before;
    const bool follows = std::visit([&after](const auto& one) { return take(after, one); }, fact);
    if (!follows) {
        return errc::corrupt_journal;
    }
    after.at = *to;
    return after;
}

}  // namespace information
