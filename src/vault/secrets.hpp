#pragma once

#include <acikkapi/ids.hpp>
#include <acikkapi/record.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace acikkapi::vault {

using digest = std::array<std::byte, 32>;

/// Of the parts one after the other.
[[nodiscard]] digest sha256(std::initializer_list<std::string_view> parts);

/// HMAC-SHA256 (RFC 2104) over the parts one after the other.
/// @param key  At most 64 bytes.
[[nodiscard]] digest hmac(std::string_view key, std::initializer_list<std::string_view> parts);

/// What is kept of an idempotency key.
[[nodiscard]] key_hash hash_key(std::string_view key);

/// What a store derives from its 32 secret bytes. Same inputs, same outputs, for ever: they are in
/// the hands of citizens and in the keys of rows.
/// @par Thread safety  All members from any thread.
class secrets {
public:
    static constexpr std::uint64_t serials = 1'000'000'000;
    static constexpr std::size_t code_size = 14;

    explicit secrets(const std::array<std::byte, 32>& key) : key_(key) {}

    /// Kept in the store to recognise its key; says nothing about it.
    [[nodiscard]] std::string check_value() const;

    /// Of the key by which a journal of this name signs.
    [[nodiscard]] std::array<std::byte, 32> signing_seed(std::string_view name) const;

    /// One to one between stream ids below `serials` and serials: a keyed permutation.
    [[nodiscard]] std::uint64_t serial_of(stream_id stream) const;
    [[nodiscard]] stream_id stream_of(std::uint64_t serial) const;

    /// 14 characters of Crockford's base 32: 70 bits.
    [[nodiscard]] std::string lookup_code(stream_id stream) const;
    [[nodiscard]] bool is_lookup_code(stream_id stream, std::string_view text) const;

    /// 16 bytes that stand for a personal value in a row's key.
    [[nodiscard]] std::string lookup_hash(std::string_view name, std::string_view value) const;

    /// Tells two commands under one idempotency key apart: 8 bytes, never 0. It stands in clear in
    /// records, and the command holds what is personal.
    [[nodiscard]] std::uint64_t command_hash(std::string_view command) const;

private:
    [[nodiscard]] digest mac(std::string_view purpose, std::string_view bytes) const;
    [[nodiscard]] std::uint32_t round(int index, std::uint32_t half, std::uint32_t modulus) const;

    std::array<std::byte, 32> key_;
};

}  // namespace acikkapi::vault
