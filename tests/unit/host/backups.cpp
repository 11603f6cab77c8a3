#include "host/backups.hpp"
#include "unit/host/open_store.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

using namespace acikkapi;
using namespace std::chrono_literals;

namespace {

/// A host whose clock is moved by hand. In Istanbul it is three hours later than in UTC.
struct fixture : unit_host::open_store {
    support::folder kept;
    const std::string into = kept.str("backups");
    const instant noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 29} + 9h;
    manual_clock clock{noon};
    std::mutex mutex;
    std::vector<std::string> lines;
    std::unique_ptr<host::backups> all;

    fixture() { apply(); }
    ~fixture()
    {
        all.reset();
        desk.stop();
        pool.join();
    }
    fixture(const fixture&) = delete;
    fixture& operator=(const fixture&) = delete;

    void begin(std::uint32_t keep = 14)
    {
        all = std::make_unique<host::backups>(
            host::backup_settings{into, 3, keep},
            host::backups::means{desk, clock, [this](const std::string& line) {
                                     const std::lock_guard lock{mutex};
                                     lines.push_back(line);
                                 }});
        all->start();
    }
    [[nodiscard]] double figure(std::size_t which) const
    {
        return all->metrics().at(which).samples.front().value;
    }
    [[nodiscard]] std::vector<std::uint32_t> numbers() const
    {
        const auto out = backup_numbers(into);
        return out ? *out : std::vector<std::uint32_t>{};
    }
    /// Waits for the other thread.
    template <class Holds>
    [[nodiscard]] static bool comes(Holds holds)
    {
        for (const auto end = std::chrono::steady_clock::now() + 20s;
             std::chrono::steady_clock::now() < end;) {
            if (holds()) {
                return true;
            }
            std::this_thread::sleep_for(5ms);
        }
        return false;
    }
    /// A backup is told of when it was looked at, too.
    [[nodiscard]] bool made(std::vector<std::uint32_t> which) const
    {
        return comes([&] { return figure(0) == 0.0 && numbers() == which; });
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(host_backups, fixture)

BOOST_AUTO_TEST_CASE(one_is_made_at_the_start_if_there_is_none_and_then_at_its_hour_each_day)
{
    begin();
    BOOST_TEST(made({1}));
    clock.set(noon + 14h);
    BOOST_TEST(figure(0) == 14 * 3'600.0);
    BOOST_TEST((numbers() == std::vector<std::uint32_t>{1}));
    apply();
    clock.set(noon + 15h);  // Three o'clock.
    BOOST_TEST(made({1, 2}));
    clock.set(noon + 39h);
    BOOST_TEST(made({1, 2, 3}));
    BOOST_TEST(check_backup(into).has_value());
    BOOST_TEST(figure(1) == 0.0);
    BOOST_TEST(lines.empty());
}

BOOST_AUTO_TEST_CASE(more_than_are_wanted_do_not_stay)
{
    begin(2);
    BOOST_TEST(made({1}));
    clock.set(noon + 15h);
    BOOST_TEST(made({1, 2}));
    clock.set(noon + 39h);
    BOOST_TEST(made({2, 3}));
}

BOOST_AUTO_TEST_CASE(one_that_fails_is_told_of_counted_and_tried_again_after_an_hour)
{
    std::filesystem::create_directories(into);
    std::ofstream{into + "/notes"} << "not ours";
    begin();
    BOOST_TEST(comes([this] { return figure(1) == 1.0; }));
    clock.set(noon + 59min);
    BOOST_TEST(figure(0) == 59 * 60.0);
    clock.set(noon + 61min);
    BOOST_TEST(comes([this] { return figure(1) == 2.0; }));
    std::filesystem::remove(into + "/notes");
    clock.set(noon + 122min);
    BOOST_TEST(made({1}));
    BOOST_TEST_REQUIRE(lines.size() == 2U);
    BOOST_TEST(lines.front().starts_with("no backup was made in " + into));
}

BOOST_AUTO_TEST_CASE(a_new_start_goes_on_from_the_newest_that_is_there)
{
    BOOST_TEST_REQUIRE(desk.backup(into).has_value());
    // It was taken by the clock of the machine.
    const auto taken = describe_backup(into).value().taken_at;
    clock.set(taken);
    begin();
    std::this_thread::sleep_for(50ms);
    BOOST_TEST((numbers() == std::vector<std::uint32_t>{1}));
    BOOST_TEST(figure(0) == 0.0);
    clock.set(taken + 24h);
    BOOST_TEST(made({1, 2}));
}

BOOST_AUTO_TEST_SUITE_END()
