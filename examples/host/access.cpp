#include <acikkapi/petition.hpp>

#include "host/access.hpp"

#include <string>

namespace host {

const acikkapi::access_matrix& host_access()
{
    // In the columns of the table before it: the auditor and the operator.
    constexpr std::string_view more =
        "\nfeed - - - - - - other other\nhold_letters - - - - - - - other\n";
    static const auto made =
        acikkapi::access_matrix::parse(std::string{acikkapi::petition_access_table()}.append(more))
            .value();
    return made;
}

acikkapi::verdict office_access::decide(const acikkapi::access_request& what) const noexcept
{
    const bool elsewhere = what.act == "open_problem" && acikkapi::place_of(what.by) != plate_;
    return elsewhere ? acikkapi::verdict::refused : host_access().decide(what);
}

}  // namespace host
