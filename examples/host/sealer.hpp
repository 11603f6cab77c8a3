#pragma once

#include <acikkapi/ids.hpp>
#include <acikkapi/options.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace host {

/// Time of day, for what ends at a time.
using wall_clock = std::function<acikkapi::instant()>;

/// Seals texts, so that browsers keep for us what we do not want to keep: sessions, drafts of
/// forms. Nobody else can read or make one, and what was sealed for one purpose opens for no other.
///
/// AES-256-GCM with a nonce of chance: one key is good for some four thousand million texts. It
/// cannot take anything back: a text opens, as often as somebody sends it, until its time is over.
/// @par Thread safety  Const members from any thread.
class sealer {
public:
    using key = acikkapi::store_key;
    static constexpr std::size_t text_bytes_max = 256U << 10U;

    /// @param own     Seals and opens.
    /// @param before  Opens only: the key that was in use before this one, until what it sealed has
    ///     ended.
    /// @param now     From any thread.
    sealer(key own, std::optional<key> before, wall_clock now)
        : own_(own), before_(before), now_(std::move(now))
    {}

    /// @param purpose  What it is for: `cookie session`, `draft`. Of a draft also whose: with the
    ///     form's session in the purpose, it opens for nobody else.
    /// @param text     At most `text_bytes_max`.
    /// @return Base 64 that stands in cookies, forms and URLs as it is: four thirds of the text,
    ///     and 48.
    [[nodiscard]] std::string
    seal(std::string_view purpose, std::string_view text, acikkapi::instant until) const;

    /// @return Nothing for what was not sealed here for this purpose, and for what has ended.
    [[nodiscard]] std::optional<std::string>
    open(std::string_view purpose, std::string_view sealed) const;

    [[nodiscard]] acikkapi::instant now() const { return now_(); }

private:
    key own_;
    std::optional<key> before_;
    wall_clock now_;
};

}  // namespace host
