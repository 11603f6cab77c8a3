#pragma once

#include "host/pages/problem_words.hpp"

#include <deque>
#include <mutex>
#include <string>

namespace host {

/// Opens chronic problems one after the other: of two people who open the same one at the same moment the second is
/// led to the first's, which no list may have yet. The host is the only one who opens any in its store.
/// @par Thread safety  All members from any thread.
class problem_openings {
public:
    struct opened {
        acikkapi::stream_id problem{};
        bool as_wished = true;  ///< Opened now, or by the same form before.
    };

    /// An open one of the same matter at the same place, else a new one.
    /// @param key  Of the form: sent twice, it is opened once.
    [[nodiscard]] acikkapi::result<opened>
    open(const visit& by, const acikkapi::commands::open_problem& wish, const std::string& key);

private:
    [[nodiscard]] std::optional<acikkapi::found<acikkapi::application>>
    find(const visit& by, const acikkapi::commands::open_problem& wish) const;

    std::mutex one_;
    std::deque<acikkapi::stream_id> newest_;  ///< Until lists have them.
};

}  // namespace host
