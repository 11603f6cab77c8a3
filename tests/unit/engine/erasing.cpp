// Erasing: what is personal can be read no more, and all that was proven stays proven.
#include <acikkapi/backup.hpp>

#include "unit/engine/sealed_site.hpp"
#include "vault/person_keys.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(engine_erasing)

namespace {

using namespace support;

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

BOOST_AUTO_TEST_CASE(for_whom_somebody_applied_is_found_until_he_is_erased)
{
    site here;
    const std::string his = "12345678950";
    {
        auto desk = here.open();
        auto wish = a_wish();
        wish.beneficiary = person{};
        wish.beneficiary->full_name = brother;
        wish.beneficiary->identity = identity_number::parse(his).value();
        const auto stream = desk.submit(asking(wish, no_stream)).value().stream;
        const std::vector<stream_id> found{stream};
        BOOST_TEST((desk.views().find_by("beneficiary", his, 10).value() == found));
        BOOST_TEST(desk.views().find_by("subject", his, 10).value().empty());
        BOOST_TEST(files_with(here.where.str(""), his) == std::vector<std::string>{});
        BOOST_TEST(desk.erase(std::vector<person_of>{{stream, 1}}, by_law()).has_value());
        BOOST_TEST(desk.views().find_by("beneficiary", his, 10).value().empty());
        BOOST_TEST((desk.views().find_by("subject", number, 10).value() == found));
        BOOST_TEST((desk.views().find(stream)->state.beneficiary_key == std::string{}));
    }
    here.is_sound(true);
    here.is_sound(false);
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

/// Yesterday's copy of the file and of its key, put back by mistake or on purpose.
BOOST_AUTO_TEST_CASE(a_copy_of_the_keys_from_before_gives_nobody_back)
{
    namespace fs = std::filesystem;
    site here;
    const auto kek = here.where.str("kek");
    const auto old = here.where.str("yesterday");
    stream_id gone{};
    stream_id kept{};
    {
        auto desk = here.open();
        gone = applied(desk, true);
        kept = applied(desk);
    }
    const auto keep = [&](const std::string& to) {
        fs::create_directory(to);
        fs::copy(kek, to + "/kek", fs::copy_options::recursive);
        fs::copy_file(here.ring, to + "/ring");
    };
    const auto put_back = [&](const std::string& from) {
        fs::remove_all(kek);
        fs::copy(from + "/kek", kek, fs::copy_options::recursive);
        fs::copy_file(from + "/ring", here.ring, fs::copy_options::overwrite_existing);
    };
    const auto noon = here.where.str("noon");
    keep(old);
    {
        auto desk = here.open();
        BOOST_TEST(desk.erase({{gone, 0}}, by_law()).has_value());
        keep(noon);
        BOOST_TEST(desk.erase({{gone, 1}}, by_law()).has_value());
    }
    put_back(old);

    const auto report = here.look(true, "store").verify().value();
    BOOST_TEST_REQUIRE(report.first_divergence.has_value());
    BOOST_TEST(
        report.first_divergence->what.starts_with("somebody of whom an erasure is on record"));
    std::string said;
    auto options = here.sealed();
    options.log = [&](std::string_view line) { said += line; };
    {
        const auto desk = desk_of::open(options).value();
        BOOST_TEST(said.find("before 2 erasures") != said.npos, said);
        const auto timeline = desk.views().timeline(gone).value();
        BOOST_TEST(timeline.front().payload.erased);
        BOOST_TEST(timeline.front().payload.others.front().erased);
        BOOST_TEST(desk.views().find(kept)->state.contact == mobile);
    }
    here.is_sound(true);
    said.clear();
    BOOST_TEST(desk_of::open(options).has_value());
    BOOST_TEST(said.empty(), said);  // Once.
    put_back(noon);
    BOOST_TEST(desk_of::open(options).has_value());
    BOOST_TEST(said.find("before 1 erasures") != said.npos, said);
    here.is_sound(true);
}

/// Nobody can say of a copy whether the keys are of a later time, but it is said.
BOOST_AUTO_TEST_CASE(who_cannot_be_read_though_nobody_erased_him_is_counted)
{
    site here;
    {
        auto desk = here.open();
        static_cast<void>(applied(desk));
        static_cast<void>(applied(desk, true));
    }
    BOOST_TEST(here.look(true, "store").verify()->unread_persons == 0U);
    std::uint64_t unread = 0;
    // By what the beneficiary is found nobody looks for who cannot read it.
    for (const whose_data whose : {whose_data{1}, whose_data{0}}) {
        {
            vault::person_keys behind{vault::key_ring::open(here.keys, here.ring, false).value()};
            BOOST_TEST(behind.destroy({{stream_id{2}, whose}}).has_value());
        }
        const auto report = here.look(true, "store").verify().value();
        BOOST_TEST(!report.first_divergence.has_value());
        BOOST_TEST(report.unread_persons == ++unread);
        BOOST_TEST(report.persons_compared);
    }
    BOOST_TEST(!here.look(false, "store").verify()->persons_compared);
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
