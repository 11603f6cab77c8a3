#include "bare_run.hpp"
#include "row_templates.hpp"
#include "sqlite_store.hpp"

#include <array>
#include <filesystem>
#include <memory>
#include <sqlite3.h>
#include <string_view>
#include <utility>

namespace bench {
namespace {

using namespace acikkapi;

constexpr const char* schema = R"(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA cache_size = -262144;
PRAGMA wal_autocheckpoint = 4000;
CREATE TABLE event (position INTEGER PRIMARY KEY, application INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE application (
    id INTEGER PRIMARY KEY, version INTEGER NOT NULL, state INTEGER NOT NULL, due INTEGER, unit INTEGER,
    person BLOB NOT NULL, body BLOB NOT NULL);
CREATE INDEX by_state ON application (state, due);
CREATE INDEX by_unit ON application (unit, due) WHERE due IS NOT NULL;
CREATE INDEX by_due ON application (due) WHERE due IS NOT NULL;
CREATE INDEX by_person ON application (person);
CREATE TABLE outbox (position INTEGER PRIMARY KEY, kind INTEGER NOT NULL);
CREATE TABLE figure (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
)";

struct close_store {
    void operator()(sqlite3* store) const { sqlite3_close_v2(store); }
};
struct end_statement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

/// One prepared statement; values are bound in order.
class statement {
public:
    statement(sqlite3* store, const char* text)
    {
        sqlite3_stmt* made = nullptr;
        sqlite3_prepare_v3(store, text, -1, SQLITE_PREPARE_PERSISTENT, &made, nullptr);
        made_.reset(made);
    }

    template <class... Values>
    [[nodiscard]] bool run(const Values&... values)
    {
        int place = 0;
        (bind(++place, values), ...);
        const bool done = sqlite3_step(made_.get()) == SQLITE_DONE;
        return sqlite3_reset(made_.get()) == SQLITE_OK && done;
    }

private:
    void bind(int place, std::uint64_t value)
    {
        sqlite3_bind_int64(made_.get(), place, static_cast<sqlite3_int64>(value));
    }
    void bind(int place, std::string_view value)
    {
        sqlite3_bind_blob(
            made_.get(), place, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
    }
    void bind(int place, std::nullptr_t) { sqlite3_bind_null(made_.get(), place); }

    std::unique_ptr<sqlite3_stmt, end_statement> made_;
};

class sqlite_store final : public bare_store {
public:
    sqlite_store(std::unique_ptr<sqlite3, close_store> store, std::vector<application_rows> rows)
        : store_(std::move(store)), rows_(std::move(rows)), begin_(store_.get(), "BEGIN IMMEDIATE"),
          commit_(store_.get(), "COMMIT"),
          add_event_(store_.get(), "INSERT INTO event VALUES (?, ?, ?)"),
          add_application_(store_.get(), "INSERT INTO application VALUES (?, 1, 0, ?, NULL, ?, ?)"),
          change_application_(
              store_.get(),
              "UPDATE application SET version = version + 1, state = ?, due = ?, unit = ?, body = "
              "? "
              "WHERE id = ?"),
          add_letter_(store_.get(), "INSERT INTO outbox VALUES (?, ?)"),
          add_figure_(
              store_.get(),
              "INSERT INTO figure VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1")
    {}

    [[nodiscard]] result<void>
    commit(pool& applications, std::vector<std::size_t>& places) override;

private:
    [[nodiscard]] bool take(pool::place& place);
    [[nodiscard]] bool change(const pool::place& place, std::string_view state);

    std::unique_ptr<sqlite3, close_store> store_;
    std::vector<application_rows> rows_;
    statement begin_;
    statement commit_;
    statement add_event_;
    statement add_application_;
    statement change_application_;
    statement add_letter_;
    statement add_figure_;
    std::uint64_t position_ = 0;
    std::uint64_t newest_ = 0;
};

/// The state as the engine keeps it: its largest row.
std::string_view state_in(const step_rows& rows)
{
    std::string_view out;
    for (const auto& row : rows.rows) {
        if (!row.removed && row.value.size() > out.size()) {
            out = row.value;
        }
    }
    return out;
}

bool sqlite_store::change(const pool::place& place, std::string_view state)
{
    const auto id = number_of(place.stream);
    const auto due = std::uint64_t{1'700'000'000} + id * 7;
    constexpr std::uint64_t units = 40;
    const auto step_number = static_cast<std::uint64_t>(place.next);
    return place.next == step::notify
               ? change_application_.run(step_number, nullptr, id % units, state, id)
               : change_application_.run(step_number, due, id % units, state, id);
}

bool sqlite_store::take(pool::place& place)
{
    const bool is_new = place.next == step::submit;
    if (is_new) {
        place.stream = stream_id{++newest_};
    }
    const auto id = number_of(place.stream);
    const auto& rows = rows_[id % rows_.size()][static_cast<std::size_t>(place.next)];
    bool done = true;
    for (const auto& event : rows.events) {
        done = done && add_event_.run(++position_, id, event);
    }
    const auto state = state_in(rows);
    const std::string person = std::to_string(id * 2'654'435'761U) + "-person";
    done = done &&
           (is_new ? add_application_.run(id, std::uint64_t{1'700'000'000} + id * 7, person, state)
                   : change(place, state));
    // Three of four commands tell somebody something.
    done = done && (place.next == step::notify ||
                    add_letter_.run(position_, static_cast<std::uint64_t>(place.next)));
    place.next = after(place.next);
    return done;
}

result<void> sqlite_store::commit(pool& applications, std::vector<std::size_t>& places)
{
    bool done = begin_.run();
    constexpr std::array<std::string_view, 4> names{"submitted", "routed", "answered", "notified"};
    std::array<bool, names.size()> changed{};
    for (const auto index : places) {
        auto& place = applications[index];
        changed.at(static_cast<std::size_t>(place.next)) = true;
        done = done && take(place);
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        done = done && (!changed.at(i) || add_figure_.run(names.at(i)));
    }
    done = done && commit_.run();
    return done ? result<void>{} : errc::io_error;
}

}  // namespace

result<figures> run_sqlite(const run_options& how)
{
    const std::filesystem::path directory{how.directory};
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    if (error) {
        return error_code{errc::io_error};
    }
    const auto samples = directory / "samples";
    auto rows = measure_rows(samples.string(), how.keys, how.sealed);
    if (!rows) {
        return rows.error();
    }
    std::filesystem::remove_all(samples, error);
    std::filesystem::remove_all(samples.string() + ".keys", error);
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(
        (directory / "store.sqlite").c_str(),
        &opened,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
        nullptr);
    std::unique_ptr<sqlite3, close_store> store{opened};
    if (code != SQLITE_OK ||
        sqlite3_exec(store.get(), schema, nullptr, nullptr, nullptr) != SQLITE_OK) {
        return error_code{errc::io_error};
    }
    sqlite_store all{std::move(store), *std::move(rows)};
    return run_bare(all, how);
}

}  // namespace bench
