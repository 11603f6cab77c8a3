#pragma once

#include <acikkapi/feed.hpp>

#include "codec/parts.hpp"
#include "engine/gate.hpp"
#include "engine/handler_work.hpp"
#include "journal/journal.hpp"

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace acikkapi::engine_room {

/// Readers of the growing journal. One that waits costs a place in a list; one that reads holds
/// nothing but an iterator for the length of one page.
/// @par Thread safety  All members from any thread.
class feeds {
public:
    feeds(
        const journal::journal& store,
        const codec::seals* keys,
        std::shared_ptr<gate> open,
        asio::any_io_executor handlers,
        asio::any_io_executor blocking)
        : store_(store), keys_(keys), open_(std::move(open)), handlers_(std::move(handlers)),
          blocking_(std::move(blocking))
    {}

    [[nodiscard]] result<std::vector<record>> read(position after, std::size_t limit) const;
    void
    start(std::shared_ptr<position> after, std::size_t limit, detail::feed_source::handler done);

    /// There are new records.
    void wake();
    void stop();

private:
    struct request {
        std::shared_ptr<position> after;
        std::size_t limit;
        detail::feed_source::handler done;
        handler_work work;
    };
    void post_read(request what);
    void serve(request what);
    static void answer(request what, error_code error, std::vector<record> records);

    const journal::journal& store_;
    const codec::seals* keys_;
    std::shared_ptr<gate> open_;
    asio::any_io_executor handlers_;
    asio::any_io_executor blocking_;
    std::mutex mutex_;
    std::vector<request> waiting_;
    bool stopping_ = false;
};

}  // namespace acikkapi::engine_room
