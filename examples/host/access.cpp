#include <acikkapi/petition.hpp>

#include "host/access.hpp"

#include <string>
#include <utility>

namespace host {

using namespace acikkapi;

namespace {

/// The table of who works with applications, one line for the host itself, which is in none of its columns, and what
/// the pages of a holder do for him.
class policy final : public access_policy {
public:
    explicit policy(access_matrix people) : people_(std::move(people)) {}

    [[nodiscard]] verdict decide(const access_request& what) const noexcept override
    {
        if (role_of(what.by) != role_host) {
            return of_people(what);
        }
        const bool joins = what.act == acts::read || what.act == "join_problem";
        return joins ? verdict::allowed : verdict::refused;
    }

private:
    /// Whose application it is has read the answer on his page: that is his to say, as a reply is.
    [[nodiscard]] verdict of_people(const access_request& what) const noexcept
    {
        const bool read = what.act == "record_notice" && role_of(what.by) == "citizen";
        return read ? people_.decide({what.by, what.via, "reply", what.to, what.stream})
                    : people_.decide(what);
    }

    access_matrix people_;
};

}  // namespace

const access_policy& host_access()
{
    // In the columns of the table before it: the auditor and the operator.
    constexpr std::string_view more =
        "\nfeed - - - - - - other other\nhold_letters - - - - - - - other\n";
    static const policy made{
        access_matrix::parse(std::string{petition_access_table()}.append(more)).value()};
    return made;
}

acikkapi::verdict office_access::decide(const acikkapi::access_request& what) const noexcept
{
    const bool elsewhere = what.act == "open_problem" && acikkapi::place_of(what.by) != plate_;
    return elsewhere ? acikkapi::verdict::refused : host_access().decide(what);
}

}  // namespace host
