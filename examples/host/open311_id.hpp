#pragma once

#include <acikkapi/ids.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace host {

/// What an application is called in public: 32 hexadecimal digits that say neither its number, nor when it
/// came, nor how many there are. The same each time, made and read with a key and nothing else: there is
/// no table. Who knows one can ask for what is public and for nothing else, and cannot lock its holder
/// out, for it is no number at which a lookup code could be tried.
/// @par Thread safety  All members from any thread.
class public_ids {
public:
    /// @param secret  Of the store; a key of its own is derived from it.
    explicit public_ids(std::string_view secret);

    [[nodiscard]] std::string id_of(acikkapi::stream_id stream) const;

    /// @return Nothing for what was never given out: one of 2^64 guesses would be right.
    [[nodiscard]] std::optional<acikkapi::stream_id> stream_of(std::string_view id) const;

private:
    std::array<unsigned char, 32> key_{};
};

}  // namespace host
