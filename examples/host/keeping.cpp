#include "host/access.hpp"
#include "host/keeping.hpp"
#include "host/log.hpp"

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::string_view release = "release";

bool proposes(const happening& one, const origin& from, whose_data whose)
{
    const std::string_view said{one.what.payload.clear};
    const auto line = std::min(said.find('\n'), said.size());
    if (one.what.kind != record_kind::proposal || one.what.at != from.confirms ||
        said.substr(0, line) != acts::erase || one.what.on != from.on) {
        return false;
    }
    const auto whom = read_erasure(said.substr(std::min(line + 1, said.size())));
    return whom && whom->whose == whose;
}

}  // namespace

bool is_keeping(std::string_view act) noexcept
{
    return act == acts::erase || act == acts::hold || act == release;
}

std::string words_of_erasure(whose_data whose, std::string_view reason)
{
    const auto* const at = std::find_if(
        persons_of_petition.begin(), persons_of_petition.end(), [whose](const auto& each) {
            return each.second == whose;
        });
    return at == persons_of_petition.end() ? std::string{}
                                           : std::string{at->first} + '\n' + std::string{reason};
}

std::optional<proposed_erasure> read_erasure(std::string_view words)
{
    const auto line = std::min(words.find('\n'), words.size());
    const auto* const at =
        std::find_if(persons_of_petition.begin(), persons_of_petition.end(), [&](const auto& each) {
            return each.first == words.substr(0, line);
        });
    if (at == persons_of_petition.end() || line == words.size()) {
        return std::nullopt;
    }
    return proposed_erasure{at->second, words.substr(line + 1)};
}

error_code keep(
    engine<petition>& desk,
    stream_id stream,
    origin from,
    const keeping_wish& what,
    std::span<const happening> all)
{
    if (what.act == acts::erase) {
        const bool fits = std::any_of(all.begin(), all.end(), [&](const happening& one) {
            return proposes(one, from, what.whose);
        });
        if (!fits) {
            from.confirms = position{0};  // The engine says no, in its own order.
        }
        const std::vector<person_of> whom{{stream, what.whose}};
        const auto done = desk.erase(whom, from);
        if (!done && done.error() != condition::rejected) {
            write_fault("an erasure has not come to its end: " + done.error().message());
        }
        return done ? error_code{} : done.error();
    }
    const auto done = what.act == acts::hold ? desk.hold(stream, from, what.reason)
                                             : desk.release(stream, from, what.reason);
    return done ? error_code{} : done.error();
}

std::vector<erasure> erasures_in(std::span<const happening> all)
{
    std::vector<erasure> out;
    for (const auto& one : all) {
        const bool known = std::any_of(out.begin(), out.end(), [&](const erasure& before) {
            return before.whose == one.what.whose;
        });
        // Of one erasure there are several records where many adapters are told; the first one counts.
        if (one.what.kind == record_kind::erasure && !known) {
            out.push_back({one.what.whose, one.what.at});
        }
    }
    return out;
}

std::size_t holds_in(std::span<const happening> all)
{
    std::size_t out = 0;
    for (const auto& one : all) {
        if (one.what.kind == record_kind::hold) {
            ++out;
        } else if (one.what.kind == record_kind::release && out > 0) {
            --out;
        }
    }
    return out;
}

std::vector<whose_data> persons_left(const application& now, std::span<const happening> all)
{
    std::vector<whose_data> out{0};
    if (now.on_behalf) {
        out.push_back(1);
    }
    for (const auto& gone : erasures_in(all)) {
        std::erase(out, gone.whose);
    }
    return out;
}

bool may_certify(const actor& by, const application& now)
{
    const relations ways{petition::is_own(now, by), false};
    return role_of(by) == "auditor" ||
           decide(host_access(), {by, channels::desk(), acts::erase}, ways) >= verdict::by_two;
}

reply<response> certificate_of(
    const engine<petition>& desk,
    const application_number& number,
    std::span<const happening> all,
    std::string_view at)
{
    for (const auto& one : erasures_in(all)) {
        if (std::to_string(number_of(one.at)) != at) {
            continue;
        }
        const auto note = desk.certify_erasure(one.at, number.str());
        if (!note) {
            return problem_of(note.error());
        }
        auto out = reply_with(200, "text/plain; charset=utf-8", *note);
        out.headers.emplace_back(
            "Content-Disposition",
            "attachment; filename=\"" + number.str() + "-" + std::string{at} + ".erased\"");
        return out;
    }
    return problem{404, "not_found", "this is no erasure of this application"};
}

}  // namespace host
