#pragma once

#include <acikkapi/deadline_clock.hpp>
#include <acikkapi/ids.hpp>

#include <string_view>

namespace date {
class time_zone;
}

namespace acikkapi::deadline {

/// A time zone of the machine's database. The wall around the guest library: what it throws ends
/// here, and its types are not seen outside.
class zone {
public:
    /// @return The zone with its transitions read in, or `errc::bad_date` if there is none.
    [[nodiscard]] static result<zone> find(std::string_view name);

    [[nodiscard]] day day_of(instant when) const;
    /// A midnight that the clocks skip counts from the jump; one that comes twice, from the first.
    [[nodiscard]] instant begin_of(day when) const;

private:
    explicit zone(const date::time_zone* found) : zone_(found) {}
    // Kept: finding it by name costs more than asking it, and the database lives as long as we.
    const date::time_zone* zone_;
};

}  // namespace acikkapi::deadline
