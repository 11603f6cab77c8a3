#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include <boost/json.hpp>

#include <vector>

namespace host {

/// What machines are told of records, an entry (`entry_of`) for each of them: who it is about as an auditor
/// sees it, so nothing personal is opened for this. Reads the disk if it must.
[[nodiscard]] boost::json::array entries_of(
    const acikkapi::engine<acikkapi::petition>& desk, const std::vector<acikkapi::record>& records);

}  // namespace host
