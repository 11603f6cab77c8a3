#include "petition/bounds.hpp"
#include "petition/decide.hpp"
#include "petition/text.hpp"

#include <algorithm>
#include <chrono>
#include <string>

namespace acikkapi::petition_detail {
namespace {

bool is_well_formed(const person& who)
{
    return fits(who.full_name, name_bytes_max) && is_address(who.e_mail) &&
           fits(who.address, address_bytes_max);
}

bool is_well_formed(const commands::submit& wish)
{
    return !wish.category.empty() && is_label(wish.category) && is_label(wish.district) &&
           is_one_line(wish.subject) && is_text(wish.subject, 1, subject_characters_max) &&
           is_text(wish.text, 1, text_characters_max) && is_well_formed(wish.applicant) &&
           (!wish.beneficiary || is_well_formed(*wish.beneficiary));
}

int year_of(instant when, const calendar& days)
{
    return static_cast<int>(std::chrono::year_month_day{days.day_of(when)}.year());
}

std::string subject_key_of(const person& who)
{
    if (who.identity) {
        return who.identity->str();
    }
    return who.mobile ? who.mobile->str() : std::string{};
}

}  // namespace

// The form is all that is looked at. An abusive, double or foreign application is registered,
// numbered and closed with a reason: there is no refusal at intake.
decision decide_on(const commands::submit& wish, const desk& at)
{
    if (!is_well_formed(wish)) {
        return errc::bad_text;
    }
    if (!is_known(wish.speaks)) {
        return errc::bad_argument;
    }
    if (!allows<events::submitted>(at.before)) {
        return errc::illegal_transition;
    }
    const instant now = at.about.now;
    const calendar& days = at.rules.days;
    const auto number = application_number::make(wish.where, year_of(now, days), at.about.serial);
    if (!number) {
        return number.error();
    }
    const auto legal = start_anyway(now, at.rules.legal, days);
    const auto service = legal ? start_within(*legal, at) : legal;
    if (!service || !legal) {
        return service ? legal.error() : service.error();
    }

    events::submitted fact;
    fact.number = *number;
    fact.via = at.about.via;
    fact.wish = wish;
    fact.at = now;
    if (wish.anonymous) {
        // Who wants no name to be known: what came with it all the same is not kept.
        fact.wish.applicant = {};
    } else {
        // Law 3071 art. 4: only a petition with name and address starts the legal period.
        fact.legal = *legal;
    }
    fact.service = *service;
    fact.late_from = late_from(*service, days);
    const person& whom = fact.wish.applicant;
    fact.tell = !at.about.historical && (whom.mobile || !whom.e_mail.empty());
    fact.subject_key = subject_key_of(fact.wish.applicant);
    if (wish.beneficiary) {
        if (auto key = subject_key_of(*wish.beneficiary); !key.empty()) {
            fact.beneficiary_key = std::move(key);
        }
    }
    return one(std::move(fact));
}

}  // namespace acikkapi::petition_detail
