#pragma once

#include <acikkapi/audit.hpp>

#include "crash/workload.hpp"

#include <map>
#include <string>
#include <vector>

namespace crash {

/// Compares a journal with what the outside knows. Each gives the first broken promise, or nothing.
///
/// G1 and G3: every command that was answered is there, whole. G4: positions and versions have no
/// gap. G5: what was refused or not done is not there; what is unknown is there whole or not at all.
[[nodiscard]] std::string check_journal(const outside& world, const std::vector<record>& journal);

/// G9: every letter that was handed over follows from an event of the journal, its outcome is on
/// record once and is what the adapter said, and after that it is not handed over again.
/// @param before  How much of the journal was there when the present boot began.
[[nodiscard]] std::string
check_letters(const outside& world, const std::vector<record>& journal, position before);

/// G2: on a sound disk what was done is done under its key and what was refused is refused; of all
/// else the key tells now which of the two it is.
/// @param before  What was known of the command.
/// @param now     What is answered to it when it is given again.
[[nodiscard]] std::string check_again(const told& before, error_code now);

/// Snapshots and figures say what the events add up to.
[[nodiscard]] std::string check_views(engine<evened>& office, const std::vector<record>& journal);

/// No figure is wrong, and none is missing.
/// @param counted  Applications in each state.
[[nodiscard]] std::string
check_figures(const figures& shown, const std::map<std::string, std::uint64_t>& counted);

/// Every record of a journal, or the reason why it cannot be read.
[[nodiscard]] result<std::vector<record>> read_all(const engine<evened>& office);

/// Boots, checks all of the above, gives every command with a key again (G2), goes on
/// working, closes, and lets the auditor look.
/// @param refused  Set if the store did not open: the reason.
[[nodiscard]] std::string check_store(outside& world, const place& where, error_code& refused);

}  // namespace crash
