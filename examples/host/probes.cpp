#include "host/log.hpp"
#include "host/probes.hpp"
#include "host/problem.hpp"
#include "host/shapes.hpp"

#include <filesystem>

namespace host {
namespace {

bool has_space(const std::string& directory, std::uint64_t min)
{
    std::error_code bad;
    const auto space = std::filesystem::space(directory, bad);
    return !bad && space.available >= min;
}

response readiness(const probed& what)
{
    std::string why;
    if (what.stopping) {
        why = "it is being stopped";
    } else if (what.work.failed()) {
        why = "letters and deadlines have stopped";
    } else if (!has_space(what.directory, what.free_space_min)) {
        why = "the disk is full";
    } else if (!what.desk.load_checkpoint("host")) {
        why = "the store cannot be read";
    }
    return why.empty() ? json_response(200, boost::json::object{{"status", "ready"}})
                       : to_response({503, "not_ready", why});
}

response metrics(const probed& what, const request& asked)
{
    if (what.people.refusal(asked, acikkapi::acts::figures)) {
        problem out{401, "not_logged_in", "a token is needed whose role may see figures"};
        out.headers.emplace_back("WWW-Authenticate", "Bearer");
        return to_response(out);
    }
    auto all = what.desk.metrics();
    all.push_back(what.work.figure());
    all.push_back(lost_lines());
    if (what.copies != nullptr) {
        const auto more = what.copies->metrics();
        all.insert(all.end(), more.begin(), more.end());
    }
    for (auto&& more : {what.figures.metrics(), what.codes.metrics(), what.feed.metrics()}) {
        all.insert(all.end(), more.begin(), more.end());
    }
    if (what.outward != nullptr) {
        const auto more = what.outward->metrics();
        all.insert(all.end(), more.begin(), more.end());
    }
    return reply_with(
        200, "text/plain; version=0.0.4; charset=utf-8", acikkapi::prometheus_text(all));
}

}  // namespace

void add_probes(router& to, const probed& what)
{
    to.add("GET", "/healthz", [](const call& /*got*/, const answer& done) {
        done(json_response(200, boost::json::object{{"status", "alive"}}));
    });
    to.add("GET", "/readyz", [what](const call& /*got*/, const answer& done) {
        done(readiness(what));
    });
    to.add("GET", "/metrics", [what](const call& got, const answer& done) {
        done(metrics(what, got.asked));
    });
}

}  // namespace host
