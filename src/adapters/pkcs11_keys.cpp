// The provider that keeps keys in a hardware module.
#include <acikkapi/adapters/pkcs11_keys.hpp>

#include "adapters/pkcs11_epochs.hpp"
#include "adapters/pkcs11_session.hpp"

#include <cstring>
#include <optional>
#include <utility>

namespace acikkapi::adapters {
namespace {

constexpr std::size_t token_label_size_max = 32;  // That of PKCS#11.
constexpr std::size_t prefix_size_max = 200;      // A label has to fit into what is read of one.

/// A PIN that is overwritten when it goes.
class pin_text {
public:
    explicit pin_text(std::string_view text) : bytes_(text) {}
    pin_text(const pin_text&) = delete;
    pin_text& operator=(const pin_text&) = delete;
    ~pin_text() { wipe(); }
    [[nodiscard]] std::string_view view() const { return bytes_; }
    void wipe()
    {
        ::explicit_bzero(bytes_.data(), bytes_.size());
        bytes_.clear();
    }

private:
    std::string bytes_;
};

/// What a module answers when a session or an object is not there any more. An object that another
/// process destroyed just now is looked for once more in the same way.
bool is_lost(const error_code& why)
{
    if (why.category() != module_category()) {
        return false;
    }
    switch (static_cast<unsigned>(why.value())) {
    case CKR_SESSION_HANDLE_INVALID:
    case CKR_SESSION_CLOSED:
    case CKR_USER_NOT_LOGGED_IN:
    case CKR_DEVICE_REMOVED:
    case CKR_TOKEN_NOT_PRESENT:
    case CKR_OBJECT_HANDLE_INVALID:
    case CKR_KEY_HANDLE_INVALID: return true;
    default: return false;
    }
}

bool is_refused_pin(const error_code& why)
{
    if (why.category() != module_category()) {
        return false;
    }
    switch (static_cast<unsigned>(why.value())) {
    case CKR_PIN_INCORRECT:
    case CKR_PIN_INVALID:
    case CKR_PIN_LEN_RANGE:
    case CKR_PIN_EXPIRED:
    case CKR_PIN_LOCKED:
    case CKR_USER_PIN_NOT_INITIALIZED: return true;
    default: return false;
    }
}

std::string bound_to(std::uint64_t epoch)
{
    return "acikkapi keys " + std::to_string(epoch);
}

result<std::string> seal(
    const pkcs11_session& session,
    ck_object_handle_t key,
    std::string_view bound,
    std::string_view secret)
{
    const auto nonce = session.random(gcm_nonce_size);
    if (!nonce) {
        return nonce.error();
    }
    const auto out = session.encrypt(key, {*nonce, bound}, secret);
    return out ? result<std::string>{*nonce + *out} : out.error();
}

/// Whether it is because of the bytes that decrypting failed. SoftHSM has the same answer for a tag
/// that does not fit and for its own faults: there, a key that still encrypts tells which it was.
bool is_refused_data(const pkcs11_session& session, ck_object_handle_t key, const error_code& why)
{
    if (why.category() != module_category()) {
        return false;
    }
    switch (static_cast<unsigned>(why.value())) {
    case CKR_ENCRYPTED_DATA_INVALID:
    case CKR_ENCRYPTED_DATA_LEN_RANGE: return true;
    case CKR_GENERAL_ERROR:
    case CKR_FUNCTION_FAILED: return seal(session, key, "probe", "probe").has_value();
    default: return false;
    }
}

result<std::string> unseal(
    const pkcs11_session& session,
    ck_object_handle_t key,
    std::string_view bound,
    std::string_view wrapped)
{
    if (wrapped.size() < gcm_nonce_size + gcm_tag_size) {
        return errc::wrong_key;
    }
    const gcm_inputs with{wrapped.substr(0, gcm_nonce_size), bound};
    auto out = session.decrypt(key, with, wrapped.substr(gcm_nonce_size));
    if (!out && is_refused_data(session, key, out.error())) {
        return errc::wrong_key;
    }
    return out;
}

/// Of several keys the tag says which it was; so nothing is lost when there are two by mistake.
result<std::string> unseal_by_any(
    const pkcs11_session& session,
    const std::vector<ck_object_handle_t>& keys,
    std::string_view bound,
    std::string_view wrapped)
{
    for (const auto key : keys) {
        auto out = unseal(session, key, bound, wrapped);
        if (out || out.error() != errc::wrong_key) {
            return out;
        }
    }
    return errc::wrong_key;
}

class pkcs11_keys final : public key_provider {
public:
    pkcs11_keys(pkcs11_module module, const pkcs11_options& options)
        : module_(std::move(module)), token_label_(options.token_label), pin_(options.pin),
          epochs_(options.key_prefix)
    {}

