#pragma once

#include <acikkapi/access.hpp>
#include <acikkapi/ids.hpp>
#include <acikkapi/ports.hpp>
#include <acikkapi/vault_options.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace rocksdb {
class Env;
}

namespace acikkapi {

/// 32 random bytes that belong to a store and are kept outside it. Without them nobody can guess
/// an application's number from another's, or find a person by hashing identity numbers.
using store_key = std::array<std::byte, 32>;

/// How letters are tried again. Pauses are from 1 ms to 90 days.
struct retry_rule {
    /// The pause after the first failed try. It doubles, up to `longest`, which is 90 days at most; a quarter is chance.
    std::chrono::milliseconds first{1'000};
    std::chrono::milliseconds longest{3'600'000};
    /// Three days from when the letter's event was recorded, over restarts of the host: a try that fails, and the next would
    /// be later, makes it a dead letter. One is made in any case: what is only put off has them from its first hand-over.
    /// Ten years at most.
    std::chrono::milliseconds give_up_after{259'200'000};
    std::size_t in_flight_max = 64;  ///< Letters under way at once, all adapters.
};

/// How one adapter is used. What fails is tried again as `retry_rule` says; this keeps a peer that is down, or
/// slow, from being run over, and from taking the turns of others. Only `per_second` and `rest` may be 0.
struct adapter_rule {
    /// Letters under way at once by this adapter: half of `retry_rule::in_flight_max`, so that one that
    /// hangs leaves their turns to others.
    std::size_t in_flight_max = 32;
    /// Letters in memory at once for this adapter, at least one; those above wait in the journal.
    std::size_t waiting_max = 10'000;
    std::uint32_t per_second = 0;  ///< Letters handed over in any second; 0: as many as it takes.
    /// So many tries that failed one after another open the circuit: nothing is handed over for `rest`,
    /// then one letter alone, which closes it or opens it again.
    std::uint32_t failures_max = 10;
    std::chrono::milliseconds rest{30'000};  ///< 90 days at most.
    bool held = false;                       ///< Begins held: see `engine::hold_letters`.
};

/// When the journal signs a checkpoint: whichever comes first. @see checkpoint
struct checkpoint_rule {
    std::uint64_t events = 10'000;  ///< That no checkpoint covers yet.
    /// Since the first of them, 90 days at most; needs `async_run`.
    std::chrono::milliseconds time{60'000};
};

/// What an engine needs from its host. Every member has a value, so that designated initialisers may
/// leave it out; the same holds for what a command is given in.
struct engine_options {
    std::string directory{};  ///< The whole store.
    bool create = false;      ///< Make it if the directory is missing or empty.
    store_key key{};
    /// Keys of persons, by which all that is personal is sealed, so that it can be erased. A store is
    /// sealed from its first event on or never; the file is made together with the store. Without,
    /// personal values lie in the store as they are.
    vault_options vault{};
    std::size_t cached_keys_max = 200'000;  ///< Of persons, kept in memory: about 100 bytes each.

    /// Where handlers without an executor of their own run, and the background work.
    asio::any_io_executor executor{};
    /// Where waiting for the disk is allowed: a `boost::asio::thread_pool`'s, say.
    asio::any_io_executor blocking{};
    acikkapi::clock* clock = nullptr;  ///< Required.
    /// Chance for retries; required with adapters. Called by one thread at a time, also for what a port answers after the
    /// engine is gone: what it refers to outlives the ports. What it throws counts as 0.
    std::function<std::uint64_t()> random{};

    /// Hands by the name that letters give as `adapter`. A letter for a name that is not here
    /// waits until it is. None is in both maps.
    std::map<std::string, notifier*, std::less<>> notifiers{};
    std::map<std::string, department*, std::less<>> departments{};
    retry_rule retries{};

    /// Beyond it: `errc::overloaded`. So many commands may wait to be written, as many for the disk; so many late words, and proofs.
    std::size_t waiting_commands_max = 65'536;
    std::size_t waiting_bytes_max = 64U << 20U;  ///< Likewise, of what is to be written.
    std::size_t cached_streams_max = 200'000;    ///< States kept in memory.
    std::size_t shards = 16;                     ///< Independent parts of that cache; 1 to 1,024.

    /// The journal's name in the world, under which it signs: an address without its scheme, such as
    /// `register.example.org/2026`; 1 to 200 bytes of printable ASCII without blanks and `+`. A store
    /// that was restored signs as another journal: `/restored-` and its epoch follow the name. The
    /// key follows from `key` and the name.
    std::string log_name = "acikkapi.invalid/register";
    checkpoint_rule checkpoints{};
    /// Who is asked to cosign each checkpoint, by public key (`verifier_key::str`); 32 at most. Needs
    /// `async_run`. What they sign is added to the checkpoint, and to the proofs that are given then.
    std::map<std::string, witness*, std::less<>> witnesses{};

    /// Bytes that must be free on the disk; below it a command is told `errc::disk_full`, and reading
    /// goes on. The default holds four times what is kept in memory before it is written to tables.
    /// If the space is gone all the same in the middle of a write, its callers are told
    /// `errc::outcome_unknown`, and it is written when there is space again.
    std::uint64_t free_space_min = 512U << 20U;
    /// The head record says how far the journal must reach, and covers all but the newest group of
    /// commands for about a millisecond. Strict covers that too, at the price of a second wait for
    /// the disk before each answer.
    bool strict_head = false;

    /// Diagnostics, one line a call, no personal data; may be called from any thread, those of RocksDB among them,
    /// where an exception would be the end of the process. It must not throw, nor call the engine.
    std::function<void(std::string_view)> log{};
    rocksdb::Env* environment = nullptr;  ///< The machine's files; tests own it. Outlives.

    /// Who may do what with which application; outlives. Without one everybody may everything, which
    /// is right where the host itself is the only user.
    const access_policy* access = nullptr;

    /// Bytes that the engine may take, as one budget: half of it for the storage (rows that are not in tables
    /// yet, blocks, indexes and filters), and at most three sixteenths for states, one for keys of persons,
    /// one for commands that wait; the bounds above hold besides. 64 MiB at least. Not in it is what the lists
    /// and timers of applications under way need, about 300 bytes each, the program itself, and, when the
    /// storage's half is used up, what is being read just then: of each reader at most some attachments.
    std::size_t memory_limit = std::size_t{1} << 30U;

    std::map<std::string, adapter_rule, std::less<>>
        adapters{};  ///< By a name that is above; the others as a rule is by default.
};

}  // namespace acikkapi
