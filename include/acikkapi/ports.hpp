#pragma once

#include <acikkapi/detail/on_its_executor.hpp>
#include <acikkapi/ids.hpp>
#include <acikkapi/workflow.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/post.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace acikkapi {

namespace asio = boost::asio;

/// Calls back at a time of its clock; made by `clock::make_alarm`.
class alarm {
public:
    virtual ~alarm() = default;

    /// Calls back once when the clock reaches `when`, or when it was set back before that: who waits for a
    /// while looks at the clock then and sets the alarm anew. Replaces an earlier wish.
    virtual void set(instant when) = 0;

    /// No call back any more. One that was under way already may still arrive.
    virtual void clear() = 0;
};

/// Where the engine gets the time from, so that tests and imports own it.
/// @par Thread safety  All members from any thread.
class clock {
public:
    virtual ~clock() = default;
    [[nodiscard]] virtual instant now() noexcept = 0;
    /// @param call  Posted to `where`, never called inline.
    [[nodiscard]] virtual std::unique_ptr<alarm>
    make_alarm(asio::any_io_executor where, std::function<void()> call) = 0;
};

/// The clock of the machine. Where somebody sets it, or the machine has slept, its alarms are late by half a
/// minute at most.
class system_clock final : public clock {
public:
    instant now() noexcept override;
    std::unique_ptr<alarm>
    make_alarm(asio::any_io_executor where, std::function<void()> call) override;
};

/// A clock that stands still until it is moved: for tests and for imports under past times.
/// Alarms must be destroyed before it.
class manual_clock final : public clock {
public:
    explicit manual_clock(instant start) : now_(start) {}

    instant now() noexcept override;
    std::unique_ptr<alarm>
    make_alarm(asio::any_io_executor where, std::function<void()> call) override;

    /// Moves to `when`, also backwards, and posts the calls that are due; backwards, all.
    void set(instant when);

private:
    class manual_alarm;
    mutable std::mutex mutex_;
    instant now_;
    std::vector<manual_alarm*> alarms_;
};

/// One try to hand a letter over.
struct hand_over {
    std::string id;  ///< The same in every try: the receiver may drop repeats by it.
    stream_id stream{};
    letter what;
    std::uint32_t attempt = 1;  ///< 1 for the first; what was put off counts, too.
    std::string
        correlation{};  ///< Of the command that caused it (`origin::correlation`): a trace's context.
    instant
        recorded_at{};  ///< When its event was: `retry_rule::give_up_after` is counted from here.
};

/// How a try ended.
struct hand_result {
    std::optional<delivery> settled;  ///< Ended for good; empty: try again later.
    std::string detail;  ///< The peer's id or error; no personal data; at most 200 bytes.
    std::string means;   ///< By what: `sms`, `e-mail`; empty: by what the adapter is called.
    charge cost;
    /// Where nothing is settled: this was no failed try, and the next is to be made then. For what
    /// has its hours, or has had enough for now.
    std::optional<instant> not_before;

    hand_result() = default;
    // A constructor, because GCC 12 destroys an aggregate temporary in a co_await twice.
    hand_result(std::optional<delivery> how, std::string why) : settled(how), detail(std::move(why))
    {}

    /// Not now.
    [[nodiscard]] static hand_result later(instant when, std::string why)
    {
        hand_result out{std::nullopt, std::move(why)};
        out.not_before = when;
        return out;
    }
};

/// A hand that carries letters out of the house. It must not throw; what it throws all the same
/// is caught and counts as a failed try. At least once: after a crash a letter may come again,
/// under the same id, and so may after an orderly stop what was under way then: who would not have that holds the
/// letters (`engine::hold_letters`), waits until none is under way (`engine::letters`), and stops. It must not stop
/// the engine while it is called: that would wait for itself.
/// @par Lifetime  Outlives the engine's `async_run`.
class adapter {
public:
    virtual ~adapter() = default;

