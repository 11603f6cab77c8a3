#pragma once

#include <acikkapi/audit.hpp>
#include <acikkapi/petition.hpp>

#include <string>
#include <string_view>

namespace tools {

using petition_audit = acikkapi::audit<acikkapi::petition>;

/// Opens a store of petitions for reading, with its key if the file `<directory>.key` is there, and with
/// the keys of persons if `<directory>.keys` is.
[[nodiscard]] acikkapi::result<petition_audit> open_store(const std::string& directory);

/// Whether the keys of persons are there: without them what was erased looks like what is only sealed.
[[nodiscard]] bool has_person_keys(const std::string& directory);

/// Opens a backup of a store of petitions where it lies, without a key.
[[nodiscard]] acikkapi::result<petition_audit>
open_backup(const std::string& directory, std::uint32_t number);

/// Says on standard error what the library says of a store.
void print_diagnostic(std::string_view line);

/// What to do about a store that could not be opened, in words for an operator.
[[nodiscard]] std::string advice(const std::string& directory, acikkapi::error_code why);

/// Whether somebody still waits for an answer.
[[nodiscard]] inline bool is_open(const acikkapi::application& state)
{
    using acikkapi::status;
    return state.life != status::none && !state.problem && state.life != status::answered &&
           state.life != status::notified && state.life != status::closed &&
           state.life != status::withdrawn;
}

/// The application with this number. Without the store's key the journal is searched for it.
/// @return `errc::bad_application_number`, `no_such_application`, or why it cannot be read.
[[nodiscard]] acikkapi::result<acikkapi::stream_id>
find_application(const petition_audit& store, const std::string& number);

}  // namespace tools
