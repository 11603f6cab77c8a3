#pragma once

#include <boost/json/object.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct evp_pkey_st;

namespace host {

/// What a provider signs tokens with. Each key is good for one of them: what a token says of itself
/// only has to agree.
enum class signature_kind { rs256, es256, eddsa };

[[nodiscard]] std::string_view name_of(signature_kind value) noexcept;

/// A public key of somebody who signs tokens (RFC 7517): RSA of 2,048 to 8,192 bits, P-256 or
/// Ed25519.
/// @par Thread safety  Const members from any thread.
class signing_key {
public:
    /// @return Nothing for a key of another kind, or for another use, or that is not well formed.
    [[nodiscard]] static std::optional<signing_key> parse(const boost::json::object& from);

    [[nodiscard]] const std::string& id() const noexcept { return id_; }
    [[nodiscard]] signature_kind kind() const noexcept { return kind_; }

    /// @param signature  As JWS has it (RFC 7518, 3.4): of ECDSA the two numbers, 32 bytes each.
    [[nodiscard]] bool verify(std::string_view text, std::string_view signature) const;

private:
    signing_key(std::string id, signature_kind kind, std::shared_ptr<evp_pkey_st> key)
        : id_(std::move(id)), kind_(kind), key_(std::move(key))
    {}

    std::string id_;
    signature_kind kind_;
    std::shared_ptr<evp_pkey_st> key_;
};

/// The keys that a provider has at a time.
/// @par Thread safety  Const members from any thread.
class key_set {
public:
    static constexpr std::size_t text_bytes_max = 64U << 10U;
    static constexpr std::size_t keys_max = 32;

    /// Keys that are not for us are passed over: providers also have some to encrypt.
    /// @return Nothing for a text that is no key set.
    [[nodiscard]] static std::optional<key_set> parse(std::string_view text);

    /// @return Null if there is none.
    /// @par Lifetime  That of the set.
    [[nodiscard]] const signing_key* find(std::string_view id, std::string_view algorithm) const;
    [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }

private:
    std::vector<signing_key> keys_;
};

}  // namespace host
