// A parent must know what its child knew.
#include "crash/lines.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <sstream>
#include <unistd.h>

using namespace crash;

namespace {

/// A world that is watched, and all that was said about it.
struct watched_world {
    std::array<int, 2> ends{-1, -1};
    outside world{3};

    watched_world() { BOOST_REQUIRE(::pipe(ends.data()) == 0); }
    ~watched_world() { ::close(ends[0]); }

    /// Some commands on a sound disk. @return The lines.
    [[nodiscard]] std::istringstream work()
    {
        const speaker parent{ends[1]};
        teller lines{parent};
        world.watch(&lines);
        {
            const auto disk = with_new_store();
            boot now{world, *disk, false};
            now.start_hands();
            now.work(20);
            BOOST_REQUIRE(now.finish_letters());
        }
        world.watch(nullptr);
        ::close(ends[1]);
        std::string out;
        std::array<char, 4'096> bytes{};
        for (auto got = ::read(ends[0], bytes.data(), bytes.size()); got > 0;
             got = ::read(ends[0], bytes.data(), bytes.size())) {
            out.append(bytes.data(), static_cast<std::size_t>(got));
        }
        return std::istringstream{out};
    }
};

std::string str(const told& one)
{
    std::ostringstream out;
    out << one.id << ' ' << one.what.key.value_or("no key") << ' ' << static_cast<int>(one.how)
        << ' ' << one.error.message();
    for (const auto& each : one.what.requests) {
        out << " wish " << each.wish.amount << 'x' << each.wish.times << ' '
            << number_of(each.stream) << ' ' << each.expected.value_or(99) << ' '
            << each.from.correlation;
    }
    for (const auto& each : one.receipts) {
        out << " receipt " << number_of(each.stream) << ' ' << each.version << ' '
            << number_of(each.first) << ' ' << number_of(each.last) << ' ' << each.repeated;
    }
    return out.str();
}

std::string str(const handed& one)
{
    return one.id + " " + std::to_string(number_of(one.stream)) + " " + one.what.adapter + " " +
           one.what.kind + " " + one.what.recipient + " " + one.what.reference + " " +
           std::to_string(one.how ? static_cast<int>(*one.how) : 0);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(rules_lines, watched_world)

BOOST_AUTO_TEST_CASE(the_parent_knows_what_the_child_gave_heard_and_took)
{
    auto lines = work();
    outside parent{3};
    for (std::string line; std::getline(lines, line);) {
        BOOST_TEST(note_line(parent, line), line);
    }
    BOOST_REQUIRE(parent.commands.size() == world.commands.size());
    for (std::size_t i = 0; i < world.commands.size(); ++i) {
        BOOST_TEST(str(parent.commands[i]) == str(world.commands[i]));
    }
    const auto letters = world.letters();
    BOOST_TEST_REQUIRE(!letters.empty());
    BOOST_REQUIRE(parent.letters().size() == letters.size());
    for (std::size_t i = 0; i < letters.size(); ++i) {
        BOOST_TEST(str(parent.letters()[i]) == str(letters[i]));
    }
    BOOST_TEST((parent.streams == world.streams));
}

BOOST_AUTO_TEST_CASE(a_command_is_told_before_its_answer)
{
    auto lines = work();
    std::set<std::string> given;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream in{line};
        std::string what;
        std::string id;
        in >> what >> id;
        if (what == "gives") {
            given.insert(id);
        }
        BOOST_TEST((what != "hears" || given.count(id) > 0));
    }
    BOOST_TEST(!given.empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_line_is_not_taken_for_one)
{
    BOOST_TEST(!note_line(world, "hums c1"));
    BOOST_TEST(!note_line(world, "gives c1 1 0"));  // Nothing is asked for.
    ::close(ends[1]);
}

BOOST_AUTO_TEST_SUITE_END()
