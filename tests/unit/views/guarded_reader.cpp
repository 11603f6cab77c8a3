#include <acikkapi/petition.hpp>

#include "views/guarded_reader.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>
#include <string>

BOOST_AUTO_TEST_SUITE(views_guarded_reader)

namespace {

using namespace acikkapi;

/// Three applications with one unit, and how often one of them was read.
class three final : public detail::reader {
public:
    mutable std::size_t reads = 0;

    [[nodiscard]] result<detail::found_erased> find(stream_id stream) const override
    {
        ++reads;
        auto state = std::make_shared<application>();
        state->life = status::routed;
        state->unit = unit_id::parse(stream == stream_id{2} ? "10000002" : "10000001").value();
        return detail::found_erased{1, {}, false, state, false};
    }
    [[nodiscard]] result<detail::found_erased>
    find(stream_id stream, const detail::until& /*end*/) const override
    {
        return find(stream);
    }
    [[nodiscard]] result<void> timeline(stream_id /*stream*/, const taker& /*take*/) const override
    {
        return {};
    }
    [[nodiscard]] result<list_page> list(const list_query& /*query*/) const override
    {
        return list_page{{stream_id{1}, stream_id{2}, stream_id{3}}, {}};
    }
    [[nodiscard]] result<std::vector<stream_id>> find_by(
        std::string_view /*name*/, std::string_view /*secret*/, std::size_t limit) const override
    {
        const std::vector all{stream_id{3}, stream_id{2}, stream_id{1}};
        const auto given = static_cast<std::ptrdiff_t>(std::min(limit, all.size()));
        return std::vector<stream_id>(all.begin(), all.begin() + given);
    }
    [[nodiscard]] result<figures> statistics() const override { return figures{}; }
};

struct site {
    three store;
    detail::workflow_of<petition> rules{petition{}};

    /// Asks a question as somebody.
    template <class Question>
    [[nodiscard]] auto as(std::string_view name, std::string_view table, Question question) const
    {
        const auto policy = access_matrix::parse(table).value();
        viewer who;
        who.by = actor::parse(name).value();
        const views_room::guarded_reader reader{
            store, rules, policy, who, [](stream_id, std::string_view) { return false; }};
        return question(reader);
    }
    [[nodiscard]] std::size_t seen_by(std::string_view name, std::string_view table) const
    {
        return as(name, table, [](const auto& reader) {
            return reader.list({"state", "routed", false, {}, 50}).value().streams.size();
        });
    }
};

constexpr std::string_view table = "act  officer unit desk\n"
                                   "list any     any  any\n"
                                   "find any     any  any\n"
                                   "read any     own  -\n";

}  // namespace

// An officer's list of ten thousand must not cost ten thousand reads.
BOOST_AUTO_TEST_CASE(who_may_read_all_is_shown_a_list_without_a_look_into_its_applications)
{
    const site s;
    BOOST_TEST(s.seen_by("officer:34/1", table) == 3U);
    BOOST_TEST(s.store.reads == 0U);
}

BOOST_AUTO_TEST_CASE(of_who_may_read_his_own_only_each_is_looked_at)
{
    const site s;
    BOOST_TEST(s.seen_by("unit:10000001/1", table) == 2U);
    BOOST_TEST(s.store.reads == 3U);
    BOOST_TEST(s.seen_by("desk:34/1", table) == 0U);
}

BOOST_AUTO_TEST_CASE(what_one_may_not_read_does_not_hide_what_one_may)
{
    const site s;
    const auto found = [&](std::string_view name, std::size_t limit) {
        return s.as(name, table, [limit](const auto& reader) {
            return reader.find_by("subject", "10000000146", limit);
        });
    };
    BOOST_TEST((found("unit:10000001/1", 2).value() == std::vector{stream_id{3}, stream_id{1}}));
    BOOST_TEST((found("unit:10000002/1", 1).value() == std::vector{stream_id{2}}));
    BOOST_TEST((found("officer:34/1", 2).value() == std::vector{stream_id{3}, stream_id{2}}));
    BOOST_TEST(found("desk:34/1", 2).value().empty());
}

BOOST_AUTO_TEST_SUITE_END()
