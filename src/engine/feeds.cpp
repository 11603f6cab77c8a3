#include "engine/feeds.hpp"
#include "journal/read.hpp"

#include <boost/asio/append.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>

namespace acikkapi::engine_room {

namespace {
constexpr std::size_t limit_max = 10'000;
// So many fewer are given at once where they are as large as attachments.
constexpr std::size_t bytes_max = std::size_t{16} << 20U;
}  // namespace

result<std::vector<record>> feeds::read(position after, std::size_t limit) const
{
    if (limit == 0 || limit > limit_max) {
        return errc::bad_argument;
    }
    std::vector<record> out;
    const position head = store_.head();
    if (after > head) {
        return errc::beyond_head;  // Else it would wait, and one day miss what it takes for read.
    }
    if (after == head) {
        return out;
    }
    const position last = std::min(head, position{number_of(after) + limit});
    std::size_t bytes = 0;
    const auto scanned = journal::scan_records(store_, after, last, keys_, [&](record&& one) {
        bytes += one.payload.clear.size() + one.payload.personal.size();
        out.push_back(std::move(one));
        return bytes < bytes_max;
    });
    if (!scanned) {
        return scanned.error();
    }
    return out;
}

void feeds::start(
    std::shared_ptr<position> after, std::size_t limit, detail::feed_source::handler done)
{
    handler_work work{handlers_, done};
    post_read({std::move(after), limit, std::move(done), std::move(work)});
}

void feeds::post_read(request what)
{
    asio::post(blocking_, [this, open = open_, what = std::move(what)]() mutable {
        if (const auto inside = open->enter()) {
            serve(std::move(what));
        } else {
            answer(std::move(what), errc::stopping, {});
        }
    });
}

void feeds::serve(request what)
{
    auto records = read(*what.after, what.limit);
    if (!records) {
        answer(std::move(what), records.error(), {});
        return;
    }
    if (!records->empty()) {
        answer(std::move(what), {}, *std::move(records));
        return;
    }
    std::unique_lock lock{mutex_};
    if (stopping_) {
        lock.unlock();
        answer(std::move(what), errc::stopping, {});
    } else if (store_.head() > *what.after) {
        lock.unlock();
        post_read(std::move(what));  // A commit came between reading and waiting.
    } else {
        waiting_.push_back(std::move(what));
    }
}

void feeds::answer(request what, error_code error, std::vector<record> records)
{
    if (!records.empty()) {
        *what.after = records.back().at;
    }
    const auto work = what.work;
    asio::post(work.executor(), asio::append(std::move(what.done), error, std::move(records)));
}

void feeds::wake()
{
    std::vector<request> ready;
    {
        const std::lock_guard lock{mutex_};
        ready.swap(waiting_);
    }
    for (auto& one : ready) {
        post_read(std::move(one));
    }
}

void feeds::stop()
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
