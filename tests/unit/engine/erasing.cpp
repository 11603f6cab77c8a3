// Erasing: what is personal can be read no more, and all that was proven stays proven.
#include <acikkapi/backup.hpp>
#include <acikkapi/keys.hpp>
#include <acikkapi/petition.hpp>

#include "support/ask.hpp"
#include "support/stuck_keys.hpp"
#include "unit/audit/stores.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <mutex>
#include <set>

namespace {

using namespace acikkapi;
using namespace support;
using desk_of = engine<petition>;

constexpr auto applicant = "Deneme Kişi";
constexpr auto brother = "Kardeş Kişi";
constexpr auto number = "10000000146";
constexpr auto mobile = "+99955500001";
constexpr auto words = "Okulun önünde bir çukur var.";
constexpr auto answered = "Dolduruldu";

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

/// A sealed store; its keys lie beside it.
struct site : host {
    stuck_keys keys{where.str("kek")};
    std::string ring = where.str("persons.keys");

    [[nodiscard]] engine_options sealed(const std::string& store = "store")
    {
        auto out = options();
        out.directory = where.str(store);
        out.vault = {&keys, ring};
        return out;
    }
    [[nodiscard]] desk_of open() { return desk_of::open(sealed()).value(); }

    [[nodiscard]] audit<petition> look(bool with_keys, const std::string& store)
    {
        audit_options out;
        out.directory = where.str(store);
        out.key = key_of_store();
        if (with_keys) {
            out.vault = {&keys, ring};
        }
        return audit<petition>::open(out).value();
    }
    void is_sound(bool with_keys, const std::string& store = "store")
    {
        const auto report = look(with_keys, store).verify().value();
        BOOST_TEST(
            !report.first_divergence,
            (report.first_divergence ? report.first_divergence->what : std::string{}));
    }
};

origin by_law()
{
    auto out = officer();
    out.on = authority::parse("kvkk:7").value();
    return out;
}

stream_id applied(desk_of& desk, bool for_brother = false)
{
    auto wish = a_wish();
    if (for_brother) {
        wish.beneficiary = person{};
        wish.beneficiary->full_name = brother;
    }
    return desk.submit(asking(wish, no_stream)).value().stream;
}

const events::submitted& submitted_in(const record& what, event& out)
{
    out = decode_event(view_of(what.payload)).value();
    return std::get<events::submitted>(out);
}

/// Files below a directory in which the words stand.
std::vector<std::string> files_with(const std::string& directory, std::string_view text)
{
    std::vector<std::string> out;
    for (const auto& [path, bytes] : contents(directory)) {
        if (bytes.find(text) != std::string::npos) {
            out.push_back(path);
        }
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_erasing)

BOOST_AUTO_TEST_CASE(nothing_personal_lies_readable_in_a_sealed_store)
{
    site here;
    const auto add = [&](desk_of desk) {
        const auto stream = applied(desk, true);
        const auto unit = unit_id::parse("10000001").value();
        static_cast<void>(desk.submit(asking(commands::route{unit, "Yol", ""}, stream)).value());
        const commands::answer granted{outcome::granted, answered, "Müdür"};
        static_cast<void>(desk.submit(asking(granted, stream)).value());
        BOOST_TEST(desk.copy_to(here.where.str("copy")).has_value());
        BOOST_TEST(desk.backup(here.where.str("backups")).has_value());
    };
    add(here.open());
    for (const auto* const secret :
         {applicant, brother, number, mobile, words, answered, "Müdür"}) {
        BOOST_TEST(files_with(here.where.str(""), secret) == std::vector<std::string>{}, secret);
    }
    // The search finds what is there.
    BOOST_TEST(!files_with(here.where.str(), "roads").empty());
    BOOST_TEST(!files_with(here.where.str("copy"), "roads").empty());
    BOOST_TEST(!files_with(here.where.str("backups"), "roads").empty());
    here.is_sound(true);
    here.is_sound(false);
}

BOOST_AUTO_TEST_CASE(what_is_sealed_is_there_for_the_host_and_after_an_opening)
{
    site here;
    stream_id stream{};
    {
        auto desk = here.open();
        stream = applied(desk);
    }
    const auto desk = here.open();
    BOOST_TEST(desk.views().find(stream)->state.contact == mobile);
    BOOST_TEST(desk.views().find_by("subject", number, 10)->size() == 1U);
    event out;
    const auto timeline = desk.views().timeline(stream).value();
    BOOST_TEST(submitted_in(timeline.front(), out).wish.applicant.full_name == applicant);
    BOOST_TEST(desk.feed().next(10).value().front().payload.personal.size() > 20U);
}

BOOST_AUTO_TEST_CASE(who_was_erased_is_gone_and_another_application_of_his_is_not)
{
    site here;
    stream_id gone{};
    stream_id kept{};
    const auto check = [&](const desk_of& desk) {
        const auto found = desk.views().find(gone).value();
        BOOST_TEST(found.state.contact.empty());
        BOOST_TEST(found.state.subject_key.empty());
        BOOST_TEST((found.state.life == status::submitted && found.version == 2U));
        BOOST_TEST(
            (desk.views().find_by("subject", number, 10).value() == std::vector<stream_id>{kept}));
        const auto timeline = desk.views().timeline(gone).value();
        BOOST_TEST_REQUIRE(timeline.size() == 2U);
        BOOST_TEST(timeline[0].payload.erased);
        event out;
        commands::submit empty;
        empty.where = a_wish().where;
        empty.category = a_wish().category;
        BOOST_TEST((submitted_in(timeline[0], out).wish == empty));
        BOOST_TEST((timeline[1].kind == record_kind::erasure && timeline[1].on == by_law().on));
        BOOST_TEST(desk.views().find(kept)->state.contact == mobile);
        BOOST_TEST((desk.views().find_as_of(gone, timeline[0].at)->state.contact.empty()));
    };
    {
        auto desk = here.open();
        gone = applied(desk);
        kept = applied(desk);
        const auto done = desk.erase({{gone}}, by_law()).value();
        BOOST_TEST_REQUIRE(done.size() == 1U);
        BOOST_TEST((done[0].stream == gone && done[0].version == 2U && !done[0].repeated));
        check(desk);
    }
    check(here.open());
    here.is_sound(true);
    here.is_sound(false);
}

BOOST_AUTO_TEST_CASE(of_two_persons_one_is_erased)
{
    site here;
    auto desk = here.open();
    const auto stream = applied(desk, true);
    static_cast<void>(desk.erase({{stream, 1}}, by_law()).value());
    const auto timeline = desk.views().timeline(stream).value();
    event out;
    const auto& fact = submitted_in(timeline.front(), out);
    BOOST_TEST(fact.wish.applicant.full_name == applicant);
    BOOST_TEST((fact.wish.beneficiary == person{}));
    BOOST_TEST(desk.views().find_by("subject", number, 10)->size() == 1U);
}

BOOST_AUTO_TEST_CASE(all_persons_of_an_application_are_erased_at_once)
{
    site here;
    auto desk = here.open();
    const auto stream = applied(desk, true);
    const auto done = desk.erase({{stream, 1}, {stream}}, by_law()).value();
    BOOST_TEST_REQUIRE(done.size() == 2U);
    BOOST_TEST((done[0].version == 2U && done[1].version == 3U));
    event out;
    const auto timeline = desk.views().timeline(stream).value();
    const auto& fact = submitted_in(timeline.front(), out);
    BOOST_TEST((fact.wish.applicant == person{} && fact.wish.beneficiary == person{}));
    BOOST_TEST((timeline[1].whose == 1 && timeline[2].whose == 0));
}

BOOST_AUTO_TEST_CASE(all_proofs_hold_before_and_after)
{
    site here;
    auto desk = here.open();
    const auto stream = applied(desk);
    const auto first = open_checkpoint(desk.sign_checkpoint().value(), desk.log_key()).value();
    const auto before = desk.prove_all(stream, "1").value();
    const auto erased = desk.erase({{stream}}, by_law()).value().front();
    static_cast<void>(desk.sign_checkpoint().value());
    const auto after = desk.prove_all(stream, "1").value();
    BOOST_TEST(check_bundle(before, desk.log_key()).has_value());
    BOOST_TEST(check_bundle(after, desk.log_key()).has_value());
    BOOST_TEST(after.parts.size() == 2U);
    BOOST_TEST((after.parts.front().record == before.parts.front().record));
    BOOST_TEST(check_growth(desk.prove_growth(first.tree.size).value(), first.tree, desk.log_key())
                   .has_value());

    const auto note = desk.certify_erasure(erased.first, "34-1").value();
    const auto said = open_erasure_certificate(note, desk.log_key()).value();
    BOOST_TEST((said.at == erased.first && said.basis == by_law().on && said.whose == 0));
    BOOST_TEST((said.number == "34-1" && said.by == officer().by));
    BOOST_TEST((said.leaf == leaf_hash(after.parts.back().record)));
    BOOST_TEST((error_of(desk.certify_erasure(position{1}, "1")) == errc::bad_argument));
    BOOST_TEST((error_of(desk.certify_erasure(erased.first, "1\n2")) == errc::bad_argument));
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

BOOST_AUTO_TEST_CASE(a_backup_from_before_gives_nobody_back)
{
    site here;
    stream_id stream{};
    stream_id other{};
    const auto backups = here.where.str("backups");
    {
        auto desk = here.open();
        stream = applied(desk);
        auto wish = a_wish();
        wish.applicant.identity = identity_number::parse("99000000110").value();
        other = desk.submit(asking(wish, no_stream)).value().stream;
        BOOST_TEST(desk.backup(backups).has_value());
        static_cast<void>(desk.erase({{stream}}, by_law()).value());
    }
    BOOST_TEST(restore_backup(backups, here.where.str("restored"), here.time.now()).has_value());
    for (int opening = 0; opening < 2; ++opening) {
        const auto desk = desk_of::open(here.sealed("restored")).value();
        const auto timeline = desk.views().timeline(stream).value();
        BOOST_TEST_REQUIRE(timeline.size() == 2U);
        BOOST_TEST(timeline.front().payload.erased);
        BOOST_TEST((timeline.back().kind == record_kind::erasure));
        BOOST_TEST(timeline.back().on.str() == "restored");
        BOOST_TEST(desk.views().find(stream)->state.contact.empty());
        BOOST_TEST(desk.views().find_by("subject", number, 10)->empty());
        BOOST_TEST(desk.views().find(other)->state.contact == mobile);
    }
    here.is_sound(true, "restored");
    here.is_sound(false, "restored");
}

BOOST_AUTO_TEST_CASE(an_erased_application_goes_on_without_anything_personal)
{
    site here;
    auto desk = here.open();
    const auto stream = applied(desk);
    static_cast<void>(desk.erase({{stream}}, by_law()).value());
    const auto unit = unit_id::parse("10000001").value();
    BOOST_TEST(desk.submit(asking(commands::route{unit, "Yol", ""}, stream)).has_value());
    const commands::answer granted{outcome::granted, answered, "Müdür"};
    BOOST_TEST((error_of(desk.submit(asking(granted, stream, "key"))) == errc::erased));
    BOOST_TEST((error_of(desk.submit(asking(granted, stream, "key"))) == errc::erased));
    BOOST_TEST(desk.views().find(stream)->version == 3U);
}

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

BOOST_AUTO_TEST_CASE(who_may_not_erase_is_told_why_and_nothing_happens)
{
    site here;
    auto desk = here.open();
    const auto stream = applied(desk);
    const auto told = [&](const std::vector<person_of>& whom, const origin& from) {
        return error_of(desk.erase(whom, from));
    };
    auto groundless = by_law();
    groundless.on = {};
    BOOST_TEST((told({{stream}}, groundless) == errc::missing_authority));
    BOOST_TEST((told({}, by_law()) == errc::bad_argument));
    BOOST_TEST((told({{stream, 1}, {stream, 1}}, by_law()) == errc::bad_argument));
    BOOST_TEST((told({{stream, whose_max + 1}}, by_law()) == errc::bad_argument));
    BOOST_TEST((told({{no_stream}}, by_law()) == errc::bad_argument));
    BOOST_TEST((told({{stream_id{99}}}, by_law()) == errc::no_such_application));
    auto nobody = by_law();
    nobody.by = {};
    BOOST_TEST((told({{stream}}, nobody) == errc::bad_actor));
    BOOST_TEST((desk.head() == position{1}));
    BOOST_TEST(desk.views().find(stream)->state.contact == mobile);
}

BOOST_AUTO_TEST_CASE(a_store_is_opened_with_its_own_keys_of_persons_only)
{
    site here;
    static_cast<void>(here.open());
    auto without = here.sealed();
    without.vault = {};
    BOOST_TEST((error_of(desk_of::open(without)) == errc::no_key_file));
    auto half = here.sealed();
    half.vault.file.clear();
    BOOST_TEST((error_of(desk_of::open(half)) == errc::bad_argument));
    auto missing = here.sealed();
    missing.vault.file = here.where.str("other.keys");
    BOOST_TEST((error_of(desk_of::open(missing)) == errc::no_key_file));
    BOOST_TEST(!std::filesystem::exists(missing.vault.file));

    site there;
    static_cast<void>(there.open());
    auto foreign = here.sealed();
    foreign.vault = {&there.keys, there.ring};
    BOOST_TEST((error_of(desk_of::open(foreign)) == errc::wrong_key));

    host open_one;
    static_cast<void>(desk_of::open(open_one.options()).value());
    auto late = open_one.options();
    late.vault = {&there.keys, there.ring};
    BOOST_TEST((error_of(desk_of::open(late)) == errc::wrong_key));
    auto desk = desk_of::open(open_one.options()).value();
    BOOST_TEST((error_of(desk.erase({{stream_id{1}}}, by_law())) == errc::no_key_file));
    BOOST_TEST((error_of(desk.rotate_keys()) == errc::no_key_file));
}

BOOST_AUTO_TEST_CASE(who_was_with_forty_units_can_be_erased)
{
    site here;
    auto desk = here.open();
    const auto stream = applied(desk);
    for (int i = 0; i < 40; ++i) {
        const auto unit = unit_id::parse(std::to_string(10000001 + i)).value();
        BOOST_REQUIRE(desk.submit(asking(commands::route{unit, "Yol", ""}, stream)).has_value());
    }
    const auto before = desk.views().timeline(stream).value().size();
    const auto done = desk.erase({{stream}}, by_law()).value().front();
    const auto timeline = desk.views().timeline(stream).value();
    BOOST_TEST_REQUIRE(timeline.size() == before + 2);
    std::set<std::string> told;
    for (auto i = before; i < timeline.size(); ++i) {
        BOOST_TEST((timeline[i].kind == record_kind::erasure && timeline[i].whose == 0));
        for (const auto& one : timeline[i].letters) {
            BOOST_TEST(one.kind == "erased");
            told.insert(one.adapter + " " + one.recipient);
        }
    }
    BOOST_TEST(told.size() == 41U);  // And the one who applied.
    BOOST_TEST((done.first == timeline[before].at && done.last == timeline.back().at));
    BOOST_TEST(done.version == before + 2);
    const auto again = desk.erase({{stream}}, by_law()).value().front();
    BOOST_TEST((again.repeated && again.first == done.first && again.last == done.last));
    BOOST_TEST(again.version == done.version);
    for (const auto at : {done.first, done.last}) {
        BOOST_TEST(desk.certify_erasure(at, "34-1").has_value());
    }
    BOOST_TEST(desk.copy_to(here.where.str("copy")).has_value());
    here.is_sound(false, "copy");
}

BOOST_AUTO_TEST_CASE(letters_that_wait_are_not_sent_though_memory_is_full)
{
    constexpr std::size_t in_memory = 10'000;
    site here;
    remembering sms;
    auto options = here.sealed();
    options.notifiers["sms"] = &sms;
    options.adapters["sms"].held = true;
    auto desk = desk_of::open(options).value();
    auto end = desk.async_run(asio::use_future);
    const auto first = applied(desk);
    for (std::size_t left = in_memory - 1; left > 0;) {
        batch<petition> some;
        while (some.requests.size() < 1'000 && left > 0) {
            some.requests.push_back(asking(a_wish(), no_stream));
            --left;
        }
        BOOST_REQUIRE(desk.submit_all(std::move(some)).has_value());
    }
    const auto behind = applied(desk);
    BOOST_TEST(eventually([&] { return desk.letters().front().waiting == in_memory; }));
    // On record; the keys are still there.
    here.keys.makes_none = true;
    for (const auto one : {behind, first}) {
        BOOST_TEST((error_of(desk.erase({{one}}, by_law())) == errc::io_error));
    }
    desk.release_letters("sms");
    BOOST_TEST(eventually([&] { return !sms.letters().empty(); }));
    const auto is_of = [&](stream_id stream) {
        const auto number = desk.views().find(stream)->state.number.str();
        const auto sent = sms.letters();
        return std::count_if(
            sent.begin(), sent.end(), [&](const letter& one) { return one.reference == number; });
    };
    const auto is_settled = [&](stream_id stream) {
        const auto all = desk.views().timeline(stream).value();
        return std::any_of(all.begin(), all.end(), [](const record& one) {
            return one.caused_by.letter && one.payload.clear.find("erased") != std::string::npos;
        });
    };
    BOOST_TEST(is_of(first) == 0);
    BOOST_TEST(eventually([&] { return is_settled(first); }));
    // His comes into memory now that there is room.
    BOOST_TEST(eventually([&] { return is_settled(behind); }));
    BOOST_TEST((is_of(first) == 0 && is_of(behind) == 0));
    desk.stop();
    sms.answer_all({delivery::delivered, "ok"});
    end.get();
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

BOOST_AUTO_TEST_CASE(keys_are_rotated_and_all_is_as_it_was)
{
    site here;
    auto desk = here.open();
    const auto stream = applied(desk);
    const auto before = read_file(here.ring);
    BOOST_TEST(desk.rotate_keys().has_value());
    BOOST_TEST(read_file(here.ring) != before);
    BOOST_TEST(desk.views().find(stream)->state.contact == mobile);
    BOOST_TEST((desk.head() == position{1}));
}

BOOST_AUTO_TEST_SUITE_END()
