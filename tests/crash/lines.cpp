#include "crash/lines.hpp"

#include <iomanip>
#include <sstream>

namespace crash {
namespace {

constexpr std::int64_t none = -1;

told& command_of(outside& world, const std::string& id)
{
    return world.commands.at(std::stoul(id.substr(1)) - 1);  // «c17» is the seventeenth.
}

bool note_given(outside& world, std::istream& in)
{
    auto& out = world.commands.emplace_back();
    bool has_key = false;
    std::int64_t seconds = 0;
    in >> out.id >> has_key >> seconds;
    if (has_key) {
        out.what.key = out.id;
    }
    request<evened> one;
    std::uint64_t stream = 0;
    std::int64_t expected = none;
    while (in >> one.wish.amount >> one.wish.times >> stream >> expected) {
        one.stream = stream_id{stream};
        one.expected.reset();
        if (expected != none) {
            one.expected = static_cast<version>(expected);
        }
        one.from = officer(out.id);
        out.what.requests.push_back(one);
    }
    world.time.set(instant{std::chrono::seconds{seconds}});
    return &command_of(world, out.id) == &out && !out.what.requests.empty();
}

bool note_heard(outside& world, std::istream& in)
{
    std::string id;
    int error = 0;
    in >> id >> error;
    if (error != 0) {
        note_answer(world, command_of(world, id), errc{error});
        return true;
    }
    std::vector<receipt> all;
    std::uint64_t stream = 0;
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    receipt one;
    while (in >> stream >> one.version >> first >> last >> one.repeated) {
        one.stream = stream_id{stream};
        one.first = position{first};
        one.last = position{last};
        all.push_back(one);
    }
    note_answer(world, command_of(world, id), all);
    return !all.empty();
}

bool note_taken(outside& world, std::istream& in)
{
    handed out;
    std::uint64_t stream = 0;
    std::int64_t how = none;
    in >> out.id >> stream >> how >> std::quoted(out.what.adapter) >> std::quoted(out.what.kind) >>
        std::quoted(out.what.recipient) >> std::quoted(out.what.reference);
    out.stream = stream_id{stream};
    out.boot = world.boots;
    if (how != none) {
        out.how = static_cast<delivery>(how);
    }
    world.add_letter(out);
    return !in.fail();
}

}  // namespace

void teller::gives(const told& one, instant now)
{
    std::ostringstream out;
    const auto time = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch());
    out << "gives " << one.id << ' ' << one.what.key.has_value() << ' ' << time.count();
    for (const auto& each : one.what.requests) {
        out << ' ' << each.wish.amount << ' ' << each.wish.times << ' ' << number_of(each.stream)
            << ' ' << (each.expected ? static_cast<std::int64_t>(*each.expected) : none);
    }
    parent_.say(out.str());
}

void teller::hears(const told& one, const result<std::vector<receipt>>& answer)
{
    std::ostringstream out;
    out << "hears " << one.id << ' ' << (answer ? 0 : answer.error().value());
    if (answer) {
        for (const auto& each : *answer) {
            out << ' ' << number_of(each.stream) << ' ' << each.version << ' '
                << number_of(each.first) << ' ' << number_of(each.last) << ' ' << each.repeated;
        }
    }
    parent_.say(out.str());
}

void teller::takes(const handed& one)
{
    std::ostringstream out;
    out << "takes " << one.id << ' ' << number_of(one.stream) << ' '
        << (one.how ? static_cast<std::int64_t>(*one.how) : none) << ' '
        << std::quoted(one.what.adapter) << ' ' << std::quoted(one.what.kind) << ' '
        << std::quoted(one.what.recipient) << ' ' << std::quoted(one.what.reference);
    parent_.say(out.str());
}

bool note_line(outside& world, const std::string& line)
{
    std::istringstream in{line};
    std::string what;
    in >> what;
    return what == "gives"   ? note_given(world, in)
           : what == "hears" ? note_heard(world, in)
           : what == "takes" ? note_taken(world, in)
                             : false;
}

}  // namespace crash
