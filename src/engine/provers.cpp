#include "engine/provers.hpp"
#include "journal/proving.hpp"

#include <boost/asio/append.hpp>
#include <boost/asio/post.hpp>

namespace acikkapi::engine_room {

void provers::start(position at, detail::kernel::proof_handler done)
{
    handler_work work{handlers_, done};
    request what{at, std::move(done), std::move(work), room_.enter()};
    if (what.place) {
        post_proof(std::move(what));
    } else {
        answer(std::move(what), errc::overloaded, {});
    }
}

void provers::post_proof(request what)
{
    asio::post(blocking_, [this, open = open_, what = std::move(what)]() mutable {
        if (const auto inside = open->enter()) {
            serve(std::move(what));
        } else {
            answer(std::move(what), errc::stopping, {});
        }
    });
}

void provers::serve(request what)
{
    std::unique_lock lock{mutex_};
    const auto wakes = wakes_;
    lock.unlock();
    auto proof = journal::prove(store_, what.at);
    if (proof) {
        answer(std::move(what), {}, *std::move(proof));
        return;
    }
    if (proof.error() != errc::not_covered) {
        answer(std::move(what), proof.error(), {});
        return;
    }
    lock.lock();
    if (stopping_) {
        lock.unlock();
        answer(std::move(what), errc::stopping, {});
    } else if (wakes_ != wakes) {
        lock.unlock();
        post_proof(std::move(what));  // A checkpoint may have come between looking and waiting.
    } else {
        waiting_.push_back(std::move(what));
    }
}

void provers::answer(request what, error_code error, record_proof proof)
{
    const auto work = what.work;
    what.place.reset();
    asio::post(work.executor(), asio::append(std::move(what.done), error, std::move(proof)));
}

void provers::wake(std::uint64_t covered)
{
    // None is assigned to: Boost 1.81's move assignment of a handler calls itself without end.
    std::vector<request> ready;
    {
        const std::lock_guard lock{mutex_};
        ++wakes_;
        std::vector<request> rest;
        for (auto& one : waiting_) {
            (number_of(one.at) > covered ? rest : ready).push_back(std::move(one));
        }
        waiting_.swap(rest);
    }
    for (auto& one : ready) {
        post_proof(std::move(one));
    }
}

void provers::stop()
{
    std::vector<request> ready;
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
        ready.swap(waiting_);
    }
    for (auto& one : ready) {
        answer(std::move(one), errc::stopping, {});
    }
}

}  // namespace acikkapi::engine_room
