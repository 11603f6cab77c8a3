// What comes in between: letters that wait, personal words, a full disk, a stop.
#include "support/trial_disk.hpp"
#include "unit/engine/sealed_site.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <functional>
#include <mutex>
#include <set>
#include <utility>

BOOST_AUTO_TEST_SUITE(engine_erasing_under_way)

namespace {

using namespace support;

/// Remembers to whom it was to hand over what, and answers nothing until it may.
class remembering final : public notifier {
public:
    [[nodiscard]] std::vector<letter> letters() const
    {
        const std::lock_guard lock{mutex_};
        return letters_;
    }
    void answer_all(const hand_result& how)
    {
        std::vector<answer> open;
        {
            const std::lock_guard lock{mutex_};
            open.swap(open_);
        }
        for (auto& one : open) {
            std::move(one)(hand_result{how});
        }
    }

private:
    using answer = asio::any_completion_handler<void(hand_result)>;
    void do_hand_over(hand_over what, answer done) override
    {
        const std::lock_guard lock{mutex_};
        letters_.push_back(what.what);
        open_.push_back(std::move(done));
    }

    mutable std::mutex mutex_;
    std::vector<letter> letters_;
    std::vector<answer> open_;
};

/// Everybody may everything. Against its contract it waits, for what is to happen while an erasure is decided.
class interrupting final : public access_policy {
public:
    mutable std::function<void()> at_erasure;

