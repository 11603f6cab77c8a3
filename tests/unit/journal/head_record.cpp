#include "journal/head_keeper.hpp"
#include "support/ask.hpp"
#include "support/folder.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(journal_head_record)

namespace {

using namespace acikkapi;
using namespace acikkapi::journal;
using support::folder;

rocksdb::Env& files()
{
    return *rocksdb::Env::Default();
}

mark at(std::uint64_t last)
{
    return {position{last}, last * 3, leaf_of("event " + std::to_string(last))};
}

std::vector<mark> read(const folder& where)
{
    return head_record::read(files(), where.str(".")).value();
}

std::string path(const folder& where)
{
    return where.str(".") + "/" + std::string{head_record::file_name};
}

}  // namespace

BOOST_AUTO_TEST_CASE(marks_are_read_in_the_order_in_which_they_were_written)
{
    const folder where;
    auto file = head_record::make(files(), where.str("."), at(0)).value();
    for (std::uint64_t i = 1; i <= 3; ++i) {
        BOOST_TEST(file.write(at(i)).has_value());
    }
    BOOST_TEST((read(where) == std::vector{at(0), at(1), at(2), at(3)}));
}

BOOST_AUTO_TEST_CASE(the_newest_sixty_four_marks_are_kept_also_over_an_opening)
{
    const folder where;
    static_cast<void>(head_record::make(files(), where.str("."), at(0)).value());
    for (std::uint64_t i = 1; i <= 150; ++i) {
        auto file = head_record::open(files(), where.str(".")).value();
        BOOST_TEST(file.write(at(i)).has_value());
    }
    const auto there = read(where);
    BOOST_TEST(there.size() == 64U);
    BOOST_TEST((there.front() == at(87)));
    BOOST_TEST((there.back() == at(150)));
    BOOST_TEST(support::read_file(path(where)).size() == 4096U);
}

BOOST_AUTO_TEST_CASE(a_torn_or_altered_slot_spoils_one_mark_only)
{
    const folder where;
    auto file = head_record::make(files(), where.str("."), at(0)).value();
    for (std::uint64_t i = 1; i <= 3; ++i) {
        BOOST_TEST(file.write(at(i)).has_value());
    }
    const auto sound = support::read_file(path(where));
    for (std::size_t bit = 0; bit < 64 * 8; ++bit) {
        auto bytes = sound;
        bytes[2 * 64 + bit / 8] = static_cast<char>(bytes[2 * 64 + bit / 8] ^ (1U << (bit % 8)));
        support::write_file(path(where), bytes);
        BOOST_TEST_REQUIRE((read(where) == std::vector{at(0), at(1), at(3)}), bit);
    }
    for (std::size_t size = 0; size < 64; ++size) {
        support::write_file(path(where), sound.substr(0, 3 * 64 + size));
        BOOST_TEST_REQUIRE((read(where) == std::vector{at(0), at(1), at(2)}), size);
    }
}

// A slot that was copied to another place would tell an old mark as a new one.
BOOST_AUTO_TEST_CASE(a_slot_counts_only_in_its_own_place)
{
    const folder where;
    static_cast<void>(head_record::make(files(), where.str("."), at(7)).value());
    auto bytes = support::read_file(path(where));
    bytes.replace(5 * 64, 64, bytes.substr(0, 64));
    support::write_file(path(where), bytes);
    BOOST_TEST((read(where) == std::vector{at(7)}));
}

BOOST_AUTO_TEST_CASE(a_missing_file_has_no_marks_and_is_not_opened)
{
    const folder where;
    BOOST_TEST(read(where).empty());
    BOOST_TEST((head_record::open(files(), where.str(".")).error() == errc::io_error));
}

BOOST_AUTO_TEST_CASE(the_keeper_writes_a_mark_beside_the_next_group)
{
    const folder where;
    head_keeper keeper{head_record::make(files(), where.str("."), at(0)).value(), at(0)};
    for (std::uint64_t i = 1; i <= 200; ++i) {
        keeper.begin();
        BOOST_TEST_REQUIRE(keeper.end(at(i)).has_value());
        const auto there = read(where);
        BOOST_TEST_REQUIRE((there.back().last >= position{i - 1}), i);
    }
}

BOOST_AUTO_TEST_CASE(the_newest_mark_follows_by_itself)
{
    const folder where;
    head_keeper keeper{head_record::make(files(), where.str("."), at(0)).value(), at(0)};
    keeper.begin();
    BOOST_TEST(keeper.end(at(1)).has_value());
    BOOST_TEST(support::eventually([&] { return read(where).back() == at(1); }));
}

BOOST_AUTO_TEST_CASE(a_keeper_that_goes_leaves_the_newest_mark)
{
    const folder where;
    {
        head_keeper keeper{head_record::make(files(), where.str("."), at(0)).value(), at(0)};
        keeper.begin();
        BOOST_TEST(keeper.end(at(9)).has_value());
    }
    BOOST_TEST((read(where).back() == at(9)));
}

BOOST_AUTO_TEST_CASE(settling_returns_when_the_newest_mark_is_there)
{
    const folder where;
    head_keeper keeper{head_record::make(files(), where.str("."), at(0)).value(), at(0)};
    keeper.begin();
    BOOST_TEST(keeper.end(at(4)).has_value());
    BOOST_TEST(keeper.settle().has_value());
    BOOST_TEST((read(where).back() == at(4)));
}

BOOST_AUTO_TEST_SUITE_END()
