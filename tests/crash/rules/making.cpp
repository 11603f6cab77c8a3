// Names that a store stands on, on a disk that forgets those which were not synced.
#include "crash/faulty_files.hpp"
#include "journal/store_files.hpp"
#include "support/stores.hpp"

#include <boost/test/unit_test.hpp>

using namespace support;
using crash::fault;
using crash::faulty_files;
using crash::tail;

namespace {

constexpr const char* store = "/srv/office/store";

journal::journal_options at(const faulty_files& disk, bool create)
{
    return {store, create, false, disk.environment(), {}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rules_making)

BOOST_AUTO_TEST_CASE(a_store_that_was_made_is_there_after_a_power_cut)
{
    faulty_files disk;
    BOOST_REQUIRE(journal::open(at(disk, true)).value()->commit(events_from(1, 1)).has_value());
    const auto left = disk.after_stop(tail::dropped, 1);
    BOOST_TEST(number_of(journal::open(at(*left, false)).value()->head()) == 1U);
}

BOOST_AUTO_TEST_CASE(a_directory_that_was_made_is_there_after_a_power_cut_with_all_above_it)
{
    for (const char* path : {store, "/srv/office/store/"}) {
        faulty_files disk;
        BOOST_TEST(journal::make_directory(*disk.environment(), path));
        const auto left = disk.after_stop(tail::dropped, 1);
        BOOST_TEST(left->environment()->FileExists(store).ok());
    }
}

BOOST_AUTO_TEST_CASE(one_that_an_earlier_try_made_is_made_durable_wherever_that_try_was_ended)
{
    for (std::uint64_t end = 1;; ++end) {
        faulty_files disk;
        disk.arm({fault::io_error, end});
        const bool first = journal::make_directory(*disk.environment(), store);
        BOOST_TEST(first != disk.struck());
        if (first) {
            BOOST_TEST(end > 6U);
            return;
        }
        BOOST_TEST(journal::make_directory(*disk.environment(), store));
        const auto left = disk.after_stop(tail::dropped, 1);
        BOOST_TEST(left->environment()->FileExists(store).ok(), "ended at " << end);
    }
}

BOOST_AUTO_TEST_SUITE_END()
