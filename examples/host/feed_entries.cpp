#include "host/feed.hpp"
#include "host/feed_entries.hpp"

#include <map>
#include <string>

namespace host {

using namespace acikkapi;

boost::json::array entries_of(const engine<petition>& desk, const std::vector<record>& records)
{
    const auto views = desk.views({actor::parse("auditor:feed").value(), channels::web()});
    std::map<stream_id, std::string> numbers;
    boost::json::array out;
    for (const auto& one : records) {
        const auto [number, fresh] = numbers.try_emplace(one.stream);
        if (fresh && one.stream != no_stream) {
            const auto about = views.find(one.stream);
            number->second = about && !about->state.problem ? about->state.number.str() : "";
        }
        out.push_back(entry_of(one, number->second));
    }
    return out;
}

}  // namespace host
