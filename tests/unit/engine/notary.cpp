#include "engine/notary.hpp"
#include "journal/keys.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <map>
#include <string>
#include <utility>

BOOST_AUTO_TEST_SUITE(engine_notary)

namespace {

using namespace acikkapi;
using namespace std::chrono_literals;
namespace journal = acikkapi::journal;

/// Keeps the rows of checkpoints, and says when it is asked how far the tree has grown.
class growing_store final : public journal::journal {
public:
    std::atomic<std::uint64_t> size{5};
    mutable std::function<void()> asked;  ///< Called once.
    std::map<std::string, std::string> rows;

    tree_head tree() const override
    {
        const tree_head out{size.load(), {}};
        if (const auto call = std::exchange(asked, {})) {
            call();
        }
        return out;
    }
    position head() const noexcept override { return position{size.load()}; }
    error_code ready() override { return {}; }
    result<void> commit(const acikkapi::journal::batch& what) override
    {
        for (const auto& one : what.rows) {
            if (one.in == acikkapi::journal::table::tree) {
                rows[one.key] = one.value.value_or("");
            }
        }
        return {};
    }
    void publish_key(std::string_view) override {}
    result<std::optional<std::string>>
    get(acikkapi::journal::table, std::string_view) const override
    {
        return std::optional<std::string>{};
    }
    bool surely_absent(acikkapi::journal::table, std::string_view) const override { return true; }
    result<std::optional<acikkapi::journal::row>>
    last(acikkapi::journal::table, std::string_view) const override
    {
        return std::optional<acikkapi::journal::row>{};
    }
    result<void> scan(
        acikkapi::journal::table,
        std::string_view,
        std::string_view,
        const acikkapi::journal::visitor&) const override
    {
        return {};
    }
    result<std::string> event(position) const override { return errc::corrupt_journal; }
    result<void>
    scan_events(position, position, const acikkapi::journal::event_visitor&) const override
    {
        return {};
    }
    result<void> copy_to(const std::string&) const override { return {}; }
    result<backup_info> back_up(const std::string&, const backup_progress&) const override
    {
        return backup_info{};
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_signed_and_cosigned_while_somebody_signs_stays_cosigned)
{
    growing_store store;
    views_room::open_lists lists;
    views_room::counters figures;
    engine_room::committer commits{
        store,
        lists,
        figures,
        {position{5}, no_stream, position{0}},
        {100, 1'000'000},
        [](auto&) {},
        [] {}};
    engine_room::notary notary{
        store, commits, {"register.example.org", verifier_key::kind::log, {}}, {1, 1h}, 0};
    std::future<void> others;
    store.asked = [&] {
        others = std::async(std::launch::async, [&] {
            static_cast<void>(notary.look(instant{}));
            static_cast<void>(notary.keep({5, "cosigned"}));
            store.size = 6;
            static_cast<void>(notary.look(instant{}));
        });
        others.wait_for(200ms);  // Or they wait for who signs.
    };
    BOOST_TEST(notary.sign().has_value());
    others.get();
    commits.drain();
    BOOST_TEST(store.rows.size() == 2U);
    BOOST_TEST(store.rows[journal::checkpoint_key(5)] == "cosigned");
}

BOOST_AUTO_TEST_SUITE_END()
