#pragma once

#include <acikkapi/keys.hpp>
#include <acikkapi/record.hpp>

#include "codec/parts.hpp"
#include "vault/key_ring.hpp"
#include "vault/sealing.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace acikkapi::vault {

/// In place of a person: all that an application has or could have.
inline constexpr whose_data everybody = 0xffff;

/// Seals by the keys of a ring.
///
/// Keys that were used lately are remembered, as they are used: to make one takes a dozen hashes, or 40.
/// @par Thread safety  All members from any thread.
class person_keys final : public codec::seals {
public:
    /// Streams with a key: as many as there are numbers of applications.
    static constexpr std::uint64_t streams = std::uint64_t{1} << 30U;

    /// @param remembered_max  Keys in memory at most, of 100 bytes or so each.
    explicit person_keys(key_ring ring, std::size_t remembered_max = 100'000);

    [[nodiscard]] std::optional<std::string>
    seal(const codec::place& of, std::string_view clear) const override;
    [[nodiscard]] result<std::optional<std::string>>
    unseal(const codec::place& of, std::string_view sealed) const override;

    [[nodiscard]] bool has(const person_of& whom) const { return key_of(whom).has_value(); }

    /// Nothing is sealed for them any more; what was sealed opens. What is added while their end goes on
    /// record would be readable to nobody afterwards.
    /// @param whom  Also `everybody`, here and below: then for nobody who comes in later, either.
    /// @return Those who were not closed before.
    [[nodiscard]] std::vector<person_of> close(const std::vector<person_of>& whom);
    /// It did not go on record, and will not.
    /// @param whom  What `close` gave: of others nobody knows yet.
    void reopen(const std::vector<person_of>& whom);

    /// When it returns, nobody can open what was sealed for them. An application of which `everybody` goes takes
    /// no room in the file beside neighbours that are gone, too; with its persons one by one it would for ever.
    /// @return As `key_ring::destroy`.
    [[nodiscard]] result<void> destroy(const std::vector<person_of>& whom);

    /// Applications up to `newest` of which some person's key was destroyed, rising.
    [[nodiscard]] std::vector<stream_id> with_destroyed(stream_id newest) const;

    /// The same keys under the key of a new epoch.
    [[nodiscard]] result<void> rotate() { return ring_.rotate(); }

    [[nodiscard]] std::uint64_t epoch() const { return ring_.epoch(); }
    void begin_above(std::uint64_t epoch) { ring_.begin_above(epoch); }

    /// Recognises the ring that a store was made with; says nothing about its keys.
    [[nodiscard]] std::string check_value() const;

private:
    using keys_by_leaf = std::unordered_map<std::uint64_t, sealing_key>;
    /// Those that are used stay: when the young ones are as many as may be, they become the old
    /// ones, and the old ones go.
    struct memory {
        std::mutex mutex;
        keys_by_leaf young;
        keys_by_leaf old;
        std::unordered_set<std::uint64_t> closed;  ///< Persons, and applications whole.
    };

    [[nodiscard]] memory& memory_of(const person_of& whom) const
    {
        return remembered_[number_of(whom.stream) % memories];
    }
    [[nodiscard]] bool is_closed(const person_of& whom) const;

    [[nodiscard]] std::optional<sealing_key> key_of(const person_of& whom) const;

    static constexpr std::size_t memories = 16;

    key_ring ring_;
    std::size_t young_max_;
    mutable std::array<memory, memories> remembered_;
};

}  // namespace acikkapi::vault