    /// @par Completion  `void(hand_result)`, on the handler's executor.
    template <class Token = asio::deferred_t>
    auto async_hand_over(hand_over what, Token&& token = {})
    {
        return asio::async_initiate<Token, void(hand_result)>(
            [this](auto done, hand_over given) {
                do_hand_over(std::move(given), detail::on_its_executor{std::move(done)});
            },
            token,
            std::move(what));
    }

private:
    /// Calls `done` exactly once, from any thread.
    virtual void
    do_hand_over(hand_over what, asio::any_completion_handler<void(hand_result)> done) = 0;
};

/// How the letters of one adapter stand.
struct adapter_state {
    std::string adapter;
    std::size_t waiting = 0;  ///< In memory and not settled yet, those under way among them.
    std::size_t under_way = 0;
    std::optional<instant> oldest{};  ///< When the event of the oldest of them was recorded.
    bool held = false;                ///< @see engine::hold_letters
    bool down = false;                ///< It failed too often, and has not worked since.
    std::uint64_t settled = 0;        ///< Since the engine was opened; the dead are among them.
    std::uint64_t dead = 0;
    std::uint64_t failed_tries = 0;
};

// A letter of the kind `erased` asks an adapter to destroy what it keeps under the letter's reference. It
// tells nobody: for a notifier it has no recipient. @see engine::erase

/// Tells applicants: SMS, e-mail, a letter.
class notifier : public adapter {};

/// Gives applications to units: their own system, a mailbox, a desk in the same program.
class department : public adapter {};

/// What a witness said: status and body of an HTTP response, as C2SP tlog-witness has them.
struct witness_answer {
    int status = 0;  ///< 0: there was no answer.
    std::string body;

    witness_answer() = default;
    // A constructor, because GCC 12 destroys an aggregate temporary in a co_await twice.
    witness_answer(int how, std::string what) : status(how), body(std::move(what)) {}
};

/// Another institution, which remembers how far the journal had come and cosigns a checkpoint only if
/// it goes on from there. So nobody can be shown another history than others were.
/// It must not throw; what it throws all the same is caught, and is no answer.
/// @par Lifetime  Outlives the engine's `async_run`.
class witness {
public:
    virtual ~witness() = default;

    /// @param request  The body of `add-checkpoint`: what `growth_proof::str` writes.
    /// @par Completion  `void(witness_answer)`, on the handler's executor.
    template <class Token = asio::deferred_t>
    auto async_add_checkpoint(std::string request, Token&& token = {})
    {
        return asio::async_initiate<Token, void(witness_answer)>(
            [this](auto done, std::string given) {
                do_add_checkpoint(std::move(given), detail::on_its_executor{std::move(done)});
            },
            token,
            std::move(request));
    }

private:
    /// Calls `done` exactly once, from any thread, and within bounded time.
    virtual void do_add_checkpoint(
        std::string request, asio::any_completion_handler<void(witness_answer)> done) = 0;
};

/// A plain function as an adapter of either kind; it is called on `where`. What it throws is a
/// failed try. What waits on `where` when the adapter ends is carried out all the same.
template <class Port>
class function_adapter final : public Port {
public:
    function_adapter(asio::any_io_executor where, std::function<hand_result(const hand_over&)> call)
        : where_(std::move(where)), call_(std::make_shared<const function>(std::move(call)))
    {}

private:
    using function = std::function<hand_result(const hand_over&)>;

    void do_hand_over(hand_over what, asio::any_completion_handler<void(hand_result)> done) override
    {
        asio::post(
            where_, [call = call_, what = std::move(what), done = std::move(done)]() mutable {
                auto how = ask(*call, what);
                std::move(done)(std::move(how));
            });
    }

    // An exception that left the posted function would end the host's thread. Its text stays here:
    // it may quote the letter.
    [[nodiscard]] static hand_result ask(const function& call, const hand_over& what)
    {
        try {
            return call(what);
        } catch (const std::bad_alloc&) {
            return {std::nullopt, "no memory"};  // Short enough to need none.
        } catch (...) {
            return {std::nullopt, "the function threw an exception"};
        }
    }

    asio::any_io_executor where_;
    std::shared_ptr<const function> call_;
};

}  // namespace acikkapi
