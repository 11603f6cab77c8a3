#include "unit/audit/stores.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <map>

BOOST_AUTO_TEST_SUITE(audit_auditor)

using namespace support;

namespace {

std::map<std::string, std::string> files_of(const std::string& directory)
{
    std::map<std::string, std::string> out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
        if (entry.is_regular_file()) {
            std::ifstream in{entry.path(), std::ios::binary};
            out[entry.path().string()] = {std::istreambuf_iterator<char>{in}, {}};
        }
    }
    return out;
}

list_query in(std::string state, bool closed)
{
    list_query out;
    out.list = "state";
    out.key = std::move(state);
    out.closed = closed;
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(looking_changes_no_byte)
{
    host h;
    fill(h);
    const auto before = files_of(h.where.str());
    {
        const auto auditor = look_at(h).value();
        BOOST_TEST(auditor.verify().has_value());
        BOOST_TEST(auditor.views().value().find(stream_id{1}).has_value());
    }
    BOOST_TEST((files_of(h.where.str()) == before));
}

BOOST_AUTO_TEST_CASE(a_store_that_an_engine_has_open_is_not_read)
{
    host h;
    auto desk = engine<petition>::open(h.options()).value();
    const auto auditor = look_at(h);
    BOOST_TEST((auditor.has_error() && auditor.error() == errc::busy));
}

BOOST_AUTO_TEST_CASE(a_copy_of_a_live_store_is_read_beside_it)
{
    host h;
    const auto streams = fill(h);
    auto desk = engine<petition>::open(h.options()).value();
    BOOST_TEST(desk.copy_to(h.where.str("copy")).has_value());
    BOOST_TEST(desk.submit(asking(a_wish(), no_stream)).has_value());
    audit_options options;
    options.directory = h.where.str("copy");
    const auto auditor = audit<petition>::open(options).value();
    BOOST_TEST(!auditor.verify().value().first_divergence.has_value());
    BOOST_TEST(number_of(auditor.head()) == 12U);
}

BOOST_AUTO_TEST_CASE(what_is_no_store_is_refused_and_nothing_is_made_of_it)
{
    host h;
    const auto auditor = look_at(h);
    BOOST_TEST((auditor.has_error() && auditor.error() == errc::not_a_store));
    BOOST_TEST(!std::filesystem::exists(h.where.str()));
}

BOOST_AUTO_TEST_CASE(a_store_of_another_workflow_is_refused)
{
    host h;
    static_cast<void>(engine<tally>::open(h.options()).value());
    const auto auditor = look_at(h);
    BOOST_TEST((auditor.has_error() && auditor.error() == errc::other_workflow));
}

BOOST_AUTO_TEST_CASE(another_stores_key_is_refused)
{
    host h;
    fill(h);
    audit_options options;
    options.directory = h.where.str();
    options.key = store_key{};
    const auto auditor = audit<petition>::open(options);
    BOOST_TEST((auditor.has_error() && auditor.error() == errc::wrong_key));
}

BOOST_AUTO_TEST_CASE(without_the_key_nobody_is_found_by_identity_or_number)
{
    host h;
    fill(h);
    const auto auditor = look_at(h, false).value();
    BOOST_TEST(
        (auditor.views().value().find_by("subject", "10000000146").error() == errc::wrong_key));
    BOOST_TEST((auditor.stream_of(5).error() == errc::wrong_key));
}

BOOST_AUTO_TEST_CASE(with_the_key_a_person_and_a_number_are_found)
{
    host h;
    const auto streams = fill(h);
    const auto auditor = look_at(h).value();
    const auto views = auditor.views().value();
    const std::vector newest_first(streams.rbegin(), streams.rend());
    BOOST_TEST((views.find_by("subject", "10000000146").value() == newest_first));
    const auto number = views.find(streams[1]).value().state.number;
    BOOST_TEST((auditor.stream_of(number.serial()).value() == streams[1]));
}

BOOST_AUTO_TEST_CASE(the_views_are_those_of_the_engine)
{
    host h;
    const auto streams = fill(h);
    figures told;
    {
        auto desk = engine<petition>::open(h.options()).value();
        told = desk.views().statistics().value();
    }
    const auto auditor = look_at(h).value();
    const auto views = auditor.views().value();
    BOOST_TEST((views.statistics().value() == told));
    BOOST_TEST((views.list(in("answered", false)).value().streams == std::vector{streams[1]}));
    BOOST_TEST((views.list(in("withdrawn", true)).value().streams == std::vector{streams[2]}));
}

BOOST_AUTO_TEST_CASE(a_replay_shows_every_record_with_the_states_around_it)
{
    host h;
    const auto streams = fill(h);
    std::vector<std::uint64_t> places;
    std::map<stream_id, application> last;
    std::size_t refusals = 0;
    const auto auditor = look_at(h).value();
    const auto read = auditor.replay([&](const replayed<petition>& step) {
        places.push_back(number_of(step.what.at));
        refusals += step.what.kind == record_kind::refusal ? 1U : 0U;
        BOOST_TEST((step.before == last[step.what.stream]));
        last[step.what.stream] = step.after;
        return true;
    });
    BOOST_TEST(read.has_value());
    BOOST_TEST(refusals == 2U);
    BOOST_TEST(places.size() == 12U);
    for (std::size_t i = 0; i < places.size(); ++i) {
        BOOST_TEST(places[i] == i + 1);
    }
    const auto views = auditor.views().value();
    for (const auto stream : streams) {
        BOOST_TEST((last[stream] == views.find(stream).value().state));
    }
}

BOOST_AUTO_TEST_CASE(a_replay_ends_when_it_is_told_to)
{
    host h;
    fill(h);
    int seen = 0;
    const auto read =
        look_at(h).value().replay([&](const replayed<petition>&) { return ++seen < 3; });
    BOOST_TEST(read.has_value());
    BOOST_TEST(seen == 3);
}

BOOST_AUTO_TEST_CASE(a_replay_stops_at_what_cannot_follow)
{
    host h;
    fill(h);
    tamper(h, {position{5}, {"no record"}, {}});
    int seen = 0;
    const auto read = look_at(h).value().replay([&](const replayed<petition>&) {
        ++seen;
        return true;
    });
    BOOST_TEST((read.has_error() && read.error() == condition::corrupt));
    BOOST_TEST(seen == 4);
}

BOOST_AUTO_TEST_CASE(a_damaged_snapshot_costs_the_views_and_not_the_verification)
{
    host h;
    fill(h);
    const auto row = first_row(h, journal::table::open);
    tamper(h, {{}, {}, {{journal::table::open, row.first, std::string{"no snapshot"}}}});
    const auto auditor = look_at(h).value();
    BOOST_TEST((auditor.views().has_error() && auditor.views().error() == condition::corrupt));
    BOOST_TEST(auditor.verify().value().first_divergence.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
