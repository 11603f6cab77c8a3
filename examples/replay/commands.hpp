#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tools {

/// What every subcommand answers with.
inline constexpr int fine = 0;
inline constexpr int found_something = 1;
inline constexpr int wrong_usage = 2;
inline constexpr int cannot_read = 3;

/// Says on standard error what is wrong.
/// @return `code`, for the caller to return.
int complain(const std::string& what, int code = cannot_read);

/// What a subcommand was asked for.
struct replay_options {
    std::string directory;
    std::string other;  ///< The second directory of two.
    std::string number;
    std::string at;  ///< A position or a time; empty for now.
    std::string zone = "Europe/Istanbul";
    std::string key;        ///< A public key, or a file with one.
    std::string since;      ///< A file with an earlier checkpoint.
    std::string since_key;  ///< The key that one was signed with; empty if it is `key`.
    std::vector<std::string> witnesses;  ///< Public keys of who must have cosigned.
    std::string record;                  ///< A file with a record's bytes.
    std::string checkpoint;              ///< A file with a checkpoint that somebody kept.
    std::string output;                  ///< A file; `-` for standard output.
    std::string form;                    ///< Of an export.
    std::string by;                      ///< An actor's name, or the beginning of names and a `*`.
    std::string on;                      ///< A ground.
    std::string reason;
    std::string from;   ///< A time; empty for the beginning.
    std::string until;  ///< Likewise, for the end.
    std::string log;
    std::string map;
    std::uint32_t number_of_backup = 0;  ///< 0 is the newest.
    std::uint32_t keep = 0;              ///< How many backups stay.
    std::string name;    ///< Of the log in the map; empty to tell it from the file's name.
    std::string states;  ///< A file to be written with what each record led to.
    std::string expect;  ///< Such a file, of the same store by other rules or elsewhere.
    std::uint32_t window_days = 42;
    std::optional<std::uint64_t> shuffle{};  ///< Look at complaints whose days were drawn by lot.
    bool all = false;                        ///< Also what is as it should be.
    bool clear = false;                      ///< An export that hides nobody.
    bool json = false;
};

// Each prints to standard output, complains on standard error, and returns the exit code.

/// Of a store, or of a backup where it lies: its files, then what they say.
[[nodiscard]] int verify(const replay_options& how);
/// Whether the rules of this program can take over what is under way in a store of other rules.
[[nodiscard]] int rehearse(const replay_options& how);
/// A bundle of an application, or that the journal goes on from `since`, or its newest checkpoint.
[[nodiscard]] int prove(const replay_options& how);
/// `other` is the file to be checked; no store is looked at.
[[nodiscard]] int check(const replay_options& how);
/// Who acted stands there as a pseudonym, and nothing of what they said; unless it is `clear`.
[[nodiscard]] int export_history(const replay_options& how);
/// Before an export in clear: each application is disclosed to `by`. No host may have the store open.
[[nodiscard]] int put_export_on_record(const replay_options& how);
/// One page of HTML for people.
[[nodiscard]] int report(const replay_options& how);
[[nodiscard]] int print_stats(const replay_options& how);
[[nodiscard]] int show(const replay_options& how);
[[nodiscard]] int timeline(const replay_options& how);
[[nodiscard]] int diff(const replay_options& how);
/// Whose data `by` touched between `from` and `until`.
[[nodiscard]] int list_touched(const replay_options& how);
/// Chronic problems that were found between the days `from` and `until`.
[[nodiscard]] int find_problems(const replay_options& how);
[[nodiscard]] int check_conformance(const replay_options& how);

/// `directory` is the store, `other` where the backups are.
[[nodiscard]] int back_up(const replay_options& how);
/// `other` is where the backups are, `directory` the new store.
[[nodiscard]] int restore(const replay_options& how);
/// `other` is where the backups are; none of them is read through.
[[nodiscard]] int list_backups(const replay_options& how);
/// Likewise; `keep` of them stay.
[[nodiscard]] int prune(const replay_options& how);

}  // namespace tools
