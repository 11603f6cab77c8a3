#pragma once

#include "measure.hpp"

namespace bench {

/// The honest alternative: what a good engineer writes by hand over SQLite. Events, the newest state of
/// each application with the columns and indexes that its lists need, an outbox, figures; the log ahead, every
/// commit flushed to the disk, all commands in flight in one transaction, prepared statements. It decides
/// nothing, seals nothing and proves nothing.
[[nodiscard]] acikkapi::result<figures> run_sqlite(const run_options& how);

}  // namespace bench