    /// @return What `pkcs11_session::open` says.
    result<void> open_session()
    {
        if (pin_refused_) {
            return errc::io_error;
        }
        auto opened = pkcs11_session::open(*module_, token_label_, pin_.view());
        if (opened) {
            session_.emplace(*std::move(opened));
            return {};
        }
        if (is_refused_pin(opened.error())) {
            pin_refused_ = true;
            pin_.wipe();
        }
        return opened.error();
    }

    result<std::vector<std::uint64_t>> epochs() override
    {
        return in_session([&](const pkcs11_session& session) { return epochs_.list(session); });
    }

    result<void> make(std::uint64_t epoch) override
    {
        bool begun = false;
        return in_session([&](const pkcs11_session& session) -> result<void> {
            if (begun) {
                return errc::io_error;  // Perhaps it was made before that session was lost.
            }
            const auto there = epochs_.keys_of(session, epoch);
            if (!there) {
                return there.error();
            }
            if (!there->empty()) {
                return errc::bad_argument;
            }
            begun = true;
            return epochs_.make(session, epoch);
        });
    }

    result<std::string> wrap(std::uint64_t epoch, std::string_view secret) override
    {
        return in_session([&](const pkcs11_session& session) -> result<std::string> {
            const auto key = epochs_.only_key(session, epoch);
            return key ? seal(session, *key, bound_to(epoch), secret) : key.error();
        });
    }

    result<std::string> unwrap(std::uint64_t epoch, std::string_view wrapped) override
    {
        return in_session([&](const pkcs11_session& session) -> result<std::string> {
            const auto keys = epochs_.keys_of(session, epoch);
            if (!keys) {
                return keys.error();
            }
            return keys->empty() ? errc::missing_epoch
                                 : unseal_by_any(session, *keys, bound_to(epoch), wrapped);
        });
    }

    result<void> destroy(std::uint64_t epoch) override
    {
        return in_session(
            [&](const pkcs11_session& session) { return epochs_.destroy(session, epoch); });
    }

private:
    /// Does the work in a session, and if that was lost, once more in a new one.
    template <class Work>
    std::invoke_result_t<Work, const pkcs11_session&> in_session(const Work& work)
    {
        for (int tries_left = 2; tries_left > 0; --tries_left) {
            if (!session_ && !open_session()) {
                return errc::io_error;
            }
            auto out = work(*session_);
            if (out || out.error().category() == error_category()) {
                return out;
            }
            // Whatever was left half done in it ends with it.
            session_.reset();
            if (!is_lost(out.error())) {
                return errc::io_error;
            }
        }
        return errc::io_error;
    }

    pkcs11_module module_;
    std::string token_label_;
    pin_text pin_;
    bool pin_refused_ = false;
    pkcs11_epochs epochs_;
    std::optional<pkcs11_session> session_;  ///< Ends before its module.
};

bool in_range(const pkcs11_options& options)
{
    // C would read only as far as a zero byte.
    return !options.module.empty() && options.module.find('\0') == std::string::npos &&
           !options.token_label.empty() && options.token_label.size() <= token_label_size_max &&
           !options.key_prefix.empty() && options.key_prefix.size() <= prefix_size_max;
}

}  // namespace
}  // namespace acikkapi::adapters

namespace acikkapi {

result<std::unique_ptr<key_provider>> open_pkcs11_keys(const pkcs11_options& options)
{
    if (!adapters::in_range(options)) {
        return errc::bad_argument;
    }
    auto module = adapters::load_module(options.module);
    if (!module) {
        return errc::io_error;
    }
    auto keys = std::make_unique<adapters::pkcs11_keys>(*std::move(module), options);
    if (const auto opened = keys->open_session(); !opened) {
        if (adapters::is_refused_pin(opened.error())) {
            return errc::wrong_key;
        }
        return opened.error() == errc::bad_argument ? errc::bad_argument : errc::io_error;
    }
    return std::unique_ptr<key_provider>{std::move(keys)};
}

}  // namespace acikkapi
