#pragma once

#include "engine/erasing.hpp"

#include <map>
#include <set>
#include <vector>

namespace acikkapi::engine_room {

/// That somebody was erased.
struct eraser::on_record {
    receipt done;
    authority on;
};

/// What the records of an application add up to.
struct eraser::history {
    stream_id stream{};
    acikkapi::version at = 0;
    detail::erased state;
    std::map<whose_data, on_record> erased;
    std::set<whose_data> persons{0};        ///< Of whom it says something.
    std::uint64_t holds = 0;                ///< That no release has ended.
    std::set<whose_data> unreadable;        ///< Something of theirs cannot be opened.
    std::set<index_rows::key_row> lookups;  ///< By what it could ever be found.
    std::vector<letter> told;               ///< One to each who got letters, as a notice.
};

}  // namespace acikkapi::engine_room
