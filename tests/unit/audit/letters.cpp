// Up to where all letters have been dealt with: who raises that mark keeps letters from being sent.
#include "journal/head.hpp"
#include "support/ask.hpp"
#include "unit/audit/stores.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(audit_letters)

using namespace support;

namespace {

std::string found_in(const result<audit<petition>>& auditor)
{
    const auto report = auditor.value().verify().value();
    return report.first_divergence ? report.first_divergence->what : "nothing";
}

journal::head_row head_of(const host& where)
{
    const auto row = raw_store{where.where.str()}.get(
        raw_store::family(journal::table::meta), std::string{journal::head_key});
    return journal::decode_head(row).value();
}

void set_mark(const host& where, std::uint64_t upto)
{
    auto head = head_of(where);
    head.letters_done = position{upto};
    tamper(
        where,
        {{},
         {},
         {{journal::table::meta, std::string{journal::head_key}, journal::encode_head(head)}}});
}

/// Two applicants are told that theirs is there, the second in vain so far.
void tell_two(host& where)
{
    function_adapter<notifier> sms{
        where.disk.get_executor(), [](const hand_over& what) {
            return what.id == "1-0" ? hand_result{delivery::sent, "ok"} : hand_result{};
        }};
    auto options = where.options();
    options.notifiers["sms"] = &sms;
    auto desk = engine<petition>::open(options).value();
    auto end = desk.async_run(asio::use_future);
    BOOST_TEST_REQUIRE(desk.submit(asking(a_wish(), no_stream)).has_value());
    BOOST_TEST_REQUIRE(eventually([&] { return desk.letters().front().settled == 1U; }));
    BOOST_TEST_REQUIRE(desk.submit(asking(a_wish(), no_stream)).has_value());
    BOOST_TEST_REQUIRE(eventually([&] { return desk.letters().front().failed_tries == 1U; }));
    // A commit carries the mark as it was before.
    BOOST_TEST_REQUIRE(desk.save_checkpoint("reader", position{1}).has_value());
    desk.stop();
    end.get();
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_mark_that_was_set_behind_a_letter_without_an_outcome_is_found)
{
    host h;
    tell_two(h);
    BOOST_TEST((head_of(h).letters_done == position{2}));
    BOOST_TEST(found_in(look_at(h)) == "nothing");
    BOOST_TEST(found_in(look_at(h, false)) == "nothing");
    set_mark(h, 3);
    const auto found = found_in(look_at(h));
    BOOST_TEST(found.find("passes a letter") != std::string::npos, found);
    BOOST_TEST(found_in(look_at(h, false)) == found);
    BOOST_TEST(found_in(look_at_in_parts(h, 3)) == found);
    set_mark(h, 0);
    BOOST_TEST(found_in(look_at(h)) == "nothing");
}

BOOST_AUTO_TEST_SUITE_END()
