#include "codec/snapshot_codec.hpp"
#include "journal/read.hpp"
#include "support/stores.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(journal_read)

namespace {

using namespace acikkapi;
using namespace support;

std::string bytes_of(bool closed)
{
    journal::snapshot out;
    out.at = 1;
    out.closed = closed;
    out.events = {position{1}};
    out.state = {1, 1, "state", {}};
    return codec::encode_snapshot(out);
}

/// A store in which the application is taken up again just while it is looked for.
class moving_store final : public journal::journal {
public:
    error_code ready() override { return {}; }
    result<void> commit(const support::journal::batch&) override { return {}; }
    position head() const noexcept override { return position{1}; }
    result<std::optional<std::string>>
    get(support::journal::table in, std::string_view) const override
    {
        const bool asked_closed = in == support::journal::table::done;
        const bool closed = looks_++ < 1;
        return asked_closed == closed ? std::optional{bytes_of(closed)} : std::nullopt;
    }
    tree_head tree() const override { return {}; }
    void publish_key(std::string_view) override {}
    result<std::optional<support::journal::row>>
    last(support::journal::table, std::string_view) const override
    {
        return std::optional<support::journal::row>{};
    }
    bool surely_absent(support::journal::table, std::string_view) const override { return false; }
    result<void> scan(
        support::journal::table,
        std::string_view,
        std::string_view,
        const support::journal::visitor&) const override
    {
        return {};
    }
    result<std::string> event(position) const override { return errc::corrupt_journal; }
    result<void>
    scan_events(position, position, const support::journal::event_visitor&) const override
    {
        return {};
    }
    result<void> copy_to(const std::string&) const override { return {}; }
    result<backup_info> back_up(const std::string&, const backup_progress&) const override
    {
        return backup_info{};
    }

private:
    mutable int looks_ = 0;
};

/// A store in which one row holds this snapshot.
std::unique_ptr<journal::journal>
holding(const folder& where, journal::table in, const std::string& bytes)
{
    auto store = open_store(where.str());
    auto batch = events_from(1, 1);
    batch.rows.push_back({in, journal::stream_key(stream_id{1}), bytes});
    BOOST_REQUIRE(store->commit(batch).has_value());
    return store;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_snapshot_is_found_open_or_ended)
{
    for (const bool closed : {false, true}) {
        const folder where;
        const auto store =
            holding(where, closed ? journal::table::done : journal::table::open, bytes_of(closed));
        const auto found = journal::read_snapshot(*store, stream_id{1}, nullptr).value();
        BOOST_TEST(found.value().closed == closed);
        BOOST_TEST(found.value().state.clear == "state");
        BOOST_TEST(!journal::read_snapshot(*store, stream_id{2}, nullptr).value().has_value());
    }
}

BOOST_AUTO_TEST_CASE(a_snapshot_among_the_wrong_ones_is_corrupt)
{
    for (const bool closed : {false, true}) {
        const folder where;
        const auto store =
            holding(where, closed ? journal::table::open : journal::table::done, bytes_of(closed));
        BOOST_TEST(
            (journal::read_snapshot(*store, stream_id{1}, nullptr).error() ==
             errc::corrupt_snapshot));
    }
}

BOOST_AUTO_TEST_CASE(a_snapshot_that_is_cut_in_its_clear_part_is_corrupt)
{
    const std::string sound = bytes_of(false);
    for (std::size_t size = 0; size < sound.size(); ++size) {
        const auto read =
            journal::read_snapshot_row(sound.substr(0, size), stream_id{1}, false, nullptr);
        BOOST_TEST((read.error() == errc::corrupt_snapshot), size);
    }
}

// A reader takes no lock: between its two looks a commit may move the row.
BOOST_AUTO_TEST_CASE(an_application_that_is_just_taken_up_again_is_found)
{
    const moving_store store;
    BOOST_TEST(journal::read_snapshot(store, stream_id{1}, nullptr).value().has_value());
}

BOOST_AUTO_TEST_CASE(a_record_that_is_missing_is_corrupt)
{
    const folder where;
    make_store(where.str(), 2);
    const auto store = open_store(where.str());
    BOOST_TEST(
        (journal::read_record(*store, position{3}, nullptr).error() == errc::corrupt_journal));
}

BOOST_AUTO_TEST_SUITE_END()
