#include "host/backups.hpp"
#include "unit/host/open_store.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

using namespace acikkapi;
using namespace std::chrono_literals;

namespace host_backups {
namespace {

/// A host whose clock is moved by hand. In Istanbul it is three hours later than in UTC.
struct fixture : unit_host::open_store {
    support::folder kept;
    const std::string into = kept.str("backups");
    std::uint32_t hour = 3;
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

    [[nodiscard]] std::unique_ptr<host::backups> made_by(acikkapi::clock& its, std::uint32_t keep)
    {
        return std::make_unique<host::backups>(
            host::backup_settings{into, hour, keep},
            host::backups::means{desk, its, [this](const std::string& line) {
                                     const std::lock_guard lock{mutex};
                                     lines.push_back(line);
                                 }});
    }
    void begin(std::uint32_t keep = 14)
    {
        all = made_by(clock, keep);
        all->start();
    }
    /// Makes one that is there before the host. @return When, by the clock of the machine.
    instant take_one()
    {
        const auto taken = desk.backup(into).value().taken_at;
        let_next_be_a_day_after(taken);
        return taken;
    }
    /// Turns a bit of a file of the first that nothing but its sum tells of.
    void damage() const
    {
        for (const auto& one : std::filesystem::directory_iterator{into + "/private/1"}) {
            if (one.path().filename().string().starts_with("OPTIONS-")) {
                auto bytes = support::read_file(one.path());
                bytes.front() = static_cast<char>(bytes.front() ^ 1);
                support::write_file(one.path(), bytes);
            }
        }
        BOOST_TEST_REQUIRE(describe_backup(into).has_value());
    }
    /// Sooner by less than an hour.
    void let_next_be_a_day_after(instant when)
    {
        const auto& days = calendar::turkey();
        const auto today = when - days.begin_of(days.day_of(when));
        hour = static_cast<std::uint32_t>(
            std::chrono::duration_cast<std::chrono::hours>(today).count());
    }
    [[nodiscard]] double figure(std::size_t which) const
    {
        return all->metrics().at(which).samples.front().value;
    }
    /// By the names of their lists: `backup_numbers` would keep others from writing there meanwhile.
    [[nodiscard]] std::vector<std::uint32_t> numbers() const
    {
        std::vector<std::uint32_t> out;
        std::error_code none;
        for (const auto& one : std::filesystem::directory_iterator{into + "/meta", none}) {
            const auto name = one.path().filename().string();
            if (name.find_first_not_of("0123456789") == name.npos) {
                out.push_back(static_cast<std::uint32_t>(std::stoul(name)));
            }
        }
        std::sort(out.begin(), out.end());
        return out;
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
    [[nodiscard]] bool aged(double seconds, const std::vector<std::uint32_t>& which) const
    {
        return comes([&] { return figure(0) == seconds && numbers() == which; });
    }
    /// A backup is told of when it was read, too.
    [[nodiscard]] bool made(const std::vector<std::uint32_t>& which) const
    {
        return aged(0.0, which);
    }
};

/// Lets its alarms be set once, and then is silent.
struct one_step final : acikkapi::clock {
    manual_clock& time;
    std::atomic<int> set = 0;

    explicit one_step(manual_clock& by) : time(by) {}

    instant now() noexcept override { return time.now(); }
    std::unique_ptr<acikkapi::alarm>
    make_alarm(asio::any_io_executor where, std::function<void()> call) override
    {
        return std::make_unique<counted>(*this, time.make_alarm(std::move(where), std::move(call)));
    }

    struct counted final : acikkapi::alarm {
        one_step& owner;
        std::unique_ptr<acikkapi::alarm> inner;

        counted(one_step& by, std::unique_ptr<acikkapi::alarm> what)
            : owner(by), inner(std::move(what))
        {}
        void set(instant when) override
        {
            if (++owner.set == 1) {
                inner->set(when);
            }
        }
        void clear() override { inner->clear(); }
    };
};

}  // namespace
}  // namespace host_backups

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
    BOOST_TEST(figure(1) == 0.0);
    all.reset();  // It may still take old ones away.
    BOOST_TEST(check_backup(into).has_value());
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
    const auto taken = take_one();
    clock.set(taken);
    begin();
    BOOST_TEST(made({1}));
    clock.set(taken + 24h);
    BOOST_TEST(made({1, 2}));
}

BOOST_AUTO_TEST_CASE(the_newest_is_read_at_the_start_and_one_that_is_bad_counts_for_none)
{
    const auto taken = take_one();
    damage();
    clock.set(taken + 30min);
    begin();
    BOOST_TEST(comes([this] { return figure(1) == 1.0; }));
    clock.set(taken + 91min);
    BOOST_TEST(comes([this] { return figure(1) == 2.0; }));
    BOOST_TEST(figure(0) == 61 * 60.0);
    BOOST_TEST((numbers() == std::vector<std::uint32_t>{1}));  // None is put beside it each hour.
    damage();                                                  // The same bit: it is good again.
    clock.set(taken + 152min);
    BOOST_TEST(aged(152 * 60.0, {1}));
    clock.set(taken + 24h);
    BOOST_TEST(made({1, 2}));
    BOOST_TEST_REQUIRE(lines.size() == 2U);
    BOOST_TEST(lines.front().starts_with("the newest backup in " + into + " was not found good: "));
}

BOOST_AUTO_TEST_CASE(beside_one_that_is_bad_another_is_made_when_it_is_its_day)
{
    const auto taken = take_one();
    damage();
    clock.set(taken);
    begin();
    BOOST_TEST(comes([this] { return figure(1) == 1.0; }));
    clock.set(taken + 24h);
    BOOST_TEST(made({1, 2}));
    BOOST_TEST(figure(1) == 1.0);
}

BOOST_AUTO_TEST_CASE(a_newest_that_is_yet_to_come_makes_no_pause)
{
    const auto taken = take_one();
    clock.set(taken - 240h);
    begin();
    clock.set(taken - 216h);
    BOOST_TEST(made({1, 2}));
}

BOOST_AUTO_TEST_CASE(a_stop_comes_between_copying_and_reading_and_the_next_start_reads)
{
    one_step once{clock};
    all = made_by(once, 14);
    clock.set(noon + 1h);
    all->start();
    BOOST_TEST(comes([&once] { return once.set == 2; }));
    all->stop();
    all->wait();
    BOOST_TEST((numbers() == std::vector<std::uint32_t>{1}));
    BOOST_TEST(figure(0) == 3'600.0);  // Nobody knows yet whether it is good.
    const auto taken = describe_backup(into).value().taken_at;
    let_next_be_a_day_after(taken);
    clock.set(taken + 30min);
    begin();
    BOOST_TEST(aged(30 * 60.0, {1}));
}

BOOST_AUTO_TEST_SUITE_END()
