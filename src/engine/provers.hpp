#pragma once

#include <acikkapi/detail/kernel.hpp>

#include "engine/gate.hpp"
#include "engine/handler_work.hpp"
#include "engine/waiting_room.hpp"
#include "journal/journal.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace acikkapi::engine_room {

/// Those who wait for the proof of a record until a checkpoint covers it.
/// @par Thread safety  All members from any thread.
class provers {
public:
    provers(
        const journal::journal& store,
        std::shared_ptr<gate> open,
        asio::any_io_executor handlers,
        asio::any_io_executor blocking,
        std::size_t waiting_max)
        : store_(store), open_(std::move(open)), handlers_(std::move(handlers)),
          blocking_(std::move(blocking)), room_(waiting_max)
    {}

    void start(position at, detail::kernel::proof_handler done);

    /// A group of commands was written; checkpoints up to this size may lie in it.
    void wake(std::uint64_t covered);
    void stop();

private:
    struct request {
        position at;
        detail::kernel::proof_handler done;
        handler_work work;
        std::optional<waiting_room::place> place{};
    };
    void post_proof(request what);
    void serve(request what);
    static void answer(request what, error_code error, record_proof proof);

    const journal::journal& store_;
    std::shared_ptr<gate> open_;
    asio::any_io_executor handlers_;
    asio::any_io_executor blocking_;
    waiting_room room_;
    std::mutex mutex_;
    std::vector<request> waiting_;
    std::uint64_t wakes_ = 0;  // Groups written so far.
    bool stopping_ = false;
};

}  // namespace acikkapi::engine_room
