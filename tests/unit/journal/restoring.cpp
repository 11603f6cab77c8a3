#include <acikkapi/backup.hpp>

#include "journal/read.hpp"
#include "support/ask.hpp"
#include "support/backups.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>

namespace {

using namespace acikkapi;
using namespace support;
namespace fs = std::filesystem;

constexpr instant noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}};

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_restoring)

BOOST_AUTO_TEST_CASE(a_restored_store_has_the_records_and_a_new_epoch)
{
    const folder where;
    make_big_store(where.str(), 5);
    BOOST_TEST(back_up_store(where.str(), where.str("backups")).has_value());
    const auto done = restore_backup(where.str("backups"), where.str("again"), noon).value();
    BOOST_TEST(number_of(done.epoch) == std::uint64_t(noon.time_since_epoch().count()));
    const auto store = open_store(where.str("again"), false);
    BOOST_TEST((events_of(*store).value() == events_of(*open_store(where.str(), false)).value()));
    BOOST_TEST(
        (journal::read_restored(*store).value() == journal::restored_row{done.epoch, position{5}}));
}

BOOST_AUTO_TEST_CASE(the_epoch_grows_with_each_restoration_even_if_the_clock_goes_back)
{
    const folder where;
    make_big_store(where.str("0"), 1);
    std::uint64_t last = 0;
    for (const int day : {0, 1, -5, -5, 2}) {
        const auto round = std::to_string(last);
        BOOST_TEST(back_up_store(where.str(round), where.str("of " + round)).has_value());
        const auto now = noon + std::chrono::hours{24 * day};
        fs::remove_all(where.str("next"));
        const auto done = restore_backup(where.str("of " + round), where.str("next"), now).value();
        BOOST_TEST(number_of(done.epoch) > last);
        last = number_of(done.epoch);
        fs::rename(where.str("next"), where.str(std::to_string(last)));
    }
}

BOOST_AUTO_TEST_CASE(a_store_is_restored_into_an_empty_directory_only)
{
    const folder where;
    make_big_store(where.str(), 1);
    const auto backups = where.str("backups");
    BOOST_TEST(back_up_store(where.str(), backups).has_value());
    const auto before = contents(where.str());
    BOOST_TEST((error_of(restore_backup(backups, where.str(), noon)) == errc::not_empty));
    BOOST_TEST((contents(where.str()) == before));
    fs::create_directories(where.str("left.restoring"));
    BOOST_TEST((error_of(restore_backup(backups, where.str("left"), noon)) == errc::not_empty));
    fs::create_directories(where.str("empty"));
    BOOST_TEST(restore_backup(backups, where.str("empty/"), noon).has_value());
    BOOST_TEST(restore_backup(backups, where.str("new/deep"), noon).has_value());
    BOOST_TEST(number_of(open_store(where.str("new/deep"), false)->head()) == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
