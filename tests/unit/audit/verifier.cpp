#include "codec/record_codec.hpp"
#include "codec/snapshot_codec.hpp"
#include "journal/head.hpp"
#include "journal/keys.hpp"
#include "unit/audit/stores.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(audit_verifier)

using namespace support;
using journal::table;

namespace {

audit_report report_of(const host& where, bool with_key = true)
{
    const auto auditor = look_at(where, with_key);
    return auditor.value().verify().value();
}

/// What the audit finds after somebody has written these rows.
divergence found_after(std::vector<journal::row> rows)
{
    host h;
    fill(h);
    tamper(h, {{}, {}, std::move(rows)});
    return report_of(h).first_divergence.value_or(divergence{{}, {}, "nothing"});
}

bool names(const divergence& found, std::string_view words)
{
    return found.what.find(words) != std::string::npos;
}

/// The first row of a table in a store of its own, made in the same way as every other.
std::pair<std::string, std::string> row_of(table in)
{
    host h;
    fill(h);
    return first_row(h, in);
}

/// What the audit finds after an event was written anew.
divergence found_after_event(std::uint64_t place, const std::function<void(record&)>& change)
{
    host h;
    fill(h);
    auto what = codec::decode_record(position{place}, event_at(h, place)).value();
    change(what);
    tamper(h, {position{place}, {codec::encode_record(what)}, {}});
    return report_of(h).first_divergence.value_or(divergence{{}, {}, "nothing"});
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_sound_store_is_found_sound)
{
    host h;
    fill(h);
    const auto report = report_of(h);
    BOOST_TEST(
        !report.first_divergence.has_value(), report.first_divergence.value_or(divergence{}).what);
    BOOST_TEST(report.applications == 3U);
    BOOST_TEST(report.events == 10U);
    BOOST_TEST(report.refusals == 2U);
    BOOST_TEST(report.root.size() == 64U);
}

BOOST_AUTO_TEST_CASE(a_sound_store_is_found_sound_without_its_key)
{
    host h;
    fill(h);
    BOOST_TEST(!report_of(h, false).first_divergence.has_value());
}

BOOST_AUTO_TEST_CASE(an_empty_store_is_sound_and_its_root_is_the_hash_of_nothing)
{
    host h;
    static_cast<void>(engine<petition>::open(h.options()).value());
    const auto report = report_of(h);
    BOOST_TEST(!report.first_divergence.has_value());
    BOOST_TEST(report.root == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

BOOST_AUTO_TEST_CASE(the_same_acts_give_the_same_root_and_others_another)
{
    host one;
    host same;
    host other;
    fill(one);
    fill(same);
    fill(other);
    {
        auto desk = engine<petition>::open(other.options()).value();
        BOOST_TEST(desk.submit(asking(a_wish(), no_stream)).has_value());
    }
    BOOST_TEST(report_of(one).root == report_of(same).root);
    BOOST_TEST(report_of(one).root != report_of(other).root);
}

BOOST_AUTO_TEST_CASE(an_event_that_was_made_later_is_found)
{
    const auto found =
        found_after_event(4, [](record& what) { what.recorded_at += std::chrono::hours{1'000}; });
    BOOST_TEST(number_of(found.at) != 0U);
    BOOST_TEST(names(found, "time"), found.what);
}

BOOST_AUTO_TEST_CASE(a_last_event_that_was_made_later_is_found)
{
    const auto found =
        found_after_event(12, [](record& what) { what.recorded_at += std::chrono::hours{1}; });
    BOOST_TEST(names(found, "another time than the last event"), found.what);
}

BOOST_AUTO_TEST_CASE(a_refusal_at_another_version_is_found)
{
    const auto found = found_after_event(6, [](record& what) {
        BOOST_TEST_REQUIRE((what.kind == record_kind::refusal));
        what.version = 7;
    });
    BOOST_TEST(number_of(found.at) == 6U);
    BOOST_TEST(names(found, "another version"), found.what);
}

BOOST_AUTO_TEST_CASE(an_event_that_says_something_else_is_found_by_its_snapshot)
{
    const auto found = found_after_event(4, [](record& what) {
        const auto other = unit_id::parse("10000002").value();
        what.payload = encode(event{events::routed{other, "Su", "", true}});
    });
    BOOST_TEST(names(found, "state in the snapshot"), found.what);
    BOOST_TEST(number_of(found.stream) == 1U);
}

BOOST_AUTO_TEST_CASE(an_event_that_cannot_follow_is_found_in_its_place)
{
    const auto found = found_after_event(4, [](record& what) {
        what.payload = encode(event{events::withdrawn{"", what.recorded_at}});
    });
    BOOST_TEST(number_of(found.at) > 4U);
    BOOST_TEST(names(found, "cannot follow"), found.what);
}

BOOST_AUTO_TEST_CASE(an_event_of_another_version_is_found)
{
    const auto found = found_after_event(4, [](record& what) { ++what.version; });
    BOOST_TEST(number_of(found.at) == 4U);
    BOOST_TEST(names(found, "version"), found.what);
}

BOOST_AUTO_TEST_CASE(an_event_moved_to_another_application_is_found)
{
    const auto found = found_after_event(2, [](record& what) { what.stream = stream_id{9}; });
    BOOST_TEST(number_of(found.at) == 2U);
    BOOST_TEST(names(found, "out of its turn"), found.what);
}

BOOST_AUTO_TEST_CASE(an_event_under_another_key_is_found)
{
    const auto found =
        found_after_event(4, [](record& what) { what.key->front() ^= std::byte{1}; });
    BOOST_TEST(names(found, "keys"), found.what);
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_record_are_found_and_the_root_still_says_what_is_stored)
{
    host h;
    fill(h);
    const auto before = report_of(h);
    tamper(h, {position{5}, {"no record"}, {}});
    const auto after = report_of(h);
    BOOST_TEST(number_of(after.first_divergence->at) == 5U);
    BOOST_TEST(after.root != before.root);
    BOOST_TEST(after.events + after.refusals + 1 == before.events + before.refusals);
}

// Who acted is in no state: only the root, held against a checkpoint, can tell that it was changed.
BOOST_AUTO_TEST_CASE(no_altered_byte_of_a_record_leaves_the_root_as_it_was)
{
    host h;
    fill(h);
    const auto sound = report_of(h).root;
    const auto right = event_at(h, 3);
    for (std::size_t i = 0; i < right.size(); ++i) {
        auto wrong = right;
        wrong[i] = static_cast<char>(wrong[i] ^ 0x10);
        tamper(h, {position{3}, {wrong}, {}});
        BOOST_TEST(report_of(h).root != sound, "byte " << i);
    }
    tamper(h, {position{3}, {right}, {}});
    BOOST_TEST(report_of(h).root == sound);
}

BOOST_AUTO_TEST_CASE(a_snapshot_that_is_gone_is_found)
{
    const auto found = found_after({{table::done, row_of(table::done).first, std::nullopt}});
    BOOST_TEST(names(found, "no snapshot"), found.what);
}

BOOST_AUTO_TEST_CASE(a_snapshot_of_nothing_is_found)
{
    const auto row = row_of(table::open);
    const auto found = found_after({{table::open, journal::stream_key(stream_id{17}), row.second}});
    BOOST_TEST(names(found, "open snapshots"), found.what);
}

BOOST_AUTO_TEST_CASE(a_snapshot_set_back_to_an_earlier_state_is_found)
{
    const auto row = row_of(table::open);
    auto stored = codec::decode_snapshot(row.second).value();
    stored.events.pop_back();
    --stored.at;
    const auto found = found_after({{table::open, row.first, codec::encode_snapshot(stored)}});
    BOOST_TEST(names(found, "snapshot"), found.what);
    BOOST_TEST(number_of(found.stream) == 2U);
}

BOOST_AUTO_TEST_CASE(a_snapshot_that_names_other_events_is_found)
{
    const auto row = row_of(table::open);
    auto stored = codec::decode_snapshot(row.second).value();
    stored.events.back() = position{number_of(stored.events.back()) + 1};
    const auto found = found_after({{table::open, row.first, codec::encode_snapshot(stored)}});
    BOOST_TEST(names(found, "other events"), found.what);
}

BOOST_AUTO_TEST_CASE(a_snapshot_of_more_than_there_is_is_found)
{
    const auto row = row_of(table::open);
    auto stored = codec::decode_snapshot(row.second).value();
    stored.events.push_back(position{40});
    ++stored.at;
    const auto found = found_after({{table::open, row.first, codec::encode_snapshot(stored)}});
    BOOST_TEST(names(found, "more records than the journal"), found.what);
}

BOOST_AUTO_TEST_CASE(a_snapshot_with_a_forgotten_refusal_is_found)
{
    host h;
    const auto streams = fill(h);
    auto store = journal::open({h.where.str(), false, true, nullptr, {}}).value();
    const auto key = journal::stream_key(streams[2]);
    auto stored = codec::decode_snapshot(**store->get(table::done, key)).value();
    BOOST_TEST_REQUIRE(stored.refusals.size() == 1U);
    stored.refusals.clear();
    store.reset();
    tamper(h, {{}, {}, {{table::done, key, codec::encode_snapshot(stored)}}});
    const auto found = report_of(h).first_divergence;
    BOOST_TEST_REQUIRE(found.has_value());
    BOOST_TEST(names(*found, "refusals"), found->what);
}

BOOST_AUTO_TEST_CASE(a_figure_that_was_changed_is_found)
{
    const auto row = row_of(table::counter);
    const auto found = found_after({{table::counter, row.first, journal::big_endian(99)}});
    BOOST_TEST(names(found, "figure"), found.what);
}

BOOST_AUTO_TEST_CASE(a_figure_that_is_gone_is_found)
{
    const auto found = found_after({{table::counter, row_of(table::counter).first, std::nullopt}});
    BOOST_TEST(names(found, "figure"), found.what);
}

BOOST_AUTO_TEST_CASE(an_ended_application_missing_in_a_list_is_found)
{
    const auto found = found_after({{table::closed, row_of(table::closed).first, std::nullopt}});
    BOOST_TEST(names(found, "missing in a list"), found.what);
}

BOOST_AUTO_TEST_CASE(a_list_with_a_row_too_many_is_found)
{
    const auto key = journal::closed_key("state", "notified", 1, stream_id{2});
    const auto found = found_after({{table::closed, key, std::string{}}});
    BOOST_TEST(names(found, "other rows"), found.what);
}

BOOST_AUTO_TEST_CASE(who_can_no_longer_be_found_is_found)
{
    const auto found = found_after({{table::lookup, row_of(table::lookup).first, std::nullopt}});
    BOOST_TEST(names(found, "cannot be found"), found.what);
}

BOOST_AUTO_TEST_CASE(who_is_found_by_what_is_not_his_is_found_without_the_key_too)
{
    host h;
    fill(h);
    const std::string key = std::string(16, 'x') + journal::stream_key(stream_id{1});
    tamper(h, {{}, {}, {{table::lookup, key, std::string{}}}});
    for (const bool with_key : {true, false}) {
        const auto found = report_of(h, with_key).first_divergence;
        BOOST_TEST_REQUIRE(found.has_value());
        BOOST_TEST(names(*found, "should not be"), found->what);
    }
}

BOOST_AUTO_TEST_CASE(a_key_that_was_forgotten_is_found)
{
    const auto found = found_after({{table::key, row_of(table::key).first, std::nullopt}});
    BOOST_TEST(names(found, "key of a registration is missing"), found.what);
}

BOOST_AUTO_TEST_CASE(a_key_that_leads_elsewhere_is_found)
{
    auto row = row_of(table::key);
    row.second[7] = '\x02';
    row.second[15] = static_cast<char>(row.second[15] ^ 1);
    const auto found = found_after({{table::key, row.first, row.second}});
    BOOST_TEST(names(found, "answered otherwise"), found.what);
}

BOOST_AUTO_TEST_CASE(a_key_of_nothing_is_found)
{
    const auto row = row_of(table::key);
    const auto found = found_after({{table::key, std::string(16, 'k'), row.second}});
    BOOST_TEST(names(found, "other idempotency keys"), found.what);
}

BOOST_AUTO_TEST_CASE(a_head_that_knows_of_other_streams_is_found)
{
    const auto head = journal::encode_head({position{12}, stream_id{8}, position{0}});
    const auto found = found_after({{table::meta, std::string{journal::head_key}, head}});
    BOOST_TEST(names(found, "head row"), found.what);
}

BOOST_AUTO_TEST_CASE(in_parts_the_same_is_found_as_in_one)
{
    host h;
    fill(h);
    const auto whole = report_of(h);
    for (const std::size_t parts : {2U, 3U, 7U}) {
        const auto report = look_at_in_parts(h, parts).value().verify().value();
        BOOST_TEST(!report.first_divergence.has_value());
        BOOST_TEST(report.root == whole.root);
        BOOST_TEST(report.events == whole.events);
        BOOST_TEST(report.refusals == whole.refusals);
        BOOST_TEST(report.applications == whole.applications);
    }
}

BOOST_AUTO_TEST_CASE(in_parts_the_first_divergence_is_the_first_of_all)
{
    host h;
    fill(h);
    for (const std::uint64_t place : {5U, 4U}) {
        auto what = codec::decode_record(position{place}, event_at(h, place)).value();
        BOOST_TEST(number_of(what.stream) == place - 3);
        ++what.version;
        tamper(h, {position{place}, {codec::encode_record(what)}, {}});
    }
    for (const std::size_t parts : {2U, 3U}) {
        const auto report = look_at_in_parts(h, parts).value().verify().value();
        BOOST_TEST_REQUIRE(report.first_divergence.has_value());
        BOOST_TEST(number_of(report.first_divergence->at) == 4U);
    }
}

BOOST_AUTO_TEST_CASE(parts_without_somebody_to_do_them_are_a_bad_argument)
{
    host h;
    fill(h);
    audit_options options;
    options.directory = h.where.str();
    options.parts = 2;
    BOOST_TEST((audit<petition>::open(options).error() == errc::bad_argument));
    options.parts = 0;
    BOOST_TEST((audit<petition>::open(options).error() == errc::bad_argument));
}

BOOST_AUTO_TEST_CASE(a_long_work_can_be_ended)
{
    host h;
    {
        auto desk = engine<petition>::open(h.options()).value();
        batch<petition> many;
        for (int i = 0; i < 1'000; ++i) {
            many.requests.push_back(asking(a_wish(), no_stream));
        }
        for (int i = 0; i < 9; ++i) {
            BOOST_TEST_REQUIRE(desk.submit_all(many).has_value());
        }
    }
    std::uint64_t told = 0;
    const auto ended = look_at(h).value().verify([&](std::uint64_t done, std::uint64_t total) {
        told = done;
        return done >= total;
    });
    BOOST_TEST_REQUIRE(ended.has_error());
    BOOST_TEST((ended.error() == errc::cancelled));
    BOOST_TEST(told == 8'192U);
}

BOOST_AUTO_TEST_SUITE_END()
