// One decision about thousands of applications: each is answered for itself, once, whatever is cut short.
#include <acikkapi/problems.hpp>

#include "support/ask.hpp"
#include "support/trial_disk.hpp"
#include "unit/audit/stores.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <thread>

namespace engine_campaigns {
namespace {

using namespace acikkapi;
using namespace support;

const std::string campaign = "quarry-2026";
const unit_id roads = unit_id::parse("10000001").value();

struct office {
    host h;
    trial_disk disk;
    std::optional<engine<petition>> desk;

    office() { open(); }

    void open()
    {
        auto options = h.options();
        options.environment = disk.environment();
        desk.emplace(engine<petition>::open(options).value());
    }
    void open_again()
    {
        desk.reset();
        disk.heal();
        open();
    }
    static origin of_campaign()
    {
        auto out = officer();
        out.correlation = campaign;
        return out;
    }
    [[nodiscard]] result<many_done>
    to_all(const std::vector<stream_id>& which, const command& wish, const std::string& key)
    {
        return desk->submit_to_streams(which, wish, of_campaign(), key);
    }
    [[nodiscard]] std::vector<record> timeline(stream_id of) const
    {
        return desk->views().timeline(of).value();
    }
};

/// The same petition, in which everybody has changed something.
std::string copy_of(std::size_t number)
{
    static constexpr std::array who{"komşular", "köylüler", "esnaf", "veliler", "gençler"};
    return "Sayın Valilik, ilçemizde yapılması planlanan taş ocağı içme suyu kaynaklarımızı, "
           "zeytinliklerimizi ve çocuklarımızın sağlığını tehdit etmektedir. Çevresel etki "
           "değerlendirmesi yapılmadan verilen ruhsatın iptal edilmesini, bölge halkının görüşünün "
           "alınmasını ve tarafımıza yazılı bilgi verilmesini saygılarımızla arz ve talep "
           "ederiz. " +
           std::string{who.at(number % who.size())} + " adına " + std::to_string(number);
}

/// As many of them, found by the watch at intake.
std::vector<stream_id> applied(engine<petition>& desk, std::size_t many)
{
    campaign_watch watch{7};
    group_id group{};
    const instant now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}};
    for (std::size_t i = 0; i < many; i += 1'000) {
        batch<petition> some;
        for (std::size_t k = i; k < std::min(many, i + 1'000); ++k) {
            auto wish = a_wish();
            wish.text = copy_of(k);
            some.requests.push_back(asking(wish, no_stream));
        }
        const auto done = desk.submit_all(std::move(some)).value();
        for (std::size_t k = 0; k < done.size(); ++k) {
            group = watch.take(done[k].stream, now, copy_of(i + k)).group;
        }
    }
    return watch.streams(group);
}

const commands::answer no{outcome::refused, "Ruhsat iptal edilmiştir.", "Vali Yardımcısı"};

}  // namespace
}  // namespace engine_campaigns

BOOST_FIXTURE_TEST_SUITE(engine_campaigns, office)

BOOST_AUTO_TEST_CASE(five_thousand_are_answered_by_one_decision_each_with_its_own_letters)
{
    constexpr std::size_t many = 5'000;
    const auto streams = applied(*desk, many);
    BOOST_TEST_REQUIRE(streams.size() == many);

    // In the middle the disk gives up, as if the machine did: three times on the way.
    int crashes = 0;
    const auto decide = [&](const command& wish, const std::string& key) {
        for (const std::uint64_t after : {0U, 20U, 41U}) {
            disk.fail(trial_disk::fault::sync, after);
            const auto done = to_all(streams, wish, key);
            crashes += done ? 0 : 1;
            open_again();
        }
        return to_all(streams, wish, key).value();
    };
    const auto routed = decide(commands::route{roads, "Yol", ""}, campaign + "/route");
    const auto answered = decide(no, campaign + "/answer");
    BOOST_TEST(crashes >= 4);
    BOOST_TEST(routed.changed == many);
    BOOST_TEST(answered.changed == many);
    BOOST_TEST((routed.refused.empty() && answered.refused.empty()));

    std::set<std::string> numbers;
    for (const auto stream : streams) {
        const auto rows = timeline(stream);
        BOOST_TEST_REQUIRE(rows.size() == 3U);
        std::map<std::string, int> letters;
        for (const auto& row : rows) {
            for (const auto& one : row.letters) {
                ++letters[one.kind];
                numbers.insert(one.reference);
            }
        }
        const std::map<std::string, int> expected{{"received", 1}, {"routed", 1}, {"result", 1}};
        BOOST_TEST_REQUIRE((letters == expected));
        BOOST_TEST_REQUIRE(rows[1].correlation == campaign);
        BOOST_TEST_REQUIRE(rows[2].correlation == campaign);
    }
    BOOST_TEST(numbers.size() == many);
    const auto figures = desk->views().statistics().value();
    BOOST_TEST(figures.at("state").at("answered") == many);
}

BOOST_AUTO_TEST_CASE(refusals_are_told_and_hold_up_nobody)
{
    const auto streams = applied(*desk, 150);
    for (const std::size_t i : {0U, 70U, 149U}) {
        BOOST_REQUIRE(desk->submit(asking(commands::withdraw{}, streams[i])).has_value());
    }
    auto which = streams;
    which.push_back(stream_id{9'999});
    const auto done = to_all(which, commands::route{roads, "Yol", ""}, "route").value();
    BOOST_TEST(done.changed == 147U);
    BOOST_TEST_REQUIRE(done.refused.size() == 4U);
    BOOST_TEST((done.refused[0] == std::pair{streams[0], error_code{errc::illegal_transition}}));
    BOOST_TEST((done.refused[2].first == streams[149]));
    BOOST_TEST((done.refused[3].second == errc::no_such_application));
    // The same again, also what was refused; another wish under the name is none.
    const auto again = to_all(which, commands::route{roads, "Yol", ""}, "route").value();
    BOOST_TEST(again.changed == 147U);
    BOOST_TEST((again.refused == done.refused));
    BOOST_TEST((to_all({streams[1]}, no, "route")->refused[0].second == errc::key_reused));
    BOOST_TEST(timeline(streams[1]).size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_decision_has_a_name)
{
    const auto streams = applied(*desk, 20);
    for (const auto& key : {std::string{}, std::string(1, '\0') + "x", std::string(201, 'x')}) {
        BOOST_TEST((to_all(streams, no, key).error() == errc::bad_argument));
    }
    BOOST_TEST(to_all({}, no, "none")->changed == 0U);
}

// While the first of them are being written somebody else applies: his turn is next, not after all of them.
BOOST_AUTO_TEST_CASE(the_commands_of_others_go_on_meanwhile)
{
    const auto streams = applied(*desk, 1'000);
    disk.hold();
    std::thread campaigner{[&] {
        static_cast<void>(to_all(streams, commands::route{roads, "Yol", ""}, "route").value());
    }};
    disk.wait_until_held();
    auto other = ask(*desk, asking(a_wish(), no_stream));
    disk.release();
    campaigner.join();
    const auto place = number_of(other.get().value().first);
    const auto before = std::count_if(streams.begin(), streams.end(), [&](stream_id one) {
        return number_of(timeline(one).back().at) < place;
    });
    BOOST_TEST(before <= 64);
}

BOOST_AUTO_TEST_SUITE_END()
