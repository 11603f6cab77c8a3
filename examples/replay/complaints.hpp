#pragma once

#include <acikkapi/audit.hpp>
#include <acikkapi/petition.hpp>
#include <acikkapi/problems.hpp>

#include "support/time_text.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace tools {

/// What a journal holds for a watch over chronic problems: one complaint for each application, by when it
/// was registered, with the first unit that it was routed to and its end.
///
/// Times are those of the office's days: the beginning of its day, as if that were UTC.
class complaints {
public:
    /// @param seed  Key of the hashes of persons.
    complaints(local_calendar days, std::uint64_t seed) : days_(days), seed_(seed) {}

    void take(const acikkapi::replayed<acikkapi::petition>& step);

    /// All, in the order of their days.
    [[nodiscard]] std::vector<acikkapi::complaint> in_order() const;
    [[nodiscard]] const std::map<acikkapi::unit_id, std::string>& unit_names() const
    {
        return unit_names_;
    }

private:
    [[nodiscard]] acikkapi::instant day_of(acikkapi::instant when) const;

    local_calendar days_;
    std::uint64_t seed_;
    std::vector<acikkapi::complaint> all_;
    std::unordered_map<std::uint64_t, std::size_t> of_stream_;
    std::map<acikkapi::unit_id, std::string> unit_names_;
};

/// The same complaints, each on the day of another one that was drawn for it: how many there are of each
/// kind and on each day stays as it was, and no kind has more to do with a day than another. What is
/// found among them is chance.
[[nodiscard]] std::vector<acikkapi::complaint>
shuffled(std::vector<acikkapi::complaint> all, std::uint64_t seed);

}  // namespace tools
