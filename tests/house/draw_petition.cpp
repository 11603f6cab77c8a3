// Draws docs/petition.md from the machine itself, so that the drawing cannot tell another story.
//
//   draw_petition            prints the drawing
//   draw_petition check FILE fails if the drawing in FILE is another one
//   draw_petition write FILE puts it there, between the two marks

#include <acikkapi/petition.hpp>

#include "petition/machine.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace {

using namespace acikkapi;
using petition_detail::place;
using petition_detail::strand;

constexpr std::string_view begin_mark = "<!-- drawn from the code: begin -->\n";
constexpr std::string_view end_mark = "<!-- drawn from the code: end -->\n";

struct happening {
    std::string name;
    event fact;
};

template <std::size_t... Index>
std::vector<happening> one_of_each(std::index_sequence<Index...>)
{
    return {{std::string{petition::type_name(Index + 1)}, event{std::in_place_index<Index>}}...};
}

/// An event of every type; of the notices and contacts one for each outcome that has rows of its own.
std::vector<happening> happenings()
{
    std::vector<happening> all;
    for (happening& one : one_of_each(std::make_index_sequence<std::variant_size_v<event>>{})) {
        if (std::holds_alternative<events::contact_recorded>(one.fact)) {
            all.push_back(one);
            all.push_back(
                {one.name + " with who was told instead", events::contact_recorded{{}, true}});
            continue;
        }
        if (!std::holds_alternative<events::notice_recorded>(one.fact)) {
            all.push_back(std::move(one));
            continue;
        }
        const std::array<std::pair<notice, std::string>, 3> subjects{
            {{notice::acknowledgement, "acknowledgement"},
             {notice::result, "result"},
             {notice::other, "other notice"}}};
        for (const auto& [which, name] : subjects) {
            for (const delivery how : {delivery::sent, delivery::delivered}) {
                commands::record_notice told;
                told.which = which;
                told.how = how;
                const std::string end = how == delivery::sent ? " not delivered" : " delivered";
                all.push_back({name + end, events::notice_recorded{told}});
            }
        }
    }
    return all;
}

/// Every place that the machine can reach from its beginning; at most 12 x 3 x 3 x 3 x 3.
std::vector<place> reachable(const std::vector<happening>& all)
{
    std::vector<place> places{place{}};
    for (std::size_t i = 0; i < places.size(); ++i) {
        for (const happening& one : all) {
            const auto to = next(places[i], one.fact);
            if (to && std::find(places.begin(), places.end(), *to) == places.end()) {
                places.push_back(*to);
            }
        }
    }
    return places;
}

std::string name_of_clock(const place& at)
{
    constexpr std::array<std::string_view, 3> names{"stopped", "running", "paused"};
    return std::string{names.at(static_cast<std::size_t>(at.service))};
}

std::string name_of_strand(strand value)
{
    constexpr std::array<std::string_view, 3> names{"idle", "open", "told"};
    return std::string{names.at(static_cast<std::size_t>(value))};
}

std::string name_of_part(const place& at)
{
    constexpr std::array<std::string_view, 3> names{"none", "apart", "joined"};
    return std::string{names.at(static_cast<std::size_t>(at.part))};
}

std::string name_of_life(const place& at)
{
    return std::string{name_of(at.life)};
}

/// One region as a diagram; what leaves it where it is is left out.
template <class Name>
void draw_region(
    std::ostream& out,
    const std::vector<place>& places,
    const std::vector<happening>& all,
    const Name& name)
{
    std::map<std::pair<std::string, std::string>, std::vector<std::string>> arrows;
    for (const place& from : places) {
        for (const happening& one : all) {
            const auto to = next(from, one.fact);
            if (!to || name(*to) == name(from)) {
                continue;
            }
            auto& labels = arrows[{name(from), name(*to)}];
            if (std::find(labels.begin(), labels.end(), one.name) == labels.end()) {
                labels.push_back(one.name);
            }
        }
    }
    const std::string start = name(place{});
    out << "```mermaid\nstateDiagram-v2\n";
    out << "    [*] --> " << start << '\n';
    for (const auto& [ends, labels] : arrows) {
        out << "    " << ends.first << " --> " << ends.second << ": ";
        for (std::size_t i = 0; i < labels.size(); ++i) {
            out << (i == 0 ? "" : ", ") << labels[i];
        }
        out << '\n';
    }
    out << "```\n";
}

