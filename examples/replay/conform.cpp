#include <acikkapi/petition.hpp>

#include "replay/activity_map.hpp"
#include "replay/conform.hpp"
#include "support/csv_reader.hpp"
#include "support/one_line.hpp"
#include "support/progress.hpp"
#include "support/time_text.hpp"
#include "support/unit_number.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>
#include <unordered_map>
#include <utility>

namespace tools {
namespace {

using namespace acikkapi;
namespace json = boost::json;

struct log_row {
    std::size_t line = 0;
    std::string case_id;
    instant at{};
    std::string activity;
    std::string unit;
};

/// One case on its way through our rules.
struct casework {
    application state;
    std::uint64_t events = 0;
    instant last{};
    std::optional<std::string> unit;  ///< Of the row above; nothing before the first.
    bool deviated = false;
};

command command_of(step what, const log_row& row)
{
    switch (what) {
    case step::submitted: {
        commands::submit wish;
        wish.category = "casework";
        wish.subject = "Replayed case";
        wish.text = wish.subject;
        wish.anonymous = true;  // A log names nobody.
        return wish;
    }
    case step::acknowledged:
        return commands::record_notice{notice::acknowledgement, delivery::delivered, "post", 1, {}};
    case step::routed: return commands::route{number_of_unit(row.unit), row.unit, {}};
    case step::contacted: return commands::record_contact{};
    case step::answered: return commands::answer{outcome::granted, "Answered", {}};
    case step::notified:
        return commands::record_notice{notice::result, delivery::delivered, "post", 1, {}};
    case step::withdrawn: break;
    }
    return commands::withdraw{};
}

class conformance {
public:
    conformance(activity_map map, conform_figures& out) : map_(std::move(map)), out_(out) {}

    [[nodiscard]] bool knows(const log_row& row) const { return map_.knows(row.activity); }
    void take(const log_row& row);
    void finish();

private:
    void take_step(casework& on, step what, const log_row& row);

    activity_map map_;
    conform_figures& out_;
    petition rules_;
    std::unordered_map<std::string, casework> cases_;
};

void conformance::take(const log_row& row)
{
    casework& on = cases_[row.case_id];
    const bool first = !on.unit;
    const bool unit_changes = first || *on.unit != row.unit;
    on.unit = row.unit;
    if (first && map_.before_case()) {
        take_step(on, *map_.before_case(), row);
    }
    if (unit_changes && map_.unit_changes()) {
        take_step(on, *map_.unit_changes(), row);
    }
    if (const auto means = map_.find(row.activity)) {
        take_step(on, *means, row);
    }
}

void conformance::take_step(casework& on, step what, const log_row& row)
{
    ++out_.steps[std::string{name_of(what)}];
    if (on.deviated) {
        return;
    }
    on.last = std::max(on.last, row.at);
    context about;
    about.now = on.last;
    about.stream = stream_id{1};
    about.at = on.events;
    about.by = actor::parse("replay").value();
    about.via = channels::desk();
    about.historical = true;
    const auto facts = rules_.decide(on.state, command_of(what, row), about);
    if (!facts) {
        on.deviated = true;
        const std::string kind =
            std::string{name_of(what)} + " in " + std::string{acikkapi::name_of(on.state.life)};
        ++out_.first_illegal_step[kind];
        out_.examples.try_emplace(kind, row.case_id);
        return;
    }
    for (const auto& fact : *facts) {
        // What was decided can be folded: anything else is a bug of the workflow.
        on.state = petition::evolve(on.state, fact).value();
        ++on.events;
    }
}

void conformance::finish()
{
    out_.cases = cases_.size();
    for (const auto& [id, one] : cases_) {
        ++(one.deviated ? out_.deviate : out_.conform);
        if (!one.deviated) {
            ++out_.last_states[std::string{acikkapi::name_of(one.state.life)}];
        }
    }
}

/// Reads the rows of a log.
class log_reader {
public:
    static row_result<log_reader> open(const std::filesystem::path& path);
    std::optional<row_result<log_row>> next();

private:
    explicit log_reader(csv_reader rows) : rows_(std::move(rows)) {}
    csv_reader rows_;
    std::array<std::size_t, 4> places_{};
};

row_result<log_reader> log_reader::open(const std::filesystem::path& path)
{
    auto rows = csv_reader::open(path);
    if (!rows) {
        return rows.error();
    }
    log_reader out{*std::move(rows)};
    constexpr std::array<std::string_view, 4> names{"case_id", "at", "activity", "unit"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto place = out.rows_.column(names[i]);
        if (!place) {
            return row_error{
                out.rows_.file(), 1, std::string{names[i]}, "is not among the columns"};
        }
        out.places_[i] = *place;
    }
    return out;
}

std::optional<row_result<log_row>> log_reader::next()
{
    auto row = rows_.next();
    if (!row) {
        return std::nullopt;
    }
    if (!*row) {
        return row_result<log_row>{row->error()};
    }
    auto& fields = (*row)->fields;
    const auto bad = [&](const char* field, const char* rule) {
        return row_result<log_row>{row_error{rows_.file(), (*row)->line, field, rule}};
    };
    if (fields[places_[0]].empty()) {
        return bad("case_id", "is empty");
    }
    const auto at = parse_time(fields[places_[1]]);
    if (!at) {
        return bad("at", "is not a time with an offset");
    }
    return row_result<log_row>{log_row{
        (*row)->line,
        std::move(fields[places_[0]]),
        *at,
        std::move(fields[places_[2]]),
        std::move(fields[places_[3]])}};
}

json::object counts(const std::map<std::string, std::uint64_t>& from)
{
    json::object out;
    for (const auto& [key, count] : from) {
        out[key] = count;
    }
    return out;
}

}  // namespace

row_result<conform_figures> conform(
    const std::filesystem::path& log,
    const std::filesystem::path& map,
    const std::string& name,
    const std::function<void(const row_error&)>& complain)
{
    auto meanings = activity_map::open(map, name);
    if (!meanings) {
        return meanings.error();
    }
    auto rows = log_reader::open(log);
    if (!rows) {
        return rows.error();
    }
    conform_figures out;
    conformance work{*std::move(meanings), out};
    progress shown{"replaying", 0};
    while (const auto row = rows->next()) {
        ++out.rows;
        if (*row && work.knows(**row)) {
            work.take(**row);
        } else {
            ++out.bad_rows;
            complain(
                *row ? row_error{log.filename().string(), (*row)->line, "activity", "no line fits"}
                     : row->error());
        }
        shown.at(out.rows);
    }
    work.finish();
    return out;
}

json::object conform_figures::to_json() const
{
    json::object first;
    for (const auto& [kind, case_id] : examples) {
        first[kind] = case_id;
    }
    return {
        {"rows", rows},
        {"bad_rows", bad_rows},
        {"cases", cases},
        {"conform", conform},
        {"deviate", deviate},
        {"first_illegal_step", counts(first_illegal_step)},
        {"examples", first},
        {"steps", counts(steps)},
        {"last_states", counts(last_states)}};
}

std::string conform_figures::to_text() const
{
    std::ostringstream out;
    out << cases << " cases in " << rows << " rows: " << conform << " conform, " << deviate
        << " deviate\n";
    for (const auto& [kind, count] : first_illegal_step) {
        out << "  " << count << "  " << one_line(kind)
            << "  (first: " << one_line(examples.at(kind)) << ")\n";
    }
    out << "where the conforming ended\n";
    for (const auto& [state, count] : last_states) {
        out << "  " << count << "  " << state << '\n';
    }
    return out.str();
}

}  // namespace tools
