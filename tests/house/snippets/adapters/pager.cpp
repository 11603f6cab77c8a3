// An adapter of one's own, for docs/adapters.md.

// [pager]
#include <acikkapi/ports.hpp>

#include <boost/asio/thread_pool.hpp>

#include <iostream>
#include <string>

using namespace acikkapi;

/// Tells the officer on duty: one line on a pager's queue for each letter to the staff.
class pager final : public department {
public:
    using send = bool (*)(const std::string& id, const std::string& line);
    pager(asio::any_io_executor where, send by) : where_(std::move(where)), by_(by) {}

private:
    // Called by the engine; returns at once. `done` is told once, from whatever thread there is.
    void do_hand_over(hand_over what, asio::any_completion_handler<void(hand_result)> done) override
    {
        asio::post(where_, [by = by_, what = std::move(what), done = std::move(done)]() mutable {
            auto how = ask(by, what);
            std::move(done)(std::move(how));
        });
    }

    static hand_result ask(send by, const hand_over& what)
    {
        if (what.what.kind == "erased") {
            return {delivery::delivered, "nothing is kept here"};
        }
        // The same id in every try: the pager drops what it had before.
        if (by(what.id, what.what.kind + " " + what.what.reference)) {
            return {delivery::delivered, "on the pager"};
        }
        return {std::nullopt, "the pager does not answer"};  // Tried again, by the engine's rule.
    }

    asio::any_io_executor where_;  // Where waiting is allowed: a thread pool's.
    send by_;
};
// [pager end]

int main()
{
    asio::thread_pool threads{1};
    pager duty{threads.get_executor(), [](const std::string& id, const std::string& line) {
                   std::cout << id << ' ' << line << '\n';
                   return true;
               }};
    hand_result came;
    duty.async_hand_over(
        {"17-0",
         stream_id{7},
         {"staff", "escalation-2", "head:24301265", "34-2026-048213975-9", true}},
        [&](hand_result how) { came = std::move(how); });
    threads.join();
    return came.settled == delivery::delivered ? 0 : 1;
}
