// What the engine says of itself, held against what the journal makes of it.
#include "simulation/world.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace simulation {
namespace {

/// Lists, figures and persons, as the records make them.
struct overview {
    using place = std::tuple<std::string, std::string, bool>;  ///< List, key, ended.
    std::map<place, std::vector<std::pair<std::int64_t, stream_id>>> lists;
    figures counted;
    std::map<std::string, std::vector<stream_id>> subjects;
};

overview make_overview(const history& past)
{
    overview out;
    for (const auto& [stream, file] : past.files()) {
        index_rows rows;
        petition::index(file.state, rows);
        for (const auto& row : rows.lists) {
            out.lists[{std::string{row.list}, row.key, rows.closed}].emplace_back(row.sort, stream);
        }
        for (const auto& row : rows.counters) {
            ++out.counted[std::string{row.name}][row.key];
        }
        for (const auto& key : file.known_by) {
            out.subjects[key].push_back(stream);
        }
    }
    return out;
}

figures without_zeros(figures all)
{
    for (auto& [name, keys] : all) {
        std::erase_if(keys, [](const auto& one) { return one.second == 0; });
    }
    std::erase_if(all, [](const auto& one) { return one.second.empty(); });
    return all;
}

}  // namespace

/// The applications that the records from this one on are about.
void world::check_views(std::size_t from)
{
    std::set<stream_id> changed;
    for (std::size_t i = from; i < past_.records().size(); ++i) {
        changed.insert(past_.records()[i].stream);
    }
    changed.erase(no_stream);
    for (const auto stream : changed) {
        const auto* file = past_.find(stream);
        const auto seen = office_->views().find(stream);
        found_.expect(
            seen.has_value() && seen->version == file->at && seen->last_at == file->last_at &&
                seen->state == file->state,
            "G3: a view shows what the records make, no more and no less",
            number_of(stream));
    }
}

/// Nothing waits to be run: what is due has happened.
void world::check_rest()
{
    if (!office_ || disk_.is_off()) {
        return;
    }
    if (looked_at_ < past_.records().size()) {
        check_lists();
    }
    if (waiting_max_ < 10) {
        return;
    }
    for (const auto& [stream, file] : past_.files()) {
        const auto first = earliest(past_.rules().timers(file.state));
        found_.expect(
            !first || first->due > clock_.now(),
            "G10: what is due happens, no step is skipped",
            number_of(stream));
    }
}

/// A list or person that was there once is asked for also when nothing is left of it.
void world::check_lists()
{
    looked_at_ = past_.records().size();
    auto made = make_overview(past_);
    for (const auto& where : lists_seen_) {
        made.lists[where];
    }
    for (const auto& key : subjects_seen_) {
        made.subjects[key];
    }
    const auto views = office_->views();
    for (auto& [where, members] : made.lists) {
        lists_seen_.insert(where);
        std::sort(members.begin(), members.end());
        const auto& [list, key, closed] = where;
        const auto page = views.list({list, key, closed, {}, 1'000});
        const auto same = [](stream_id a, const auto& b) { return a == b.second; };
        found_.expect(
            page.has_value() && std::equal(
                                    page->streams.begin(),
                                    page->streams.end(),
                                    members.begin(),
                                    members.end(),
                                    same),
            "G11: a worklist holds what the records make");
    }
    found_.expect(
        without_zeros(views.statistics().value()) == made.counted,
        "G11: the figures are what the records make");
    for (const auto& [key, streams] : made.subjects) {
        subjects_seen_.insert(key);
        const auto found = views.find_by("subject", key);
        found_.expect(
            found.has_value() &&
                std::equal(found->begin(), found->end(), streams.rbegin(), streams.rend()),
            "G11: a person's applications are found");
    }
}

}  // namespace simulation
