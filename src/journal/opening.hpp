#pragma once

#include "journal/head_record.hpp"
#include "journal/journal.hpp"
#include "journal/tables.hpp"
#include "proof/frontier.hpp"

namespace acikkapi::journal {

/// A store that was looked at before it was opened for writing.
struct sound_store {
    tables rows;
    mark known;  ///< What it holds.
    proof::frontier tree;
};

/// Opens a store for writing that this process holds the lock of and has closed.
/// @return As `open`.
[[nodiscard]] result<sound_store> open_again(const journal_options& options);

/// The same store, only to be read: its log stays as it is. Nothing is looked at before.
[[nodiscard]] result<tables> open_to_read(const journal_options& options);

/// The files that a store with these options lies in.
[[nodiscard]] rocksdb::Env& files_of(const journal_options& options);

}  // namespace acikkapi::journal
