#pragma once

#include <acikkapi/error.hpp>
#include <acikkapi/ports.hpp>
#include <acikkapi/proof.hpp>

#include "support/file_lock.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tools {

/// What a witness remembers, and the rules by which it cosigns (C2SP tlog-witness): of each journal
/// how far it had come, in a file that is durable before an answer says so.
///
/// It never cosigns what does not go on from that. So the files are its conscience: a witness that
/// has lost them must not go on under the same key, and nobody else may have them open, who would cosign what
/// this one has refused.
/// @par Thread safety  All members from any thread.
class witness_book {
public:
    static constexpr const char* lock_name = "witness.lock";

    /// @param directory  Is made if it is missing.
    /// @param logs       Whose checkpoints are cosigned; a name may have several keys.
    /// @return `errc::busy` if another book of this directory is open; `errc::bad_checkpoint` if a file is not
    ///         what was written; `errc::io_error`.
    [[nodiscard]] static acikkapi::result<witness_book>
    open(std::string directory, std::vector<acikkapi::verifier_key> logs, acikkapi::signer by);

    witness_book(witness_book&& other) noexcept;

    /// @param request  The body of `add-checkpoint`.
    /// @param now      Seconds since 1970, which the cosignature says.
    /// @return Status and body: 200 the cosignature; 400 not a request; 403 not signed by the journal;
    ///         404 no journal of ours; 409 it was seen at another size, which is in the body; 422 it
    ///         does not go on from what was seen; 500 the file could not be written.
    [[nodiscard]] acikkapi::witness_answer
    add_checkpoint(std::string_view request, std::uint64_t now);

    /// How far a journal had come; 0 for one that was never cosigned.
    [[nodiscard]] std::uint64_t seen(const std::string& origin) const;

private:
    witness_book(
        file_lock lock,
        std::string directory,
        std::vector<acikkapi::verifier_key> logs,
        acikkapi::signer by)
        : lock_(std::move(lock)), directory_(std::move(directory)), logs_(std::move(logs)),
          by_(std::move(by))
    {}

    [[nodiscard]] std::string file_of(const std::string& origin) const;
    [[nodiscard]] acikkapi::result<void> read_all();
    [[nodiscard]] bool keep(const acikkapi::checkpoint& newest) const;
    /// @return 404 or 403, or nothing if it is signed by a journal of ours.
    [[nodiscard]] int refuse(const acikkapi::signed_note& note, const std::string& origin) const;
    [[nodiscard]] acikkapi::witness_answer judge(
        const acikkapi::growth_proof& asked,
        const acikkapi::signed_note& note,
        const acikkapi::checkpoint& newest,
        std::uint64_t now);

    file_lock lock_;
    std::string directory_;
    std::vector<acikkapi::verifier_key> logs_;
    acikkapi::signer by_;
    mutable std::mutex mutex_;  // What is compared is what is replaced: one request at a time.
    std::map<std::string, acikkapi::tree_head> seen_;  // By origin.
};

}  // namespace tools
