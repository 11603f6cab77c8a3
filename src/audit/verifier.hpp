#pragma once

#include <acikkapi/audit.hpp>

#include "audit/log_check.hpp"
#include "audit/part.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace acikkapi::audit_room {

/// By how many a verification is done at once.
struct workers {
    std::size_t parts = 1;
    std::function<void(std::function<void()>)> run;  ///< Not used for one part.
};

/// One verification: folds the journal and compares it with all that the store keeps beside it.
/// Not used twice.
class verifier {
public:
    verifier(
        const journal::journal& store,
        const detail::any_workflow& rules,
        known_keys keys,
        workers how);

    [[nodiscard]] result<audit_report> run(const audit_progress& progress);

private:
    /// Rows of the journal, one behind the other.
    struct lot {
        position first{};
        std::vector<std::string> rows;
    };

    /// How many rows a table may have.
    struct bounds {
        std::uint64_t least = 0;
        std::uint64_t most = least;
    };

    [[nodiscard]] error_code read(lot& next);
    [[nodiscard]] error_code take(const lot& from, lot& next);
    void work(const lot& from, std::size_t index, std::vector<vault::digest>& leaves);
    void add(part& one);
    void note(const trouble& bad, position at);
    [[nodiscard]] trouble check_head() const;
    [[nodiscard]] trouble check_counters() const;
    [[nodiscard]] trouble check_count(journal::table in, bounds right, std::string_view what) const;
    void check_tables();

    [[nodiscard]] bool is_sealed() const;

    const journal::journal& store_;
    known_keys keys_;
    workers how_;
    std::vector<std::unique_ptr<part>> parts_;
    position read_{};
    error_code hole_;
    log_check log_;
    row_counts rows_;
    stream_id newest_{};
    std::optional<position> first_open_letter_;
    std::map<std::string, std::uint64_t> counters_;
    audit_report report_;
};

}  // namespace acikkapi::audit_room
