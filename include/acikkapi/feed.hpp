#pragma once

#include <acikkapi/ports.hpp>
#include <acikkapi/record.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/deferred.hpp>

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace acikkapi {

namespace detail {

class feed_source {
public:
    using handler = asio::any_completion_handler<void(error_code, std::vector<record>)>;
    virtual ~feed_source() = default;
    [[nodiscard]] virtual result<std::vector<record>>
    read(position after, std::size_t limit) const = 0;
    /// Moves `*after` to the last record given, before `done` is called.
    virtual void
    start_read(std::shared_ptr<position> after, std::size_t limit, handler done) const = 0;
};

}  // namespace detail

/// The journal from a place on, in order and without a gap, first what there is, then what comes.
///
/// Only a place in the journal: a reader that is slow or gone holds nothing back. Which records it
/// has dealt with, the reader remembers (`engine::save_checkpoint`, or its own store, together with
/// `engine::epoch`).
/// @par Lifetime  Not longer than its engine.
/// @par Thread safety  One call at a time.
class feed {
public:
    feed(const detail::feed_source* source, position after)
        : source_(source), after_(std::make_shared<position>(after))
    {}
    ~feed() = default;
    feed(feed&&) noexcept = default;
    feed& operator=(feed&&) noexcept = default;
    /// Goes on from the same place by itself.
    feed(const feed& other) : feed(other.source_, other.after()) {}
    feed& operator=(const feed& other) { return *this = feed{other}; }

    /// The next records; waits until there is one.
    /// @param limit  1 to 10,000.
    /// @par Cancellation  None; `engine::stop` ends it.
    /// @par Completion  `void(error_code, std::vector<record>)`: at least one record, or
    ///      `errc::stopping` when the engine stops, `errc::beyond_head` if the feed began at a place
    ///      that the journal has not come to, `errc::bad_argument` for a limit out of
    ///      range, `errc::io_error`, or a `corrupt` error: a hole is never skipped.
    template <class Token = asio::deferred_t>
    auto async_next(std::size_t limit, Token&& token = {})
    {
        return asio::async_initiate<Token, void(error_code, std::vector<record>)>(
            [source = source_, after = after_, limit](auto done) {
                source->start_read(after, limit, std::move(done));
            },
            token);
    }

    /// What there is now, without waiting; empty when level.
    [[nodiscard]] result<std::vector<record>> next(std::size_t limit)
    {
        auto records = source_->read(*after_, limit);
        if (records && !records->empty()) {
            *after_ = records->back().at;
        }
        return records;
    }

    /// The last record that was given out.
    [[nodiscard]] position after() const noexcept { return *after_; }

private:
    const detail::feed_source* source_;
    std::shared_ptr<position> after_;  // Shared with a read under way, so that a feed may be moved.
};

}  // namespace acikkapi
