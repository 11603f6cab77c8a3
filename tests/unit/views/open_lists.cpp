#include "views/open_lists.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>
#include <random>
#include <set>

BOOST_AUTO_TEST_SUITE(views_open_lists)

namespace {

using namespace acikkapi;
using namespace acikkapi::views_room;
using place = open_lists::place;

constexpr place before_all{std::numeric_limits<std::int64_t>::min(), 0};

/// What each application says about itself, looked through from the start each time.
struct model {
    std::map<std::uint64_t, std::shared_ptr<const index_rows>> rows;

    [[nodiscard]] std::vector<place> list(std::string_view name, const std::string& key) const
    {
        std::set<place> out;
        for (const auto& [stream, one] : rows) {
            for (const auto& row : one->lists) {
                if (!one->closed && row.list == name && row.key == key) {
                    out.emplace(row.sort, stream);
                }
            }
        }
        return {out.begin(), out.end()};
    }
    [[nodiscard]] figures counted() const
    {
        figures out;
        for (const auto& [stream, one] : rows) {
            for (const auto& row : one->counters) {
                ++out[std::string{row.name}][row.key];
            }
        }
        return out;
    }
};

std::shared_ptr<const index_rows> random_rows(std::mt19937_64& random)
{
    auto out = std::make_shared<index_rows>();
    for (auto n = random() % 4; n > 0; --n) {
        // Few keys and sorts, so that rows stay, come twice, and differ in one part only.
        out->list(
            random() % 2 == 0 ? "unit" : "state",
            std::to_string(random() % 2),
            static_cast<std::int64_t>(random() % 5) - 2);
        out->count(random() % 2 == 0 ? "unit" : "state", std::to_string(random() % 2));
    }
    if (random() % 4 == 0) {
        out->close();
    }
    return out;
}

std::vector<change> random_changes(std::mt19937_64& random, model& now)
{
    std::vector<change> out;
    for (auto n = random() % 3; n < 3; ++n) {
        const std::uint64_t stream = 1 + random() % 12;
        const auto after = random_rows(random);
        auto& known = now.rows[stream];
        out.push_back(difference(stream_id{stream}, known.get(), *after));
        known = after;
    }
    return out;
}

index_rows open_at(std::int64_t sort)
{
    index_rows rows;
    rows.list("state", "open", sort);
    rows.count("state", "open");
    return rows;
}

change born(std::uint64_t stream, std::int64_t sort)
{
    return difference(stream_id{stream}, nullptr, open_at(sort));
}

void apply(counters& to, const std::vector<change>& changes)
{
    to.publish(to.stage(changes));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_page_is_in_the_order_of_sort_then_stream_and_after_its_place)
{
    open_lists lists;
    lists.apply(std::vector{born(3, 5), born(1, 5), born(2, -7), born(4, 9)});
    const auto page = lists.page("state", "open", before_all, 3);
    BOOST_TEST((page == std::vector<place>{{-7, 2}, {5, 1}, {5, 3}}));
    BOOST_TEST((lists.page("state", "open", page.back(), 3) == std::vector<place>{{9, 4}}));
    BOOST_TEST(lists.page("state", "open", {9, 4}, 3).empty());
    BOOST_TEST(lists.page("state", "", before_all, 3).empty());
}

BOOST_AUTO_TEST_CASE(an_ended_application_leaves_all_lists_and_stays_in_the_figures)
{
    open_lists lists;
    counters numbers;
    const std::vector first{born(1, 5)};
    const auto before = open_at(5);
    auto ended = before;
    ended.close();
    const std::vector second{difference(stream_id{1}, &before, ended)};
    lists.apply(first);
    apply(numbers, first);
    lists.apply(second);
    apply(numbers, second);
    BOOST_TEST(lists.page("state", "open", before_all, 9).empty());
    BOOST_TEST(numbers.read()["state"]["open"] == 1U);
    lists.apply(std::vector{difference(stream_id{1}, &ended, before)});
    BOOST_TEST(lists.page("state", "open", before_all, 9).size() == 1U);
}

BOOST_AUTO_TEST_CASE(figures_are_seen_when_they_are_published_and_not_before)
{
    counters numbers;
    const auto staged = numbers.stage(std::vector{born(1, 5), born(2, 5)});
    BOOST_TEST(numbers.read().empty());
    numbers.publish(staged);
    BOOST_TEST(numbers.read()["state"]["open"] == 2U);
}

BOOST_AUTO_TEST_CASE(figures_that_were_loaded_are_counted_on)
{
    counters numbers;
    numbers.load(std::string{"state\0open", 10}, 41);
    apply(numbers, {born(1, 5)});
    BOOST_TEST(numbers.read()["state"]["open"] == 42U);
}

BOOST_AUTO_TEST_CASE(random_changes_give_what_looking_through_all_applications_gives)
{
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        std::mt19937_64 random{seed};
        model wanted;
        open_lists lists;
        counters numbers;
        for (int round = 0; round < 60; ++round) {
            const auto changes = random_changes(random, wanted);
            lists.apply(changes);
            apply(numbers, changes);
            for (const char* name : {"unit", "state"}) {
                for (const char* key : {"0", "1"}) {
                    BOOST_TEST_REQUIRE(
                        (lists.page(name, key, before_all, 99) == wanted.list(name, key)),
                        "seed " << seed);
                }
            }
            BOOST_TEST_REQUIRE((numbers.read() == wanted.counted()), "seed " << seed);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
