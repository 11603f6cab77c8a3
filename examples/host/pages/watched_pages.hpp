#pragma once

#include "host/pages/staff.hpp"
#include "host/pages/watched_cases.hpp"

namespace host {

/// What is watched of many applications, as soon as the journal is read.
[[nodiscard]] inline reply<case_watch::reading> watched(const visit& by)
{
    auto now = by.all.watch.read();
    if (now) {
        return *std::move(now);
    }
    if (now.error() != acikkapi::errc::busy) {
        return problem_of(now.error());
    }
    problem soon{503, "watch_not_ready", ""};
    soon.retry_after = std::chrono::seconds{5};
    return soon;
}

/// The one entry of a section that is there if there is anything in it.
[[nodiscard]] inline filling& only(filling& with, const std::string& section)
{
    auto& all = with.sections[section];
    return all.empty() ? all.emplace_back() : all.front();
}

/// A page for those whom it concerns.
[[nodiscard]] inline page only_for(bool (*sees)(const visit&), page shows)
{
    return [sees, shows = std::move(shows)](const visit& by) {
        return sees(by) ? shows(by) : staff_tell(by, {403, "not_permitted", ""});
    };
}

}  // namespace host
