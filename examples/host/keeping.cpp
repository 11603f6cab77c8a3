#include "host/access.hpp"
#include "host/keeping.hpp"

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::string_view release = "release";

}  // namespace

bool is_keeping(std::string_view act) noexcept
{
    return act == acts::erase || act == acts::hold || act == release;
}

error_code
keep(engine<petition>& desk, stream_id stream, const origin& from, const keeping_wish& what)
{
    if (what.act == acts::erase) {
        const std::vector<person_of> whom{{stream, what.whose}};
        const auto done = desk.erase(whom, from);
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
