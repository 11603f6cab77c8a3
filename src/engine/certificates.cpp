#include "engine/certificates.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::engine_room {
namespace {

/// Positions that follow each other are one range.
void append(std::vector<destruction_certificate::range>& to, const receipt& done)
{
    if (!to.empty() && number_of(done.first) == number_of(to.back().last) + 1) {
        to.back().last = done.last;
    } else {
        to.push_back({done.first, done.last});
    }
}

}  // namespace

result<std::string>
certifier::of_erasure(const record& what, std::string_view event, std::string number) const
{
    const erasure_certificate text{
        by.key().name,
        std::move(number),
        what.at,
        leaf_hash(event),
        what.whose,
        what.recorded_at,
        what.by,
        what.on,
        epoch};
    if (!erasure_certificate::parse(text.str())) {
        return errc::bad_argument;
    }
    return signed_note{text.str(), {by.sign(text.str())}}.str();
}

std::string certifier::of_destruction(
    const destruction& what, const retention& rule, const origin& from, instant now) const
{
    destruction_certificate text{by.key().name, {}, 0, now, from.by, from.on, rule.keep, epoch};
    auto done = what.erased;
    // What an earlier call had put on record stands before what this one has.
    std::sort(done.begin(), done.end(), [](const receipt& one, const receipt& other) {
        return one.first < other.first;
    });
    for (const auto& one : done) {
        if (one.repeated) {
            continue;  // It is on record on another ground.
        }
        ++text.persons;
        append(text.records, one);
    }
    return text.records.empty() ? std::string{}
                                : signed_note{text.str(), {by.sign(text.str())}}.str();
}

}  // namespace acikkapi::engine_room
