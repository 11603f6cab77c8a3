#pragma once

#include <acikkapi/error.hpp>
#include <acikkapi/keys.hpp>

#include <memory>
#include <string>

/// Key-encryption keys in a hardware module. Of the library `acikkapi::adapters`.
namespace acikkapi {

/// Where the module is, and as whom it is spoken to.
struct pkcs11_options {
    /// The vendor's library, as a full path; p11-kit looks for another name in its own directory.
    std::string module;
    /// Of the token that holds the keys, 1 to 32 bytes. It has to be initialised.
    std::string token_label;
    /// Of the token's user. The provider keeps a copy of its own, to open a lost session anew.
    std::string pin;
    /// What the labels of the keys begin with, 1 to 200 bytes: several offices may share a token.
    std::string key_prefix = "acikkapi";
};

/// Keys that never leave a hardware module which speaks PKCS#11 and AES-GCM.
///
/// The key of an epoch is an AES-256 key of the token, private, sensitive, not extractable, that can
/// encrypt and decrypt and nothing else; its label is `PREFIX-epoch-N`. What is wrapped goes through the
/// module in one piece and is 28 bytes longer.
///
/// Two processes that make the key of one epoch at the same time are both refused with
/// `errc::bad_argument`, or one of them is; a module that shows the keys of others late may let both make
/// theirs. Where an epoch has two keys, `wrap` refuses with `wrong_key` and picks none; `unwrap` opens
/// what either has wrapped, for the tag says which it was; `destroy` destroys both. So a new epoch is the
/// way out, and nothing is lost.
///
/// A session that was lost (the token was taken out, somebody logged out) is opened anew once in each
/// call. If that fails, the call gives `io_error`, and a `make` may have made the key. A PIN that the
/// token has refused is never tried again, so as not to lock the token: then the provider itself is to
/// be opened anew.
/// @param options  Only looked at; its PIN is the caller's to overwrite.
/// @return `errc::wrong_key` if the token refuses the PIN; `bad_argument` if no token, or more than one, has
///         this label, or a value is out of its range; `io_error` if the module cannot be loaded or fails.
/// @par Lifetime       The module stays loaded for as long as the provider lives.
/// @par Thread safety  As `key_provider`; several providers may use one module. All of one process
///                     are logged in to a token if one of them is, and then no PIN is asked for.
[[nodiscard]] result<std::unique_ptr<key_provider>> open_pkcs11_keys(const pkcs11_options& options);

}  // namespace acikkapi
