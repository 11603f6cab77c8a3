// Words of peers that wait for the outcome of their letter.
#include "engine/late_words.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(engine_late_words)

namespace {

using namespace acikkapi;
using namespace acikkapi::engine_room;

constexpr outbox::letter_id lamp{position{7}, 0};
constexpr outbox::letter_id road{position{7}, 1};

struct desk_of_words {
    asio::io_context where;
    std::vector<std::string> recorded;
    std::vector<error_code> told;
    late_words words{[this](late_report one) { recorded.push_back(one.how.detail); }};

    late_report word(std::string detail, std::optional<delivery> how = delivery::delivered)
    {
        return {
            "7-0",
            {how, std::move(detail)},
            completion{
                where.get_executor(),
                detail::kernel::one_handler{
                    [this](error_code why, const receipt&) { told.push_back(why); }}}};
    }
};

using all = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_CASE(they_go_on_record_behind_the_outcome_of_their_letter_in_their_order)
{
    desk_of_words d;
    d.words.keep(lamp, d.word("taken"));
    d.words.keep(road, d.word("another's"));
    d.words.keep(lamp, d.word("delivered"));
    BOOST_TEST(d.recorded.empty());
    d.words.outcome_known(lamp);
    BOOST_TEST(d.recorded == (all{"taken", "delivered"}));
    d.words.outcome_known(lamp);
    BOOST_TEST(d.recorded.size() == 2U);
    d.words.outcome_known(road);
    BOOST_TEST(d.recorded.back() == "another's");
}

BOOST_AUTO_TEST_CASE(at_the_end_only_what_is_final_goes_on_record)
{
    desk_of_words d;
    d.words.keep(lamp, d.word("delivered"));
    d.words.keep(lamp, d.word("nobody knows", delivery::unknown));
    d.words.keep(road, d.word("says nothing", std::nullopt));
    d.words.end(true);
    BOOST_TEST(d.recorded == (all{"delivered"}));
    d.where.run();
    BOOST_TEST(d.told == std::vector<error_code>(2, errc::stopping));
}

BOOST_AUTO_TEST_CASE(when_nothing_goes_on_record_any_more_all_are_told_so)
{
    desk_of_words d;
    d.words.keep(lamp, d.word("delivered"));
    d.words.end(false);
    d.words.pass_on_at_end(d.word("expired", delivery::expired), false);
    d.where.run();
    BOOST_TEST(d.recorded.empty());
    BOOST_TEST(d.told == std::vector<error_code>(2, errc::stopping));
}

BOOST_AUTO_TEST_SUITE_END()