    [[nodiscard]] verdict decide(const access_request& what) const noexcept override
    {
        if (what.act == acts::erase && at_erasure) {
            std::exchange(at_erasure, {})();
        }
        return verdict::allowed;
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(letters_that_wait_are_not_sent_and_who_got_some_is_told)
{
    site here;
    remembering sms;
    auto options = here.sealed();
    options.notifiers["sms"] = &sms;
    auto desk = desk_of::open(options).value();
    auto end = desk.async_run(asio::use_future);
    const auto stream = applied(desk);
    BOOST_TEST(eventually([&] { return sms.letters().size() == 1; }));
    const auto unit = unit_id::parse("10000001").value();
    static_cast<void>(desk.submit(asking(commands::route{unit, "Yol", ""}, stream)).value());
    static_cast<void>(desk.submit(asking(commands::ask{"Hangi okul?"}, stream)).value());
    static_cast<void>(desk.erase({{stream}}, by_law()).value());
    sms.answer_all({delivery::delivered, "ok"});
    BOOST_TEST(eventually([&] { return sms.letters().size() == 2; }));
    const auto notice = sms.letters().back();
    BOOST_TEST((notice.kind == "erased" && notice.recipient.empty()));
    BOOST_TEST(notice.reference == sms.letters().front().reference);
    sms.answer_all({delivery::delivered, "ok"});
    const auto settled = [&](std::string_view detail) {
        const auto all = desk.views().timeline(stream).value();
        return std::count_if(all.begin(), all.end(), [&](const record& one) {
            if (!one.caused_by.letter || one.kind != record_kind::fact) {
                return false;
            }
            const auto fact = decode_event(view_of(one.payload)).value();
            const auto* const what = std::get_if<events::notice_recorded>(&fact);
            return what != nullptr && what->notice.detail == detail;
        });
    };
    BOOST_TEST(eventually([&] { return settled("erased") == 1 && settled("ok") == 2; }));
    BOOST_TEST(sms.letters().size() == 2U);
    desk.stop();
    while (end.wait_for(std::chrono::milliseconds{1}) != std::future_status::ready) {
        sms.answer_all({delivery::delivered, "ok"});  // What should not have been sent at all.
    }
    end.get();
}

BOOST_AUTO_TEST_CASE(letters_that_wait_are_not_sent_though_memory_is_full)
{
    constexpr std::size_t in_memory = 100;
    site here;
    remembering sms;
    auto options = here.sealed();
    options.notifiers["sms"] = &sms;
    options.adapters["sms"].held = true;
    options.adapters["sms"].waiting_max = in_memory;
    auto desk = desk_of::open(options).value();
    auto end = desk.async_run(asio::use_future);
    const auto first = applied(desk);
    for (std::size_t i = 1; i < in_memory; ++i) {
        BOOST_REQUIRE(desk.submit(asking(a_wish(), no_stream)).has_value());
    }
    const auto behind = applied(desk);
    BOOST_TEST(eventually([&] { return desk.letters().front().waiting == in_memory; }));
    // On record; the keys are still there.
    here.keys.makes_none = true;
    for (const auto one : {behind, first}) {
        BOOST_TEST((error_of(desk.erase({{one}}, by_law())) == errc::io_error));
    }
    BOOST_TEST(desk.release_letters("sms"));
    BOOST_TEST(eventually([&] { return !sms.letters().empty(); }));
    const auto is_of = [&](stream_id stream) {
        const auto number = desk.views().find(stream)->state.number.str();
        const auto sent = sms.letters();
        return std::count_if(sent.begin(), sent.end(), [&](const letter& one) {
            return one.reference == number && one.kind != "erased";
        });
    };
    const auto is_settled = [&](stream_id stream) {
        const auto all = desk.views().timeline(stream).value();
        return std::any_of(all.begin(), all.end(), [](const record& one) {
            return one.caused_by.letter && one.payload.clear.find("erased") != std::string::npos;
        });
    };
    BOOST_TEST(is_of(first) == 0);
    BOOST_TEST(eventually([&] { return is_settled(first); }));
    // His comes into memory when there is room.
    BOOST_TEST(eventually([&] {
        sms.answer_all({delivery::delivered, "ok"});
        return is_settled(behind);
    }));
    BOOST_TEST((is_of(first) == 0 && is_of(behind) == 0));
    desk.stop();
    sms.answer_all({delivery::delivered, "ok"});
    end.get();
}

// His erasure is on record in two parts; the notice to him stands in the first. Also if it had no room at first.
BOOST_AUTO_TEST_CASE(who_was_with_forty_units_is_told_of_his_erasure_all_the_same)
{
    for (const std::size_t waiting_max : {100U, 1U}) {
        site here;
        remembering sms;
        auto options = here.sealed();
        options.notifiers["sms"] = &sms;
        options.adapters["sms"].waiting_max = waiting_max;
        auto desk = desk_of::open(options).value();
        auto end = desk.async_run(asio::use_future);
        const auto stream = applied(desk);
        BOOST_TEST(eventually([&] { return sms.letters().size() == 1; }));
        for (int i = 0; i < 40; ++i) {
            const auto unit = unit_id::parse(std::to_string(10000001 + i)).value();
            BOOST_REQUIRE(
                desk.submit(asking(commands::route{unit, "Yol", ""}, stream)).has_value());
        }
        static_cast<void>(desk.erase({{stream}}, by_law()).value());
        BOOST_TEST(
            eventually([&] {
                sms.answer_all({delivery::delivered, "ok"});
                return sms.letters().back().kind == "erased";
            }),
            "with room for " << waiting_max);
        BOOST_TEST(sms.letters().back().recipient.empty());
        desk.stop();
        sms.answer_all({delivery::delivered, "ok"});
        end.get();
    }
}

BOOST_AUTO_TEST_CASE(nothing_personal_comes_in_between_the_record_and_the_key)
{
    site here;
    auto desk = here.open();
    const auto stream = applied(desk);
    const auto unit = unit_id::parse("10000001").value();
    const auto moved = [&] {
        commands::change_contact to;
        to.mobile = phone::parse("+99955500002").value();
        return error_of(desk.submit(asking(to, stream)));
    };
    here.keys.makes_none = true;
    BOOST_TEST((error_of(desk.erase({{stream}}, by_law())) == errc::io_error));
    BOOST_TEST((moved() == errc::erased));
    BOOST_TEST((error_of(desk.erase({{stream}}, by_law())) == errc::io_error));
    BOOST_TEST((moved() == errc::erased));
    BOOST_TEST(desk.views().find(stream)->state.contact.empty());
    here.keys.makes_none = false;
    BOOST_TEST(desk.erase({{stream}}, by_law()).has_value());
    BOOST_TEST((moved() == errc::erased));
    // And it goes on.
    BOOST_TEST(desk.submit(asking(commands::route{unit, "Yol", ""}, stream)).has_value());
}

BOOST_AUTO_TEST_CASE(an_erasure_that_did_not_go_on_record_keeps_nothing_out)
{
    site here;
    const auto table = access_matrix::parse("act            officer\n"
                                            "submit         other\n"
                                            "change_contact any\n"
                                            "read           any\n"
                                            "read_personal  any\n"
                                            "erase          any+\n")
                           .value();
    auto options = here.sealed();
    options.access = &table;
    auto desk = desk_of::open(options).value();
    const auto stream = applied(desk, true);
    auto other = by_law();
    other.by = actor::parse("officer:2").value();
    auto from = by_law();
    from.confirms = desk.propose(stream, other, "erase", "he asks").value().first;
    BOOST_TEST(desk.erase({{stream, 1}}, from).has_value());
    // A proposal is used once.
    BOOST_TEST((error_of(desk.erase({{stream}}, from)) == errc::not_proposed));
    commands::change_contact to;
    to.mobile = phone::parse("+99955500002").value();
    BOOST_TEST(desk.submit(asking(to, stream)).has_value());
    const auto seen = desk.views({officer().by, officer().via}).find(stream).value();
    BOOST_TEST(seen.state.contact == "+99955500002");
}

BOOST_AUTO_TEST_CASE(what_was_on_record_when_the_machine_stopped_is_done_at_the_next_opening)
{
    site here;
    stream_id stream{};
    position at{};
    {
        auto desk = here.open();
        stream = applied(desk);
        here.keys.makes_none = true;
        BOOST_TEST((error_of(desk.erase({{stream}}, by_law())) == errc::io_error));
        at = desk.views().timeline(stream).value().back().at;
        BOOST_TEST((error_of(desk.certify_erasure(at, "1")) == errc::outcome_unknown));
    }
    BOOST_TEST((error_of(desk_of::open(here.sealed())) == errc::io_error));
    here.keys.makes_none = false;
    auto desk = here.open();
    BOOST_TEST(desk.views().timeline(stream).value().front().payload.erased);
    BOOST_TEST(desk.certify_erasure(at, "1").has_value());
    const auto again = desk.erase({{stream}}, by_law()).value().front();
    BOOST_TEST((again.repeated && again.first == at));
    BOOST_TEST(desk.views().timeline(stream).value().size() == 2U);
}

// The group is written when there is space again: who may sign for what is said then is gone with his key.
BOOST_AUTO_TEST_CASE(an_erasure_that_is_unknown_lets_nothing_personal_in_again)
{
    site here;
    trial_disk disk;
    auto options = here.sealed();
    options.environment = disk.environment();
    options.free_space_min = 0;
    auto desk = desk_of::open(options).value();
    const auto stream = applied(desk);
    const auto version = desk.views().find(stream)->version;
    disk.fill();
    BOOST_TEST((error_of(desk.erase({{stream}}, by_law())) == errc::outcome_unknown));
    disk.heal();
    BOOST_TEST(eventually([&] { return desk.views().find(stream)->version == version + 1; }));
    commands::change_contact to;
    to.mobile = phone::parse("+99955500002").value();
    BOOST_TEST((error_of(desk.submit(asking(to, stream))) == errc::erased));
    BOOST_TEST(desk.erase({{stream}}, by_law())->front().repeated);
    // And it goes on.
    const auto unit = unit_id::parse("10000001").value();
    BOOST_TEST(desk.submit(asking(commands::route{unit, "Yol", ""}, stream)).has_value());
}

// Whoever asks again while it is unknown, and looks just before there is space again, is told of a conflict.
BOOST_AUTO_TEST_CASE(an_erasure_that_is_asked_for_again_while_it_is_unknown_lets_nobody_in)
{
    site here;
    trial_disk disk;
    const interrupting policy;
    auto options = here.sealed();
    options.environment = disk.environment();
    options.free_space_min = 0;
    options.access = &policy;
    auto desk = desk_of::open(options).value();
    const auto stream = applied(desk);
    const auto head = number_of(desk.head());
    disk.fill();
    BOOST_TEST((error_of(desk.erase({{stream}}, by_law())) == errc::outcome_unknown));
    const auto space_again = [&] {
        disk.heal();
        BOOST_TEST(eventually([&] { return number_of(desk.head()) == head + 1; }));
    };
    // It is asked before the application is looked at, and once more when that is decided.
    policy.at_erasure = [&] { policy.at_erasure = space_again; };
    here.keys.makes_none = true;  // The key stays.
    BOOST_TEST((error_of(desk.erase({{stream}}, by_law())) == errc::io_error));
    BOOST_TEST(!policy.at_erasure);
    commands::change_contact to;
    to.mobile = phone::parse("+99955500002").value();
    BOOST_TEST((error_of(desk.submit(asking(to, stream))) == errc::erased));
    here.keys.makes_none = false;
    BOOST_TEST(desk.erase({{stream}}, by_law())->front().repeated);
}

// It was refused for what may not have happened: that it is unknown holds for the other command only.
BOOST_AUTO_TEST_CASE(an_erasure_that_was_refused_on_a_full_disk_keeps_nothing_out)
{
    site here;
    trial_disk disk;
    auto options = here.sealed();
    options.environment = disk.environment();
    options.free_space_min = 0;
    auto desk = desk_of::open(options).value();
    const auto stream = applied(desk);
    const auto head = number_of(desk.head());
    const auto unit = unit_id::parse("10000001").value();
    disk.fill();
    BOOST_TEST(
        (error_of(desk.submit(asking(commands::route{unit, "Yol", ""}, stream))) ==
         errc::outcome_unknown));
    BOOST_TEST((error_of(desk.erase({{stream}}, by_law())) == errc::disk_full));
    disk.heal();
    BOOST_TEST(eventually([&] { return number_of(desk.head()) == head + 1; }));
    commands::change_contact to;
    to.mobile = phone::parse("+99955500002").value();
    BOOST_TEST((error_of(desk.submit(asking(to, stream))) == errc{}));
    BOOST_TEST(desk.views().find(stream)->state.contact == "+99955500002");
}

BOOST_AUTO_TEST_SUITE_END()
