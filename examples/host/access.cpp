#include <acikkapi/petition.hpp>

#include "host/access.hpp"

#include <string>
#include <utility>

namespace host {

using namespace acikkapi;

namespace {

/// The table of who works with applications, and one line for the host itself, which is in none of its columns.
class policy final : public access_policy {
public:
    explicit policy(access_matrix people) : people_(std::move(people)) {}

    [[nodiscard]] verdict decide(const access_request& what) const noexcept override
    {
        if (role_of(what.by) != role_host) {
            return people_.decide(what);
        }
        const bool joins = what.act == acts::read || what.act == "join_problem";
        return joins ? verdict::allowed : verdict::refused;
    }

private:
    access_matrix people_;
};

}  // namespace

const access_policy& host_access()
{
    // In the columns of the table before it: the auditor and the operator.
    constexpr std::string_view more = "\nfeed - - - - - - other other\n";
    static const policy made{
        access_matrix::parse(std::string{petition_access_table()}.append(more)).value()};
    return made;
}

}  // namespace host
