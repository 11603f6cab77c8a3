#pragma once

#include "audit/follower.hpp"
#include "journal/journal.hpp"
#include "proof/frontier.hpp"
#include "vault/secrets.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acikkapi::audit_room {

/// Hashes the journal and compares its tree with the rows of it that are kept, and with every
/// checkpoint that was signed over it.
class log_check {
public:
    /// @param secrets  Of the store, by which it signs; null: whether a checkpoint was signed at all is not asked.
    log_check(const journal::journal& store, const vault::secrets* secrets)
        : store_(store), secrets_(secrets)
    {
        find_next();
    }

    /// The next record, by its leaf hash.
    void take(const digest& leaf);

    /// To be called after the last record.
    /// @return The first thing that is wrong.
    [[nodiscard]] trouble finish() const;

    [[nodiscard]] const proof::frontier& tree() const noexcept { return tree_; }

    /// Behind which record the first wrong thing was found; 0 for none of them.
    [[nodiscard]] position found_at() const noexcept { return found_at_; }

private:
    struct signed_then {  // Without initializers: Clang 14 would not take it for complete here.
        std::uint64_t size;
        std::optional<digest> root;  ///< Nothing for what is no checkpoint of the store's.
    };

    void note(std::string_view what);
    void find_next();
    [[nodiscard]] std::optional<digest> root_in(std::string_view row, std::uint64_t size);
    [[nodiscard]] bool is_signed(const signed_note& note, const std::string& origin);
    [[nodiscard]] bool has_node(unsigned height, std::uint64_t index, const digest& root) const;

    const journal::journal& store_;
    const vault::secrets* secrets_;
    std::optional<verifier_key> signs_;  // The key by which the last checkpoint was signed.
    proof::frontier tree_;
    std::uint64_t rows_ = 0;  // As many as `table::tree` must have.
    std::optional<signed_then> next_;
    trouble bad_;
    position found_at_{};
};

}  // namespace acikkapi::audit_room
