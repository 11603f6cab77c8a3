#include "information_request/machine.hpp"
#include "story.hpp"

#include <array>

// Every command at every stage, in one table.
namespace information::test {

BOOST_AUTO_TEST_SUITE(information_request_transitions)
namespace {

struct place {
    stage at;
    std::vector<step> way;
    /// One sign for each command: `+` accepted, `.` no such transition, `t` not its time yet.
    std::string_view signs;
};

const std::array<command, 15> commands_of_all{
    asking,
    extending,
    fee,
    payment,
    giving,
    giving_part,
    refusing,
    objecting,
    board_agrees,
    board_refuses,
    withdrawing,
    answer_told,
    silence,
    unpaid,
    objection_over};

// clang-format off
const std::array<place, 11> places{{
    //                                                                   asking, extending, fee, payment
    //                                                                   |    giving, part, refusing, objecting
    //                                                                   |    |    board +, -, withdrawing, told
    //                                                                   |    |    |    silence, unpaid, over
    {stage::none,               {},                                     "+... .... .... ..."},
    {stage::received,           {asking},                               ".++. +++. ..++ t.."},
    {stage::awaiting_fee,       {asking, fee, fee_told},                "...+ .... ..++ .t."},
    {stage::granted,            {asking, giving},                       ".... .... ...+ ..."},
    {stage::partly_granted,     {asking, giving_part, answer_told},     ".... ...+ ...+ ..t"},
    {stage::refused,            {asking, refusing, answer_told},        ".... ...+ ...+ ..t"},
    {stage::refused_by_silence, {asking, morning(3, 25), silence},      ".... ++++ ...+ ..t"},
    {stage::objected,           {asking, refusing, objecting},          ".... .... ++++ ..."},
    {stage::ordered,            {asking, refusing, objecting, board_agrees},
                                                                        ".... +... ...+ ..."},
    {stage::closed,             {asking, refusing, objecting, board_refuses},
                                                                        ".... .... ...+ ..."},
    {stage::withdrawn,          {asking, withdrawing},                  ".... .... ...+ ..."}}};
// clang-format on

char sign_of(const story& told, const command& wish)
{
    const auto why = told.refused(wish);
    if (!why) {
        return '+';
    }
    return why == errc::illegal_transition ? '.' : why == errc::not_permitted ? 't' : '?';
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_command_at_every_stage_does_what_the_table_says)
{
    for (const auto& place : places) {
        const auto told = given(place.way);
        BOOST_TEST((told.state().at == place.at), name_of(place.at));
        std::string seen;
        for (std::size_t i = 0; i < commands_of_all.size(); ++i) {
            seen += i > 0 && i % 4 == 0 ? " " : "";
            seen += sign_of(told, commands_of_all[i]);
        }
        BOOST_TEST(seen == place.signs, name_of(place.at) << ": " << seen);
    }
}

BOOST_AUTO_TEST_CASE(every_stage_is_in_the_table)
{
    for (std::size_t i = 0; i < places.size(); ++i) {
        BOOST_TEST(static_cast<std::size_t>(places[i].at) == i);
    }
    BOOST_TEST(name_of(static_cast<stage>(places.size())) == "unknown");
}

BOOST_AUTO_TEST_CASE(what_is_decided_can_be_replayed_from_bytes_to_the_same_state)
{
    for (const auto& place : places) {
        const auto told = given(place.way);
        for (const auto& wish : commands_of_all) {
            const auto facts = told.when(wish);
            if (facts) {
                const auto bytes = information_request::encode(facts->front());
                const auto read = information_request::decode_event(
                    {bytes.type, bytes.schema, bytes.clear, bytes.personal, false});
                BOOST_TEST_REQUIRE(read.has_value());
                const auto after = information_request::evolve(told.state(), *read);
                BOOST_TEST((after.value() == told.after(wish)));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(an_event_that_cannot_follow_is_corruption)
{
    const auto before = given({asking}).state();
    const auto refuses = [&before](const event& fact) {
        const auto after = information_request::evolve(before, fact);
        return !after && after.error() == errc::corrupt_journal;
    };
    BOOST_TEST(refuses(events::paid{}));
    BOOST_TEST(refuses(events::fee_asked{0, 0, ""}));
    BOOST_TEST(refuses(events::withdrawn{.unpaid = true}));
    BOOST_TEST(!refuses(events::withdrawn{.unpaid = false}));
    BOOST_TEST(refuses(events::answered{access::refused, ground::privacy, "no", {}, 0}));
    BOOST_TEST(refuses(events::answered{access::granted, ground::privacy, "yes", {}, 0}));
    auto longer = given({asking}).fact<events::extended>(extending);
    BOOST_TEST(!refuses(longer));
    longer.office.version = 1;
    BOOST_TEST(refuses(longer));
    const auto clock = before.office;
    BOOST_TEST(refuses(events::notice_recorded{answer_told, clock}));
    BOOST_TEST(!refuses(events::notice_recorded{answer_told, {}}));
}

BOOST_AUTO_TEST_CASE(an_order_of_the_board_has_a_period_and_a_refusal_has_none)
{
    const auto before = given({asking, refusing, objecting}).state();
    const events::ruled bare{true, "yes", {}};
    BOOST_TEST((information_request::evolve(before, bare).error() == errc::corrupt_journal));
    const events::ruled odd{false, "no", before.office};
    BOOST_TEST((information_request::evolve(before, odd).error() == errc::corrupt_journal));
}

BOOST_AUTO_TEST_CASE(a_stage_that_is_none_of_the_tables_has_no_rows)
{
    BOOST_TEST(!next(static_cast<stage>(77), events::notice_recorded{}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace information::test
