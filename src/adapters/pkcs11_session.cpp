#include "adapters/pkcs11_session.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace acikkapi::adapters {
namespace {

/// More objects than this no token holds: a module that always finds another is broken.
constexpr std::size_t objects_max = 1'000'000;

class answers final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "pkcs11"; }
    std::string message(int value) const override
    {
        const char* const text = p11_kit_strerror(static_cast<unsigned>(value));
        return text ? text : "unknown";
    }
};

/// PKCS#11 takes everything as not constant, and does not change what goes in. It also takes a null
/// pointer, which an empty view may have, for a question about the size.
unsigned char* input(std::string_view text)
{
    static const char nothing = 0;
    const char* const first = text.empty() ? &nothing : text.data();
    return reinterpret_cast<unsigned char*>(const_cast<char*>(first));
}

unsigned char* output(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

/// A search of a session, which can have only one at a time.
class search {
public:
    search(ck_function_list& module, ck_session_handle_t session)
        : module_(module), session_(session)
    {}
    search(const search&) = delete;
    search& operator=(const search&) = delete;
    ~search() { module_.C_FindObjectsFinal(session_); }

private:
    ck_function_list& module_;
    ck_session_handle_t session_;
};

/// The texts of a token are filled up with blanks.
bool has_label(const ck_token_info& token, std::string_view label)
{
    std::string_view text{reinterpret_cast<const char*>(token.label), sizeof token.label};
    text = text.substr(0, text.find_last_not_of(' ') + 1);
    return (token.flags & CKF_TOKEN_INITIALIZED) != 0 && text == label;
}

result<ck_slot_id_t> slot_of(ck_function_list& module, std::string_view token_label)
{
    unsigned long count = 0;
    if (const auto known = answered(module.C_GetSlotList(1, nullptr, &count)); !known) {
        return known.error();
    }
    std::vector<ck_slot_id_t> slots(count);
    if (const auto known = answered(module.C_GetSlotList(1, slots.data(), &count)); !known) {
        return known.error();
    }
    slots.resize(std::min<std::size_t>(slots.size(), count));
    std::optional<ck_slot_id_t> found;
    for (const auto slot : slots) {
        ck_token_info token{};
        // A token beside ours that does not answer is no matter of ours.
        if (module.C_GetTokenInfo(slot, &token) != CKR_OK || !has_label(token, token_label)) {
            continue;
        }
        if (found) {
            return errc::bad_argument;
        }
        found = slot;
    }
    return found ? result<ck_slot_id_t>{*found} : errc::bad_argument;
}

/// Lends the inputs in the form that modules take; both outlive it.
ck_gcm_params lent(const gcm_inputs& with)
{
    return {
        input(with.nonce),
        with.nonce.size(),
        with.nonce.size() * 8,
        input(with.bound),
        with.bound.size(),
        gcm_tag_size * 8};
}

}  // namespace

const boost::system::error_category& module_category() noexcept
{
    static const answers category;
    return category;
}

result<void> answered(ck_rv_t answer)
{
    if (answer == CKR_OK) {
        return {};
    }
    return error_code{static_cast<int>(static_cast<unsigned>(answer)), module_category()};
}

void module_release::operator()(ck_function_list* module) const
{
    p11_kit_module_finalize(module);
    p11_kit_module_release(module);
}

result<pkcs11_module> load_module(const std::string& path)
{
    auto* const loaded = p11_kit_module_load(path.c_str(), 0);
    if (!loaded) {
        return errc::io_error;
    }
    if (const auto begun = answered(p11_kit_module_initialize(loaded)); !begun) {
        p11_kit_module_release(loaded);
        return begun.error();
    }
    return pkcs11_module{loaded};
}

result<pkcs11_session>
pkcs11_session::open(ck_function_list& module, std::string_view token_label, std::string_view pin)
{
    const auto slot = slot_of(module, token_label);
    if (!slot) {
        return slot.error();
    }
    ck_session_handle_t handle = 0;
    const auto begun = answered(module.C_OpenSession(
        *slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &handle));
    if (!begun) {
        return begun.error();
    }
    pkcs11_session session{module, handle};
    const auto login = module.C_Login(handle, CKU_USER, input(pin), pin.size());
    // The login is the process's: another session of it may have been there before.
    if (login != CKR_USER_ALREADY_LOGGED_IN && login != CKR_OK) {
        return answered(login).error();
    }
    return session;
}

pkcs11_session::pkcs11_session(pkcs11_session&& other) noexcept
    : module_(std::exchange(other.module_, nullptr)), session_(other.session_)
{}