/// What an event does in a status: where it leads, and whether it does so wherever the clock and
/// the notices stand.
std::string cell(const std::vector<place>& places, status where, const event& fact)
{
    std::optional<status> target;
    bool always = true;
    for (const place& from : places) {
        if (from.life != where) {
            continue;
        }
        const auto to = next(from, fact);
        always = always && to.has_value();
        if (to) {
            target = to->life;
        }
    }
    if (!target) {
        return "";
    }
    const std::string name = *target == where ? "stays" : std::string{name_of(*target)};
    return always ? name : name + " *";
}

void draw_table(
    std::ostream& out, const std::vector<place>& places, const std::vector<happening>& all)
{
    constexpr int first = static_cast<int>(status::none);
    constexpr int last = static_cast<int>(status::problem_over);
    out << "| event |";
    for (int i = first; i <= last; ++i) {
        out << ' ' << name_of(static_cast<status>(i)) << " |";
    }
    out << "\n| --- |";
    for (int i = first; i <= last; ++i) {
        out << " --- |";
    }
    out << '\n';
    for (const happening& one : all) {
        out << "| " << one.name << " |";
        for (int i = first; i <= last; ++i) {
            const std::string what = cell(places, static_cast<status>(i), one.fact);
            out << (what.empty() ? "" : " ") << what << " |";
        }
        out << '\n';
    }
}

std::string drawing()
{
    const std::vector<happening> all = happenings();
    const std::vector<place> places = reachable(all);
    std::ostringstream out;
    out << "### Life\n\n";
    draw_region(out, places, all, name_of_life);
    out << "\n### Service clock\n\n";
    draw_region(out, places, all, name_of_clock);
    out << "\n### Acknowledgement\n\n";
    draw_region(
        out, places, all, [](const place& at) { return name_of_strand(at.acknowledgement); });
    out << "\n### Result\n\n";
    draw_region(out, places, all, [](const place& at) { return name_of_strand(at.result); });
    out << "\n### Part of a problem\n\n";
    draw_region(out, places, all, name_of_part);
    out << "\n### Event by status\n\n"
           "Where an event leads; an empty cell is a refusal, and corruption in a journal. `*`: "
           "only where\nthe notice it speaks of is under way, or where it is part of a problem "
           "or not.\n\n";
    draw_table(out, places, all);
    return out.str();
}

std::string read(const std::string& path)
{
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

/// The text with the drawing between its marks, or nothing if the marks are missing.
std::optional<std::string> redrawn(const std::string& text)
{
    const std::size_t begin = text.find(begin_mark);
    const std::size_t end = text.find(end_mark);
    if (begin == std::string::npos || end == std::string::npos || end < begin) {
        return std::nullopt;
    }
    return text.substr(0, begin + begin_mark.size()) + "\n" + drawing() + "\n" + text.substr(end);
}

int check_or_write(bool write, const std::string& path)
{
    const std::string text = read(path);
    const auto wanted = redrawn(text);
    if (!wanted) {
        std::cerr << path << ": the marks of the drawing are missing\n";
        return 1;
    }
    if (write) {
        std::ofstream{path, std::ios::binary} << *wanted;
        return 0;
    }
    if (text != *wanted) {
        std::cerr << path << ": is not what the machine does; build the target `drawings`\n";
        return 1;
    }
    return 0;
}

}  // namespace

int main(int count, char** values)
{
    const std::vector<std::string_view> arguments(values, values + count);
    if (arguments.size() == 3 && (arguments[1] == "check" || arguments[1] == "write")) {
        return check_or_write(arguments[1] == "write", std::string{arguments[2]});
    }
    std::cout << drawing();
    return 0;
}
