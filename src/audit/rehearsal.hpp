#pragma once

#include <acikkapi/audit.hpp>

#include "audit/part.hpp"

#include <vector>

namespace acikkapi::audit_room {

/// Tries rules on the applications that are under way in a store which others have written.
class rehearsal {
public:
    rehearsal(const journal::journal& store, const detail::any_workflow& rules, known_keys keys)
        : store_(store), rules_(rules), keys_(keys)
    {}

    [[nodiscard]] result<void>
    run(const detail::auditor::rehearsal_visitor& visit, const audit_progress& progress) const;

private:
    /// An application, and what these rules make of it.
    struct trial {
        rehearsed how;
        detail::erased last;
        journal::snapshot kept;
    };

    [[nodiscard]] result<std::vector<stream_id>> under_way() const;
    [[nodiscard]] result<trial> try_one(stream_id stream) const;
    [[nodiscard]] error_code follow(trial& on) const;
    void check_state(trial& on) const;
    void check_rows(trial& on) const;

    const journal::journal& store_;
    const detail::any_workflow& rules_;
    known_keys keys_;
};

}  // namespace acikkapi::audit_room
