#include "host/webhook_place.hpp"
#include "support/folder.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>

BOOST_AUTO_TEST_SUITE(host_webhook_place)

using namespace acikkapi;
using namespace std::chrono_literals;
using host::told_place;

namespace {

told_place place(std::uint64_t epoch, std::uint64_t after, bool restored = false)
{
    return {{restore_epoch{epoch}, position{after}}, restored};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_place_is_read_as_it_was_written)
{
    const support::folder in;
    const host::place_file file{in.str("store.webhook.open-data")};
    BOOST_TEST(!file.read().value().has_value());
    for (const auto& one : {place(7, 0), place(7, 42), place(8, 42, true), place(8, 42)}) {
        BOOST_TEST(file.write(one).has_value());
        BOOST_TEST((file.read().value() == one));
    }
    BOOST_TEST(!std::filesystem::exists(in.str("store.webhook.open-data.new")));
}

BOOST_AUTO_TEST_CASE(what_was_not_written_by_it_is_no_place)
{
    const support::folder in;
    const auto path = in.str("place");
    const auto good = host::offset_of(place(7, 42).upto);
    for (const auto& bad :
         {std::string{},
          good,
          good + "\n\n",
          good + "\nrestore\n",
          "x" + good + "\n",
          "\n" + good}) {
        std::ofstream{path} << bad;
        BOOST_TEST((host::place_file{path}.read().error() == errc::bad_text), bad);
    }
}

BOOST_AUTO_TEST_CASE(where_nothing_can_be_written_the_place_before_stays)
{
    const support::folder in;
    const host::place_file file{in.str("place")};
    BOOST_TEST(file.write(place(7, 1)).has_value());
    std::filesystem::create_directories(in.str("place.new"));
    BOOST_TEST((file.write(place(7, 2)).error() == errc::io_error));
    BOOST_TEST((file.read().value() == place(7, 1)));
}

BOOST_AUTO_TEST_CASE(who_is_new_begins_at_the_head_and_who_is_known_goes_on)
{
    BOOST_TEST((host::place_to_begin({}, place(0, 42).upto) == place(0, 42)));
    const auto head = place(7, 42).upto;
    BOOST_TEST((host::place_to_begin(place(7, 12), head) == place(7, 12)));
    BOOST_TEST((host::place_to_begin(place(7, 42), head) == place(7, 42)));
    BOOST_TEST((host::place_to_begin(place(7, 12, true), head) == place(7, 12, true)));
}

BOOST_AUTO_TEST_CASE(who_knows_another_life_begins_at_the_head_and_is_to_be_told)
{
    const auto head = place(8, 42).upto;
    BOOST_TEST((host::place_to_begin(place(7, 12), head) == place(8, 42, true)));
    BOOST_TEST((host::place_to_begin(place(7, 99), head) == place(8, 42, true)));
    BOOST_TEST((host::place_to_begin(place(8, 43), head).error() == errc::beyond_head));
}

BOOST_AUTO_TEST_CASE(who_is_new_in_a_restored_register_is_told_once_for_his_file_may_be_lost)
{
    const auto head = place(7, 42).upto;
    const auto begun = host::place_to_begin({}, head).value();
    BOOST_TEST((begun == place(7, 42, true)));
    // As it is kept after he was told.
    BOOST_TEST((host::place_to_begin(place(7, 42), head) == place(7, 42)));
}

BOOST_AUTO_TEST_CASE(each_failure_doubles_the_pause_up_to_five_minutes)
{
    const instant now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 29};
    BOOST_TEST((host::pause_after(1, {}, now) == 1s));
    BOOST_TEST((host::pause_after(2, {}, now) == 2s));
    BOOST_TEST((host::pause_after(9, {}, now) == 256s));
    for (const unsigned failed : {10U, 11U, 33U, ~0U}) {
        BOOST_TEST((host::pause_after(failed, {}, now) == 5min), failed);
    }
}

BOOST_AUTO_TEST_CASE(a_subscriber_says_himself_when_he_wants_to_be_asked_again)
{
    const instant now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 29};
    BOOST_TEST((host::pause_after(1, now + 77s, now) == 77s));
    BOOST_TEST((host::pause_after(20, now + 2h, now) == 2h));
    BOOST_TEST((host::pause_after(20, now - 1s, now) == 0s));
}

BOOST_AUTO_TEST_SUITE_END()
