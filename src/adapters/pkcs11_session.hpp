#pragma once

#include <acikkapi/error.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The names of PKCS#11 as p11-kit writes them for C, which are ours, too.
#define CRYPTOKI_GNU
#include <p11-kit/p11-kit.h>
#include <p11-kit/pkcs11.h>

namespace acikkapi::adapters {

/// The category of a module's answers, `CKR_…`. It stays inside: the provider's callers know `errc`.
[[nodiscard]] const boost::system::error_category& module_category() noexcept;

/// @return Nothing if the answer is `CKR_OK`, and the answer otherwise.
[[nodiscard]] result<void> answered(ck_rv_t answer);

/// Ends and lets go of a module.
struct module_release {
    void operator()(ck_function_list* module) const;
};

/// A module that is loaded and initialised.
using pkcs11_module = std::unique_ptr<ck_function_list, module_release>;

/// @return `errc::io_error` if there is none, or none of PKCS#11; or the module's answer.
[[nodiscard]] result<pkcs11_module> load_module(const std::string& path);

/// What AES-GCM works with besides the key.
struct gcm_inputs {
    std::string_view nonce;  ///< 12 bytes, never twice under one key.
    std::string_view bound;  ///< Not in the outcome, but it opens only with the same.
};

inline constexpr std::size_t gcm_nonce_size = 12;
inline constexpr std::size_t gcm_tag_size = 16;

/// A session of the token's user. It does what PKCS#11 says and knows nothing of epochs.
///
/// After an error other than `errc` it is to be closed: an operation may have been left half done in it.
class pkcs11_session {
public:
    /// @param module  Outlives the session.
    /// @return `errc::bad_argument` if no token, or more than one, has this label; or the module's answer.
    [[nodiscard]] static result<pkcs11_session>
    open(ck_function_list& module, std::string_view token_label, std::string_view pin);

    pkcs11_session(pkcs11_session&& other) noexcept;
    pkcs11_session& operator=(pkcs11_session&&) = delete;
    ~pkcs11_session();

    /// The objects that have all of these attributes.
    /// @return `CKR_USER_NOT_LOGGED_IN` if some may have been hidden; `errc::io_error` if there are more
    ///         than a sound token holds.
    [[nodiscard]] result<std::vector<ck_object_handle_t>>
    find(std::span<ck_attribute> attributes) const;

    /// @return Nothing if there is none, or one that is longer than `label_size_max`.
    [[nodiscard]] result<std::string> label_of(ck_object_handle_t object) const;
    static constexpr std::size_t label_size_max = 256;

    /// Makes an AES key with these attributes.
    [[nodiscard]] result<ck_object_handle_t>
    generate_aes_key(std::span<ck_attribute> attributes) const;

    [[nodiscard]] result<void> destroy(ck_object_handle_t object) const;

    [[nodiscard]] result<std::string> random(std::size_t size) const;

    /// @return The ciphertext and the tag.
    [[nodiscard]] result<std::string>
    encrypt(ck_object_handle_t key, const gcm_inputs& with, std::string_view clear) const;

    [[nodiscard]] result<std::string>
    decrypt(ck_object_handle_t key, const gcm_inputs& with, std::string_view sealed) const;

private:
    pkcs11_session(ck_function_list& module, ck_session_handle_t session)
        : module_(&module), session_(session)
    {}

    [[nodiscard]] bool logged_in() const;

    ck_function_list* module_;  ///< Null after it was moved from.
    ck_session_handle_t session_;
};

}  // namespace acikkapi::adapters
