#pragma once

#include <acikkapi/ports.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tools {

/// Where a witness is asked: `http://HOST[:PORT][/PREFIX]`.
struct witness_address {
    std::string host;
    std::string port = "80";
    std::string prefix;  ///< Empty, or begins with a slash and does not end with one.

    /// @return Nothing if it is no such address. What is sent and what comes back is public and signed:
    ///         who wants TLS all the same puts a proxy between.
    [[nodiscard]] static std::optional<witness_address> parse(std::string_view url);

    friend bool operator==(const witness_address&, const witness_address&) = default;
};

/// A witness somewhere else, asked over HTTP.
/// @par Thread safety  All members from any thread.
class http_witness final : public acikkapi::witness {
public:
    /// @param patience  What is no answer by then is none, wherever it was waited for.
    http_witness(
        acikkapi::asio::any_io_executor where,
        witness_address to,
        std::chrono::milliseconds patience = std::chrono::seconds{10})
        : where_(std::move(where)), to_(std::move(to)), patience_(patience)
    {}

private:
    void do_add_checkpoint(
        std::string request,
        acikkapi::asio::any_completion_handler<void(acikkapi::witness_answer)> done) override;

    acikkapi::asio::any_io_executor where_;
    witness_address to_;
    std::chrono::milliseconds patience_;
};

}  // namespace tools
