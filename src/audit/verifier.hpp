#pragma once

#include <acikkapi/audit.hpp>

#include "audit/follower.hpp"
#include "journal/merkle.hpp"
#include "journal/registration.hpp"
#include "vault/secrets.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace acikkapi::audit_room {

/// One verification: folds the journal and compares it with all that the store keeps beside it.
/// Not used twice.
class verifier {
public:
    /// @param keys  Null for an auditor without the store's key.
    verifier(
        const journal::journal& store,
        const detail::any_workflow& rules,
        const vault::secrets* keys);

    [[nodiscard]] result<audit_report> run(const audit_progress& progress);

private:
    /// How many rows each table must have for what the journal says.
    struct expected {
        std::uint64_t open = 0;
        std::uint64_t done = 0;
        std::uint64_t closed = 0;
        std::uint64_t lookup = 0;
        std::uint64_t key = 0;
    };

    void take(position at, std::string_view bytes);
    void note(const trouble& bad, position at, stream_id stream);
    [[nodiscard]] trouble check_refused_registration(const record& what);
    [[nodiscard]] trouble check_end(stream_id stream, followed& on);
    [[nodiscard]] trouble check_rows(stream_id stream, const index_rows& rows, const followed& on);
    [[nodiscard]] trouble check_registration(stream_id stream, const followed& on);
    [[nodiscard]] trouble check_key(const key_hash& key, const journal::registration& right);
    [[nodiscard]] trouble check_head() const;
    [[nodiscard]] trouble check_counters() const;
    [[nodiscard]] trouble
    check_count(journal::table in, std::uint64_t right, std::string_view what) const;
    void check_tables();

    const journal::journal& store_;
    const detail::any_workflow& rules_;
    const vault::secrets* keys_;
    follower follower_;
    journal::merkle_frontier tree_;
    expected rows_;
    std::map<std::string, std::uint64_t> counters_;
    audit_report report_;
};

}  // namespace acikkapi::audit_room
