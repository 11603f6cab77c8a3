#include "crash/check.hpp"

#include <algorithm>
#include <utility>

namespace crash {
namespace {

std::string at(const record& one, const char* why)
{
    return "record " + std::to_string(number_of(one.at)) + ": " + why;
}

bool by_engine(const record& one)
{
    return one.by.str() == "engine";
}

std::string check_dense(const std::vector<record>& journal)
{
    std::uint64_t next = 1;
    std::map<stream_id, version> versions;
    for (const auto& one : journal) {
        if (number_of(one.at) != next++) {
            return at(one, "the order has a gap");
        }
        auto& now = versions[one.stream];
        if (one.kind == record_kind::fact && one.version != ++now) {
            return at(one, "the versions of its stream have a gap");
        }
        if (one.kind == record_kind::refusal && one.stream != no_stream && one.version != now) {
            return at(one, "refused at a version that the stream did not have");
        }
    }
    return {};
}

std::size_t events_of(const told& one)
{
    std::size_t out = 0;
    for (const auto& each : one.what.requests) {
        out += each.wish.times;
    }
    return out;
}

/// The facts of a command are those of its requests, in their order, each on one stream.
std::string check_whole(const told& one, const std::vector<const record*>& facts)
{
    if (facts.size() != events_of(one)) {
        return one.id + ": " + std::to_string(facts.size()) + " of " +
               std::to_string(events_of(one)) + " events are there";
    }
    auto next = facts.begin();
    for (std::size_t i = 0; i < one.what.requests.size(); ++i) {
        const auto& wish = one.what.requests[i];
        const auto& first = **next;
        for (std::size_t n = 0; n < wish.wish.times; ++n, ++next) {
            const auto& fact = **next;
            const bool follows = number_of(fact.at) == number_of(first.at) + n;
            const bool is_it = fact.payload.clear == std::to_string(wish.wish.amount);
            const bool on_it = fact.stream == first.stream &&
                               (wish.stream == no_stream || wish.stream == fact.stream);
            if (!follows || !is_it || !on_it) {
                return at(fact, "not what was asked for by its command");
            }
        }
        const auto& last = **(next - 1);
        if (one.how != answer::done) {
            continue;
        }
        const auto& got = one.receipts[i];
        if (got.stream != last.stream || got.version != last.version || got.first != first.at ||
            got.last != last.at) {
            return at(last, "not what the receipt says");
        }
    }
    return {};
}

/// A refusal under a key is on record once; what is done, or has no key, leaves none.
std::string check_refusals(const told& one, const std::vector<const record*>& refusals)
{
    const std::size_t most = one.what.key && one.how != answer::done ? 1 : 0;
    const bool before_the_rules =
        one.error == errc::no_such_application || one.error == errc::key_reused;
    const std::size_t least =
        one.what.key && one.how == answer::refused && !before_the_rules ? 1 : 0;
    if (refusals.size() < least || refusals.size() > most) {
        return one.id + ": " + std::to_string(refusals.size()) + " refusals are on record";
    }
    const bool same = least == 0 || refusals.front()->refused_with == one.error.value();
    return same ? std::string{} : at(*refusals.front(), "not the refusal that was told");
}

std::string check_command(const told& one, const std::vector<const record*>& facts)
{
    switch (one.how) {
    case answer::done:
        return facts.empty() ? one.id + ": acknowledged, and it is not there"
                             : check_whole(one, facts);
    case answer::unknown: return facts.empty() ? std::string{} : check_whole(one, facts);
    default: break;
    }
    return facts.empty() ? std::string{} : one.id + ": not done, and its events are there";
}

/// Gives every command with a key again: what was done is not done twice.
std::string check_keys(outside& world, boot& now)
{
    for (auto& one : world.commands) {
        if (!one.what.key) {
            continue;
        }
        const auto before = one;
        if (auto wrong = check_again(before, now.give(one)); !wrong.empty()) {
            return wrong;
        }
    }
    return world.wrong;
}

std::string check_audit(const place& where)
{
    audit_options options;
    options.directory = where.directory;
    options.key.emplace().fill(std::byte{7});
    options.environment = where.environment;
    const auto opened = audit<evened>::open(options);
    if (!opened) {
        return "the auditor cannot open the store: " + opened.error().message();
    }
    const auto report = opened->verify();
    if (!report) {
        return "the auditor cannot read the store: " + report.error().message();
    }
    return report->first_divergence ? "audit: " + report->first_divergence->what : std::string{};
}

std::string check_all(outside& world, boot& now, position before)
{
    const auto journal = read_all(now.office());
    if (!journal) {
        return "the journal cannot be read: " + journal.error().message();
    }
    if (auto wrong = check_journal(world, *journal); !wrong.empty()) {
        return wrong;
    }
    if (auto wrong = check_letters(world, *journal, before); !wrong.empty()) {
        return wrong;
    }
    return check_views(now.office(), *journal);
}

}  // namespace

std::string check_journal(const outside& world, const std::vector<record>& journal)
{
    if (auto wrong = check_dense(journal); !wrong.empty()) {
        return wrong;
    }
    std::map<std::string, std::vector<const record*>> facts;
    std::map<std::string, std::vector<const record*>> refusals;
    for (const auto& one : journal) {
        if (!by_engine(one)) {
            auto& of_its_kind = one.kind == record_kind::fact ? facts : refusals;
            of_its_kind[one.correlation].push_back(&one);
        }
    }
    for (const auto& one : world.commands) {
        if (auto wrong = check_command(one, facts[one.id]); !wrong.empty()) {
            return wrong;
        }
        if (auto wrong = check_refusals(one, refusals[one.id]); !wrong.empty()) {
            return wrong;
        }
        facts.erase(one.id);
        refusals.erase(one.id);
    }
    if (!facts.empty()) {
        return "events that nobody asked for: " + facts.begin()->first;
    }
    return refusals.empty() ? world.wrong
                            : "refusals of what nobody asked for: " + refusals.begin()->first;
}

std::string check_again(const told& before, error_code now)
{
    const bool refused = now == condition::rejected;
    const bool right = before.how == answer::done      ? !now
                       : before.how == answer::refused ? refused
                                                       : !now || refused;
    if (right) {
        return {};
    }
    const auto was = before.how == answer::done      ? "done"
                     : before.how == answer::refused ? "refused"
                                                     : "given";
    return before.id + ": " + was + " before, and a sound store says now: " + now.message();
}

std::string check_figures(const figures& shown, const std::map<std::string, std::uint64_t>& counted)
{
    const auto wanted = counted.empty() ? figures{} : figures{{"state", counted}};
    return shown == wanted ? std::string{} : "the figures do not count the streams";
}

std::string check_views(engine<evened>& office, const std::vector<record>& journal)
{
    std::map<stream_id, std::pair<version, evened::state>> wanted;
    for (const auto& one : journal) {
        if (one.kind == record_kind::fact) {
            auto& [last, state] = wanted[one.stream];
            const auto fact = std::stoll(one.payload.clear);
            if (by_engine(one) && fact == 1 && state.sum % 2 == 0) {
                return at(one, "a timer fell due a second time");
            }
            last = one.version;
            state = evened::evolve(state, fact).value();
        }
    }
    std::map<std::string, std::uint64_t> counted;
    for (const auto& [stream, last] : wanted) {
        const auto found = office.views().find(stream);
        ++counted[last.second.ended ? "ended" : "open"];
        if (!found || found->version != last.first || found->state.sum != last.second.sum ||
            found->state.told != last.second.told) {
            return "stream " + std::to_string(number_of(stream)) +
                   ": not what its events add up to";
        }
    }
    return check_figures(office.views().statistics().value(), counted);
}

result<std::vector<record>> read_all(const engine<evened>& office)
{
    std::vector<record> out;
    auto all = office.feed();
    for (;;) {
        auto more = all.next(10'000);
        if (!more) {
            return more.error();
        }
        if (more->empty()) {
            return out;
        }
        std::move(more->begin(), more->end(), std::back_inserter(out));
    }
}

std::string check_store(outside& world, const place& where, error_code& refused)
{
    {
        boot now{world, where, !world.was_answered()};
        refused = now.error();
        if (refused) {
            return {};
        }
        const auto before = now.office().head();
        if (auto wrong = check_all(world, now, position{0}); !wrong.empty()) {
            return "after the boot: " + wrong;
        }
        now.start_hands();
        if (auto wrong = check_keys(world, now); !wrong.empty()) {
            return "under the keys: " + wrong;
        }
        now.work(3);
        if (!now.finish_letters()) {
            return "letters do not come to an end";
        }
        if (const auto ended = now.stop()) {
            return "the hands ended by themselves: " + ended.message();
        }
        if (auto wrong = check_all(world, now, before); !wrong.empty()) {
            return "after more work: " + wrong;
        }
    }
    return check_audit(where);
}

}  // namespace crash
