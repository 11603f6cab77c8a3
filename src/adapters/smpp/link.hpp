#pragma once

#include <acikkapi/adapters/smpp_notifier.hpp>

#include "adapters/smpp/action.hpp"
#include "adapters/smpp/pdu.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>

namespace acikkapi::adapters::smpp {

/// The life of the connection: made, logged in, asked whether it lives, made anew, logged out.
/// It knows nothing of letters.
/// @par Thread safety  None.
class link {
public:
    /// @param numbers  Outlive it.
    /// @param seed     For what is left to chance.
    link(const smpp_options& options, sequence_numbers& numbers, std::uint32_t seed)
        : options_(options), numbers_(numbers), random_(seed)
    {}

    void start(instant now, actions& todo);
    /// There is a connection.
    void connected(instant now, actions& todo);
    /// There is none any more, or none could be made.
    void lost(std::string_view why, instant now, actions& todo);
    /// Something came that is of no concern to letters, or everything is, before the login is done.
    void take(const pdu& what, instant now, actions& todo);
    /// Anything came: the peer lives.
    void heard(instant now);
    /// The time has come that `next_time` gave.
    void tick(instant now, actions& todo);
    /// Logs out, if it is logged in, and ends.
    void stop(instant now, actions& todo);

    /// Letters can be written.
    [[nodiscard]] bool is_bound() const noexcept { return state_ == state::bound; }
    /// There is a connection, in whatever state.
    [[nodiscard]] bool is_up() const noexcept;
    /// Why they cannot; empty if they can.
    [[nodiscard]] const std::string& trouble() const noexcept { return trouble_; }
    [[nodiscard]] std::optional<instant> next_time() const;

private:
    enum class state : std::uint8_t {
        idle,        // Not started yet.
        waiting,     // For the time of the next try, `due_`.
        connecting,  // Until `due_`.
        binding,     // Likewise.
        bound,       // The peer is asked at `due_` whether it lives,
        enquiring,   // and has to say so until `due_`.
        unbinding,
        ended,
    };

    void ask(command what, body with, instant now, actions& todo);
    void bind(instant now, actions& todo);
    void bound(const pdu& answer, instant now, actions& todo);
    void wait(std::string why, std::chrono::milliseconds pause, instant now, actions& todo);
    void end(actions& todo);
    [[nodiscard]] std::chrono::milliseconds next_pause();

    const smpp_options& options_;
    sequence_numbers& numbers_;
    std::mt19937 random_;
    state state_ = state::idle;
    instant due_{};
    std::chrono::milliseconds pause_{};
    std::string trouble_ = "no connection yet";
};

}  // namespace acikkapi::adapters::smpp
