#pragma once

#include <acikkapi/error.hpp>
#include <acikkapi/ports.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace host {

/// Puts on record what peers say of letters that they have taken. Who said it has our answer by then and says it no more:
/// where the engine has no room for it, it is given it again every second. Words about one letter keep their order.
/// @par Thread safety  All members from any thread.
/// @par Lifetime       The executor and the clock outlive it; what the recorder is made of, `stop`. It may be gone while
///                     a word is under way.
class late_words {
public:
    /// Puts one on record: `engine::async_report`. The same twice is on record once.
    using recorder = std::function<void(
        std::string letter,
        acikkapi::hand_result how,
        std::function<void(acikkapi::error_code)> done)>;

    /// @param where  Where a word is given again.
    /// @param fault  Told what is not on record and never will be. What the engine refuses is none of it: that is on record,
    ///               or about a letter that this store does not know.
    late_words(
        acikkapi::asio::any_io_executor where,
        acikkapi::clock& time,
        recorder record,
        std::function<void(const std::string&)> fault);
    ~late_words();
    late_words(const late_words&) = delete;
    late_words& operator=(const late_words&) = delete;

    /// @param letter  `hand_over::id`.
    void add(std::string_view letter, acikkapi::hand_result how);

    /// Nothing is put on record any more. Once the engine has ended, and before who owns the executor waits for it to
    /// have nothing to do.
    void stop();

    static constexpr std::size_t waiting_max = 100'000;  ///< Words; about 30 MB.

private:
    struct state;
    std::shared_ptr<state> state_;
};

}  // namespace host
