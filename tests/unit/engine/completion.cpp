#include "engine/completion.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <stdexcept>

BOOST_AUTO_TEST_SUITE(engine_completion)

using namespace acikkapi;
using namespace acikkapi::engine_room;
using namespace std::chrono_literals;

namespace {

using steady = std::chrono::steady_clock;

/// Answers for handlers that count how often they are called.
std::vector<answer> answers(std::size_t size, asio::io_context& where, int& calls)
{
    std::vector<answer> out;
    for (std::size_t i = 0; i < size; ++i) {
        detail::kernel::one_handler count = [&calls](error_code, const receipt&) { ++calls; };
        out.push_back({completion{where.get_executor(), std::move(count)}, {}, {}});
    }
    return out;
}

bool waits_longer_than(answering& all, steady::duration bound)
{
    const auto began = steady::now();
    all.wait(10s);
    return steady::now() - began > bound;
}

/// @return How often something was thrown.
int run_to_the_end(asio::io_context& where)
{
    for (int thrown = 0;; ++thrown) {
        try {
            where.run();
            return thrown;
        } catch (const std::exception&) {
        }
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_handler_of_a_batch_is_called_once_and_not_inline)
{
    asio::io_context where;
    int calls = 0;
    const auto all = std::make_shared<answering>();
    all->post(answers(150, where, calls));
    BOOST_TEST(calls == 0);
    where.run();
    BOOST_TEST(calls == 150);
}

BOOST_AUTO_TEST_CASE(a_handler_is_told_its_own_error_and_receipt)
{
    asio::io_context where;
    error_code told;
    receipt got;
    detail::kernel::one_handler keep = [&](error_code error, const receipt& what) {
        told = error;
        got = what;
    };
    int calls = 0;
    auto batch = answers(3, where, calls);
    batch.push_back(
        {completion{where.get_executor(), std::move(keep)},
         errc::key_reused,
         {receipt{.stream = stream_id{7}}}});
    std::make_shared<answering>()->post(std::move(batch));
    where.run();
    BOOST_TEST((told == errc::key_reused));
    BOOST_TEST((got.stream == stream_id{7}));
}

BOOST_AUTO_TEST_CASE(a_handler_with_an_executor_of_its_own_runs_there)
{
    asio::io_context where;
    asio::io_context other;
    int calls = 0;
    detail::kernel::one_handler bound = asio::bind_executor(
        other.get_executor(), [&calls](error_code, const receipt&) { ++calls; });
    std::vector<answer> batch;
    batch.push_back({completion{where.get_executor(), std::move(bound)}, {}, {}});
    std::make_shared<answering>()->post(std::move(batch));
    where.run();
    BOOST_TEST(calls == 0);
    other.run();
    BOOST_TEST(calls == 1);
}

BOOST_AUTO_TEST_CASE(waiting_ends_when_all_have_run)
{
    asio::io_context where;
    int calls = 0;
    const auto all = std::make_shared<answering>();
    BOOST_TEST(!waits_longer_than(*all, 5s));
    all->post(answers(150, where, calls));
    where.run();
    BOOST_TEST(!waits_longer_than(*all, 5s));
}

BOOST_AUTO_TEST_CASE(waiting_has_a_bound)
{
    asio::io_context where;
    int calls = 0;
    const auto all = std::make_shared<answering>();
    all->post(answers(1, where, calls));
    const auto began = steady::now();
    all->wait(20ms);
    BOOST_TEST((steady::now() - began >= 20ms));
    BOOST_TEST(calls == 0);
}

// A context keeps what is thrown within it until the group is over; a strand lets it through at once.
BOOST_AUTO_TEST_CASE(a_handler_that_throws_costs_nobody_else_his_answer)
{
    for (const bool in_strand : {false, true}) {
        asio::io_context where;
        asio::any_io_executor executor = where.get_executor();
        if (in_strand) {
            executor = asio::make_strand(where);
        }
        int calls = 0;
        std::vector<answer> batch;
        for (int i = 0; i < 100; ++i) {
            detail::kernel::one_handler handler = [&calls, i](error_code, const receipt&) {
                ++calls;
                if (i == 0 || i == 4 || i == 5 || i == 63 || i == 99) {
                    throw std::runtime_error{"of a host"};
                }
            };
            batch.push_back({completion{executor, std::move(handler)}, {}, {}});
        }
        const auto all = std::make_shared<answering>();
        all->post(std::move(batch));
        BOOST_TEST(run_to_the_end(where) > 0);
        BOOST_TEST(calls == 100);
        BOOST_TEST(!waits_longer_than(*all, 5s));
    }
}

BOOST_AUTO_TEST_CASE(nobody_waits_for_handlers_whose_executor_is_gone)
{
    int calls = 0;
    const auto all = std::make_shared<answering>();
    std::optional<asio::io_context> where{std::in_place};
    all->post(answers(3, *where, calls));
    where.reset();
    BOOST_TEST(!waits_longer_than(*all, 5s));
    BOOST_TEST(calls == 0);
}

BOOST_AUTO_TEST_SUITE_END()
