#include "host/pages/inbox_lists.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::size_t rows_max = 50;        ///< Of one page.
constexpr std::size_t counted_max = 1'000;  ///< Looked at for the number beside a name.

/// A list of the register.
struct register_list {
    std::string_view name;
    std::string_view list;
    std::string_view key;
};
constexpr register_list mine{"mine", "hand", ""};  // Its key is his account.

/// As those see it who look after all units.
constexpr std::array of_office{
    register_list{"submitted", "state", "submitted"},
    register_list{"returned", "state", "returned"},
    register_list{"objected", "state", "objected"},
    register_list{"unrouted", "task", "unrouted"},
    register_list{"bounced", "task", "bounced"},
    register_list{"at_risk", "task", "at_risk"},
    register_list{"undelivered", "task", "undelivered"},
    register_list{"unit_not_told", "task", "unit_not_told"},
    register_list{"due", "due", ""}};

/// What lies with one unit, by what its people have to do.
constexpr std::array<std::string_view, 4> of_one_unit{"todo", "replied", "asked", "answered"};

list_query query_of(std::string_view list, std::string_view key, std::size_t limit)
{
    list_query out;
    out.list = list;
    out.key = key;
    out.limit = limit;
    return out;
}

list_query query_of(const visit& by, const register_list& which, std::size_t limit)
{
    const auto& who = by.who->staff.str();
    return query_of(which.list, which.name == mine.name ? who : which.key, limit);
}

/// Whether something can be in his own hand.
bool has_hands(const visit& by)
{
    return by.who->staff.str().find('/') != std::string::npos &&
           verdict_of(by, "assign", true) == verdict::allowed;
}

const register_list* find_list(std::string_view name)
{
    const auto* const at =
        std::find_if(of_office.begin(), of_office.end(), [name](const register_list& one) {
            return one.name == name;
        });
    return name == mine.name ? &mine : at == of_office.end() ? nullptr : at;
}

/// Whether the applicant has told what he was asked, and nobody has gone on since.
bool has_reply(const visit& by, const found<application>& one)
{
    if (one.state.questions == 0) {
        return false;
    }
    const auto all = history_of(by.all.desk.views(staff_viewer(by)), one.stream);
    if (!all) {
        return false;
    }
    for (auto at = all->rbegin(); at != all->rend(); ++at) {
        const auto word =
            at->fact ? petition::type_name(at->what.payload.type) : std::string_view{};
        if (word == "replied" || word == "question_asked" || word == "interim_answered") {
            return word == "replied";
        }
    }
    return false;
}

std::string_view list_of(const visit& by, const found<application>& one)
{
    switch (one.state.life) {
    case status::routed: return has_reply(by, one) ? "replied" : "todo";
    case status::awaiting_applicant: return has_reply(by, one) ? "replied" : "asked";
    case status::answered: return "answered";
    default: return {};
    }
}

/// What of a unit is looked at for one page: who has more that is none of it goes on with the next.
constexpr std::size_t looked_max = 2'000;

/// Of what lies with the unit the next ones, as the register has them, and of these what belongs to a list.
/// @param room    So many at most.
/// @param looked  Grows by how many were looked at.
reply<inbox_lists::page> part_of_unit(
    const visit& by,
    std::string_view name,
    const std::string& after,
    std::size_t room,
    std::size_t& looked)
{
    const auto views = by.all.desk.views(staff_viewer(by));
    auto query = query_of("unit", place_of(by.who->staff), rows_max);
    query.after = after;
    auto some = views.list(query);
    if (!some) {
        return problem_of(some.error());
    }
    inbox_lists::page out;
    std::size_t seen = 0;
    while (seen < some->streams.size() && out.rows.size() < room) {
        auto one = views.find(some->streams[seen++]);
        if (one && list_of(by, *one) == name) {
            out.rows.push_back(*std::move(one));
        }
    }
    looked += seen;
    if (seen < some->streams.size()) {
        query.limit = seen;  // Only behind a whole page it says where to go on.
        some = views.list(query);
    }
    if (!some) {
        return problem_of(some.error());
    }
    out.next = some->next;
    return out;
}

/// The register does not know what his people have to do with it: it is read on until a page is full, and then until it
/// is known whether there is another one.
reply<inbox_lists::page>
page_of_unit(const visit& by, std::string_view name, const std::string& after)
{
    inbox_lists::page out;
    auto at = after;
    std::size_t looked = 0;
    do {
        const auto room = rows_max - out.rows.size();
        auto some = part_of_unit(by, name, at, std::max<std::size_t>(room, 1), looked);
        if (!some) {
            return some;
        }
        if (room == 0 && !some->rows.empty()) {
            return out;
        }
        at = some->next;
        if (room > 0) {
            std::move(some->rows.begin(), some->rows.end(), std::back_inserter(out.rows));
            out.next = at;
        }
    } while (!at.empty() && looked < looked_max);
    if (at.empty()) {
        out.next.clear();
    }
    return out;
}

}  // namespace

case_rows read_cases(const visit& by, const std::vector<stream_id>& streams)
{
    const auto views = by.all.desk.views(staff_viewer(by));
    case_rows out;
    for (const auto stream : streams) {
        if (auto one = views.find(stream)) {
            out.push_back(*std::move(one));
        }
    }
    return out;
}

reply<inbox_lists> inbox_lists::of(const visit& by)
{
    const auto views = by.all.desk.views(staff_viewer(by));
    const bool one_unit = is_of_unit(by.who->staff);
    std::vector<register_list> wanted;
    if (has_hands(by)) {
        wanted.push_back(mine);
    }
    if (!one_unit) {
        wanted.insert(wanted.end(), of_office.begin(), of_office.end());
    }
    inbox_lists out;
    for (const auto& one : wanted) {
        const auto some = views.list(query_of(by, one, counted_max));
        if (!some) {
            return problem_of(some.error());
        }
        out.tabs_.push_back({one.name, some->streams.size(), !some->next.empty()});
    }
    if (!one_unit) {
        return out;
    }
    const auto some = views.list(query_of("unit", place_of(by.who->staff), counted_max));
    if (!some) {
        return problem_of(some.error());
    }
    std::map<std::string_view, std::size_t> counts;
    for (const auto& one : read_cases(by, some->streams)) {
        ++counts[list_of(by, one)];
    }
    for (const auto name : of_one_unit) {
        out.tabs_.push_back({name, counts[name], !some->next.empty()});
    }
    return out;
}

reply<inbox_lists::page>
inbox_lists::read(const visit& by, std::string_view name, const std::string& after)
{
    if (std::find(of_one_unit.begin(), of_one_unit.end(), name) != of_one_unit.end()) {
        return page_of_unit(by, name, after);
    }
    const auto* const which = find_list(name);
    if (which == nullptr) {
        return page{};
    }
    auto query = query_of(by, *which, rows_max);
    query.after = after;
    const auto some = by.all.desk.views(staff_viewer(by)).list(query);
    if (!some) {
        return problem_of(some.error());
    }
    return page{read_cases(by, some->streams), some->next};
}

}  // namespace host
