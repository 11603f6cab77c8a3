#include <acikkapi/petition.hpp>

#include "host/access.hpp"

#include <string>

namespace host {

const acikkapi::access_matrix& host_access()
{
    // In the columns of the table before it: the auditor and the operator.
    constexpr std::string_view more = "\nfeed - - - - - - other other\n";
    static const auto made =
        acikkapi::access_matrix::parse(std::string{acikkapi::petition_access_table()}.append(more))
            .value();
    return made;
}

}  // namespace host
