// The applications that are part of a chronic problem.
#include "host/oidc.hpp"
#include "host/pages/problem_members.hpp"

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

list_query members_query(stream_id of, bool closed, std::size_t limit)
{
    list_query out;
    out.list = "problem";
    out.key = std::to_string(number_of(of));
    out.closed = closed;
    out.limit = limit;
    return out;
}

/// @param of  What is asked for; then what the next page is of.
result<list_page> page_from(const views<petition>& seen, list_query& of)
{
    auto out = seen.list(of);
    if (!out || !out->next.empty() || of.closed) {
        return out;
    }
    of.closed = true;
    of.after.clear();
    of.limit -= std::min(out->streams.size(), of.limit - 1);
    auto rest = seen.list(of);
    if (rest) {
        rest->streams.insert(rest->streams.begin(), out->streams.begin(), out->streams.end());
    }
    return rest;
}

}  // namespace

std::string members_text(const visit& by, stream_id problem)
{
    constexpr std::size_t counted_max = 1'000;
    const auto seen = by.all.desk.views(staff_viewer(by));
    std::size_t count = 0;
    bool more = false;
    for (const bool closed : {false, true}) {
        if (const auto listed = seen.list(members_query(problem, closed, counted_max))) {
            count += listed->streams.size();
            more = more || !listed->next.empty();
        }
    }
    return std::to_string(count) + (more ? "+" : "");
}

reply<members_page> members_of_problem(const visit& by, stream_id problem)
{
    constexpr std::size_t rows_max = 50;
    const auto& query = by.got.asked.query;
    auto of = members_query(problem, query_value(query, "closed").has_value(), rows_max);
    of.after = query_value(query, "after").value_or("");
    auto some = page_from(by.all.desk.views(staff_viewer(by)), of);
    if (!some) {
        return problem_of(some.error());
    }
    members_page out{std::move(some->streams)};
    if (!some->next.empty()) {
        out.next = (of.closed ? "closed=1&after=" : "after=") + percent_encoded(some->next);
    }
    return out;
}

}  // namespace host
