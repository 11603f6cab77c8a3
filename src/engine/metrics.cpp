#include "engine/metrics.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <utility>

namespace acikkapi {
namespace {

std::string number(double value)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

/// What ends a label's value, or a line, stands there in another way.
std::string escaped(std::string_view text, bool in_label)
{
    std::string out;
    for (const char c : text) {
        if (c == '\n') {
            out += "\\n";
        } else if (c == '\\' || (c == '"' && in_label)) {
            out += '\\';
            out += c;
        } else {
            out += c;
        }
    }
    return out;
}

std::string labels_of(const metric::sample& one)
{
    std::string out;
    for (const auto& [name, value] : one.labels) {
        out += (out.empty() ? "{" : ",") + name + "=\"" + escaped(value, true) + '"';
    }
    return out.empty() ? out : out + '}';
}

}  // namespace

std::string prometheus_text(const std::vector<metric>& all)
{
    std::string out;
    for (const auto& one : all) {
        out += "# HELP " + one.name + ' ' + escaped(one.help, false) + '\n';
        out += "# TYPE " + one.name + (one.is == metric::kind::counter ? " counter\n" : " gauge\n");
        for (const auto& sample : one.samples) {
            out += one.name + labels_of(sample) + ' ' + number(sample.value) + '\n';
        }
    }
    return out;
}

}  // namespace acikkapi

namespace acikkapi::engine_room {
namespace {

using kind = metric::kind;

double seconds(instant::duration much)
{
    return std::chrono::duration<double>(much).count();
}

metric single(std::string name, std::string help, kind is, double value)
{
    return {std::move(name), std::move(help), is, {{{}, value}}};
}

metric commands(const counts& done)
{
    metric out{"acikkapi_commands_total", "Commands by how they ended.", kind::counter, {}};
    const auto add = [&](const char* how, const std::atomic<std::uint64_t>& count) {
        out.samples.push_back({{{"outcome", how}}, static_cast<double>(count.load())});
    };
    add("accepted", done.accepted);
    add("refused", done.refused);
    add("repeated", done.repeated);
    add("unavailable", done.unavailable);
    add("failed", done.failed);
    return out;
}

/// One metric with a value for each adapter.
metric by_adapter(
    std::string name,
    std::string help,
    kind is,
    const std::vector<adapter_state>& all,
    const std::function<double(const adapter_state&)>& value)
{
    metric out{std::move(name), std::move(help), is, {}};
    for (const auto& one : all) {
        out.samples.push_back({{{"adapter", one.adapter}}, value(one)});
    }
    return out;
}

void add_letters(std::vector<metric>& out, const std::vector<adapter_state>& all, instant now)
{
    if (all.empty()) {
        return;
    }
    const auto add = [&](const char* name, const char* help, kind is, const auto& value) {
        out.push_back(by_adapter(name, help, is, all, value));
    };
    using state = const adapter_state&;
    add("acikkapi_letters_waiting", "Letters that are not settled yet.", kind::gauge, [](state of) {
        return static_cast<double>(of.waiting);
    });
    add("acikkapi_letters_under_way",
        "Letters that an adapter has now.",
        kind::gauge,
        [](state of) { return static_cast<double>(of.under_way); });
    add("acikkapi_letters_oldest_age_seconds",
        "Since the event of the oldest letter that waits.",
        kind::gauge,
        [now](state of) { return of.oldest ? seconds(now - *of.oldest) : 0; });
    add("acikkapi_adapter_held",
        "1 while somebody holds its letters back.",
        kind::gauge,
        [](state of) { return of.held ? 1 : 0; });
    add("acikkapi_adapter_down",
        "1 while it is left alone, because too many tries have failed.",
        kind::gauge,
        [](state of) { return of.down ? 1 : 0; });
    add("acikkapi_letters_settled_total", "Letters that ended.", kind::counter, [](state of) {
        return static_cast<double>(of.settled);
    });
    add("acikkapi_letters_dead_total", "Letters that were given up.", kind::counter, [](state of) {
        return static_cast<double>(of.dead);
    });
    add("acikkapi_tries_failed_total", "Tries that failed for now.", kind::counter, [](state of) {
        return static_cast<double>(of.failed_tries);
    });
}

}  // namespace

std::vector<metric> metrics_of(const measures& what, instant now)
{
    std::vector<metric> out{commands(what.done)};
    const auto add = [&out](const char* name, const char* help, kind is, double value) {
        out.push_back(single(name, help, is, value));
    };
    const auto& done = what.done;
    constexpr double to_seconds = 1e-9;
    add("acikkapi_events_total",
        "Records written.",
        kind::counter,
        static_cast<double>(done.events));
    add("acikkapi_commits_total",
        "Groups of commands made durable.",
        kind::counter,
        static_cast<double>(done.groups));
    add("acikkapi_commit_seconds_total",
        "Time that commits took.",
        kind::counter,
        static_cast<double>(done.commit_ns) * to_seconds);
    add("acikkapi_journal_head",
        "Position of the last durable record.",
        kind::gauge,
        static_cast<double>(number_of(what.head)));
    add("acikkapi_journal_uncovered",
        "Records that no checkpoint covers.",
        kind::gauge,
        static_cast<double>(
            number_of(what.head) - std::min(number_of(what.covered), number_of(what.head))));
    add("acikkapi_waiting_commands",
        "Commands in the queue.",
        kind::gauge,
        static_cast<double>(what.waiting_commands));
    add("acikkapi_waiting_bytes",
        "Their bytes.",
        kind::gauge,
        static_cast<double>(what.waiting_bytes));
    add("acikkapi_timers",
        "Applications that are to be woken.",
        kind::gauge,
        static_cast<double>(what.timers));
    const bool late = what.next_timer && *what.next_timer < now;
    add("acikkapi_timer_lateness_seconds",
        "How long the next timer has been due.",
        kind::gauge,
        late ? seconds(now - *what.next_timer) : 0);
    add("acikkapi_letters_unread",
        "Records whose letters are not in memory yet.",
        kind::gauge,
        static_cast<double>(
            number_of(what.head) - std::min(number_of(what.letters_read), number_of(what.head))));
    add_letters(out, what.letters, now);
    return out;
}

}  // namespace acikkapi::engine_room
