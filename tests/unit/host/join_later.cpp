#include "host/access.hpp"
#include "host/config.hpp"
#include "host/join_later.hpp"
#include "unit/host/open_store.hpp"

#include <boost/test/unit_test.hpp>

#include <mutex>
#include <thread>

BOOST_AUTO_TEST_SUITE(host_join_later)

namespace {

using namespace acikkapi;
using namespace std::chrono_literals;

/// A store, and a host that follows it while `follow` is called.
struct office : unit_host::open_store {
    std::mutex mutex;
    std::vector<std::string> faults;

    office() : open_store(host::host_access()) {}

    stream_id open_problem(const std::string& district, const std::string& unit = "24301265")
    {
        commands::open_problem how;
        how.where = province::from_plate(34).value();
        how.category = "lighting";
        how.district = district;
        how.unit = unit_id::parse(unit).value();
        how.title = "Karanlık sokaklar";
        how.owner = actor::parse("governorate:34/2").value();
        return give(how).stream;
    }
    void route(stream_id one)
    {
        give(commands::route{unit_id::parse("24301265").value(), "Aydınlatma", ""}, one);
    }
    [[nodiscard]] application state(stream_id one) const
    {
        return desk.views({officer().by, officer().via}).find(one).value().state;
    }
    /// Of which it is a part; of none: nothing.
    [[nodiscard]] stream_id problem_of(stream_id one) const
    {
        const auto now = state(one);
        return now.member && !now.member->left ? now.member->problem : no_stream;
    }
    /// Follows until it is part of a problem, or a time is over that is far too long.
    void until_joined(stream_id one)
    {
        for (int i = 0; i < 3'000 && problem_of(one) == no_stream; ++i) {
            std::this_thread::sleep_for(10ms);
        }
        BOOST_TEST((problem_of(one) != no_stream));
    }
    [[nodiscard]] host::join_later follower()
    {
        return {desk, pool.get_executor(), [this](const std::string& what) {
                    const std::lock_guard lock{mutex};
                    faults.push_back(what);
                }};
    }
    void end()
    {
        desk.stop();
        pool.join();
        BOOST_TEST(faults == std::vector<std::string>{}, boost::test_tools::per_element());
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(what_came_since_a_problem_was_opened_joins_it_and_not_what_was_there_before)
{
    office at;
    at.open_problem("Beyoğlu");  // So the host looks at what comes from here on.
    const auto before = at.apply();
    const auto problem = at.open_problem("Fatih");
    const auto elsewhere = at.apply("Beykoz");
    const auto later = at.apply();  // While no host runs.
    auto host = at.follower();
    host.start();
    at.until_joined(later);
    const auto now = at.apply();
    at.until_joined(now);
    host.stop();
    at.end();
    BOOST_TEST((at.problem_of(later) == problem));
    BOOST_TEST((at.problem_of(now) == problem));
    BOOST_TEST((at.problem_of(before) == no_stream));
    BOOST_TEST((at.problem_of(elsewhere) == no_stream));
}

BOOST_AUTO_TEST_CASE(what_is_routed_joins_the_problem_of_its_unit_unless_its_district_has_one)
{
    office at;
    const auto of_unit = at.open_problem("");
    const auto of_district = at.open_problem("Fatih");
    const auto there = at.apply("Fatih");
    const auto elsewhere = at.apply("Beykoz");
    auto host = at.follower();
    host.start();
    at.until_joined(there);
    BOOST_TEST((at.problem_of(elsewhere) == no_stream));
    at.route(elsewhere);
    at.until_joined(elsewhere);
    host.stop();
    at.end();
    BOOST_TEST((at.problem_of(there) == of_district));
    BOOST_TEST((at.problem_of(elsewhere) == of_unit));
}

BOOST_AUTO_TEST_CASE(what_was_taken_out_by_hand_and_what_a_problem_that_is_over_missed_stay_out)
{
    office at;
    const auto over = at.open_problem("Beykoz");
    const auto missed = at.apply("Beykoz");
    at.give(commands::close_problem{"Onarıldı."}, over);
    const auto problem = at.open_problem("Fatih");
    const auto out = at.apply();
    at.give(commands::join_problem{problem, {}}, out);
    at.give(commands::leave_problem{problem, "Başka lamba."}, out);
    const auto last = at.apply();  // Looked at after all others: streams are numbered in order.
    auto host = at.follower();
    host.start();
    at.until_joined(last);
    host.stop();
    at.end();
    BOOST_TEST((at.problem_of(out) == no_stream));
    BOOST_TEST((at.problem_of(missed) == no_stream));
}

BOOST_AUTO_TEST_CASE(the_host_may_read_and_join_and_nothing_else)
{
    const auto by = actor::parse("host").value();
    const auto via = channel::parse("host").value();
    for (const auto way : {relation::other, relation::own, relation::holder}) {
        const auto may = [&](std::string_view act) {
            return host::host_access().decide({by, via, act, way}) != verdict::refused;
        };
        BOOST_TEST(may("read"));
        BOOST_TEST(may("join_problem"));
        for (const auto* const act :
             {"read_personal", "list", "find", "route", "leave_problem", "open_problem", "feed"}) {
            BOOST_TEST(!may(act));
        }
    }
}

BOOST_AUTO_TEST_CASE(the_configuration_says_whether_it_does_and_nobody_has_its_name)
{
    const auto says = [](const std::string& text) {
        const auto read = host::read_config(text);
        BOOST_TEST(read.wrong == "");
        return read.value.join_later;
    };
    BOOST_TEST(!says("{}").has_value());
    BOOST_TEST(!says(R"({"problems": {}})").has_value());
    BOOST_TEST(says(R"({"problems": {"join_later": true}})").value());
    BOOST_TEST(!says(R"({"problems": {"join_later": false}})").value());
    const std::string token(64, 'a');
    for (const auto& wrong :
         {std::string{R"({"problems": {"join_later": 1}})"},
          std::string{R"({"problems": {"join": true}})"},
          R"({"staff": [{"actor": "host", "token_sha256": ")" + token + R"("}]})",
          R"({"staff": [{"actor": "host:34/1", "token_sha256": ")" + token + R"("}]})"}) {
        BOOST_TEST(host::read_config(wrong).wrong != "", wrong);
    }
}

BOOST_AUTO_TEST_SUITE_END()