pkcs11_session::~pkcs11_session()
{
    // No logout, which would be one of the whole process.
    if (module_) {
        module_->C_CloseSession(session_);
    }
}

bool pkcs11_session::logged_in() const
{
    ck_session_info about{};
    return module_->C_GetSessionInfo(session_, &about) == CKR_OK &&
           about.state == CKS_RW_USER_FUNCTIONS;
}

result<std::vector<ck_object_handle_t>>
pkcs11_session::find(std::span<ck_attribute> attributes) const
{
    const auto begun =
        answered(module_->C_FindObjectsInit(session_, attributes.data(), attributes.size()));
    if (!begun) {
        return begun.error();
    }
    const search ended{*module_, session_};
    std::vector<ck_object_handle_t> out;
    std::array<ck_object_handle_t, 64> some{};
    while (out.size() <= objects_max) {
        unsigned long count = 0;
        const auto found =
            answered(module_->C_FindObjects(session_, some.data(), some.size(), &count));
        if (!found) {
            return found.error();
        }
        if (count == 0) {
            // Who is not logged in any more sees no private key; it would be taken for a destroyed one.
            const auto all = answered(logged_in() ? CKR_OK : CKR_USER_NOT_LOGGED_IN);
            return all ? result<std::vector<ck_object_handle_t>>{std::move(out)} : all.error();
        }
        out.insert(out.end(), some.begin(), some.begin() + static_cast<std::ptrdiff_t>(count));
    }
    return errc::io_error;
}

result<std::string> pkcs11_session::label_of(ck_object_handle_t object) const
{
    std::string out(label_size_max, '\0');
    ck_attribute label{CKA_LABEL, out.data(), out.size()};
    const auto answer = module_->C_GetAttributeValue(session_, object, &label, 1);
    if (answer == CKR_BUFFER_TOO_SMALL || answer == CKR_ATTRIBUTE_TYPE_INVALID) {
        return std::string{};
    }
    if (const auto read = answered(answer); !read) {
        return read.error();
    }
    out.resize(std::min<std::size_t>(out.size(), label.value_len));
    return out;
}

result<ck_object_handle_t>
pkcs11_session::generate_aes_key(std::span<ck_attribute> attributes) const
{
    ck_mechanism mechanism{CKM_AES_KEY_GEN, nullptr, 0};
    ck_object_handle_t key = 0;
    const auto made = answered(
        module_->C_GenerateKey(session_, &mechanism, attributes.data(), attributes.size(), &key));
    return made ? result<ck_object_handle_t>{key} : made.error();
}

result<void> pkcs11_session::destroy(ck_object_handle_t object) const
{
    return answered(module_->C_DestroyObject(session_, object));
}

result<std::string> pkcs11_session::random(std::size_t size) const
{
    std::string out(size, '\0');
    const auto made = answered(module_->C_GenerateRandom(session_, output(out), out.size()));
    return made ? result<std::string>{std::move(out)} : made.error();
}

result<std::string> pkcs11_session::encrypt(
    ck_object_handle_t key, const gcm_inputs& with, std::string_view clear) const
{
    ck_gcm_params params = lent(with);
    ck_mechanism mechanism{CKM_AES_GCM, &params, sizeof params};
    if (const auto begun = answered(module_->C_EncryptInit(session_, &mechanism, key)); !begun) {
        return begun.error();
    }
    std::string out(clear.size() + gcm_tag_size, '\0');
    unsigned long size = out.size();
    const auto done =
        answered(module_->C_Encrypt(session_, input(clear), clear.size(), output(out), &size));
    if (!done) {
        return done.error();
    }
    // A shorter one would have lost its tag.
    return size == out.size() ? result<std::string>{std::move(out)} : errc::io_error;
}

result<std::string> pkcs11_session::decrypt(
    ck_object_handle_t key, const gcm_inputs& with, std::string_view sealed) const
{
    ck_gcm_params params = lent(with);
    ck_mechanism mechanism{CKM_AES_GCM, &params, sizeof params};
    if (const auto begun = answered(module_->C_DecryptInit(session_, &mechanism, key)); !begun) {
        return begun.error();
    }
    // As long as the input: SoftHSM asks for room for the tag, too.
    std::string out(sealed.size(), '\0');
    unsigned long size = out.size();
    const auto done =
        answered(module_->C_Decrypt(session_, input(sealed), sealed.size(), output(out), &size));
    if (!done) {
        return done.error();
    }
    out.resize(std::min<std::size_t>(out.size(), size));
    return out;
}

}  // namespace acikkapi::adapters
