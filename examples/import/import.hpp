#pragma once

#include <cstdint>
#include <string>

namespace tools {

struct import_options {
    std::string data;         ///< Directory of the store; its key lies beside it in `<data>.key`.
    bool sealed = false;      ///< With keys of persons in `<data>.keys`; so also if they are there.
    std::string requests;     ///< CSV, may be gzip.
    std::string text;         ///< Lines to lend to requests without words; may be empty.
    std::uint64_t limit = 0;  ///< Rows to read; 0 for all.
    bool recent = false;      ///< Moved by whole weeks, as in the first run (`<data>.weeks`).
    std::size_t in_flight = 256;
};

struct import_figures {
    std::uint64_t rows = 0;
    std::uint64_t registered = 0;  ///< Applications, however often their row stands in the file.
    std::uint64_t answered = 0;
    std::uint64_t flagged = 0;  ///< Registered, but what the row says of its answer cannot be true.
    std::uint64_t refused =
        0;  ///< Rows that cannot be read, or that the rules or the engine refused.
    std::uint64_t repeated = 0;  ///< Commands that an earlier run had done already.
};

/// Brings a city's requests in through the public API, under the records' own times, or recent ones. Killed and
/// started again it goes on where it stopped: each step has its own idempotency key. A row that is bad, or that the
/// rules would refuse in any of its steps, uses none of them, and may be mended where it stands; lines put in or
/// taken out before others would lend those other words than before.
/// @return Empty on success, else why it could not go on.
[[nodiscard]] std::string run_import(const import_options& how, import_figures& out);

}  // namespace tools
