#pragma once

#include <acikkapi/ports.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <string_view>

namespace acikkapi::adapters {

/// What the engine calls a letter that asks to destroy what is kept of somebody.
inline constexpr std::string_view erased_kind = "erased";

/// By the engine's clock, or the machine's if there is none.
[[nodiscard]] instant now_of(clock* time);

/// The host has no words for a letter, and this is why.
[[nodiscard]] hand_result without_words(const error_code& why);

/// Carries out what blocks on an executor of the host's, for an adapter that may end meanwhile.
/// @par Thread safety  Safe from any thread.
class errands {
public:
    /// Called on the executor; may still be under way when the adapter is gone, so it owns what it
    /// needs. The flag is set when the adapter ends: then it is to come back soon.
    using work = std::function<hand_result(const hand_over&, const std::atomic<bool>& ended)>;

    errands(asio::any_io_executor where, work each);
    errands(const errands&) = delete;
    errands& operator=(const errands&) = delete;

    /// From now on what has not begun is answered as not settled, and what is under way ends soon.
    /// Waits for nothing.
    void stop() noexcept { kept_->ended = true; }
    ~errands() { stop(); }

    /// `done` is called once, on the executor.
    void run(hand_over what, asio::any_completion_handler<void(hand_result)> done);

private:
    struct shared {
        work each;
        std::atomic<bool> ended = false;
    };

    [[nodiscard]] static hand_result attempt(const shared& kept, const hand_over& what);

    asio::any_io_executor where_;
    std::shared_ptr<shared> kept_;
};

}  // namespace acikkapi::adapters
