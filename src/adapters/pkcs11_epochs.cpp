#include "adapters/pkcs11_epochs.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace acikkapi::adapters {
namespace {

template <class Value>
ck_attribute attribute(ck_attribute_type_t type, Value& value)
{
    return {type, &value, sizeof value};
}

ck_attribute attribute(ck_attribute_type_t type, std::string& value)
{
    return {type, value.data(), value.size()};
}

std::string bytes_of(std::uint64_t epoch)
{
    std::string out(sizeof epoch, '\0');
    for (std::size_t i = out.size(); i-- > 0; epoch >>= 8U) {
        out[i] = static_cast<char>(epoch & 0xffU);
    }
    return out;
}

}  // namespace

std::string pkcs11_epochs::label_of(std::uint64_t epoch) const
{
    return label_ + std::to_string(epoch);
}

/// Only a label that we would write ourselves is that of a key of ours.
std::optional<std::uint64_t> pkcs11_epochs::epoch_of(std::string_view label) const
{
    if (!label.starts_with(label_)) {
        return std::nullopt;
    }
    const auto digits = label.substr(label_.size());
    std::uint64_t out = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), out);
    return digits == std::to_string(out) ? std::optional{out} : std::nullopt;
}

result<std::vector<std::uint64_t>> pkcs11_epochs::list(const pkcs11_session& session) const
{
    ck_object_class_t kind = CKO_SECRET_KEY;
    unsigned char yes = 1;
    std::array attributes{attribute(CKA_CLASS, kind), attribute(CKA_TOKEN, yes)};
    const auto keys = session.find(attributes);
    if (!keys) {
        return keys.error();
    }
    std::vector<std::uint64_t> out;
    for (const auto key : *keys) {
        const auto label = session.label_of(key);
        if (!label) {
            return label.error();
        }
        if (const auto epoch = epoch_of(*label)) {
            out.push_back(*epoch);
        }
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

result<std::vector<ck_object_handle_t>>
pkcs11_epochs::keys_of(const pkcs11_session& session, std::uint64_t epoch) const
{
    ck_object_class_t kind = CKO_SECRET_KEY;
    unsigned char yes = 1;
    std::string label = label_of(epoch);
    std::array attributes{
        attribute(CKA_CLASS, kind), attribute(CKA_TOKEN, yes), attribute(CKA_LABEL, label)};
    return session.find(attributes);
}

result<ck_object_handle_t>
pkcs11_epochs::only_key(const pkcs11_session& session, std::uint64_t epoch) const
{
    const auto keys = keys_of(session, epoch);
    if (!keys) {
        return keys.error();
    }
    if (keys->empty()) {
        return errc::missing_epoch;
    }
    return keys->size() == 1 ? result<ck_object_handle_t>{keys->front()} : errc::wrong_key;
}

result<void> pkcs11_epochs::make(const pkcs11_session& session, std::uint64_t epoch) const
{
    const auto made = generate(session, epoch);
    if (!made) {
        return made.error();
    }
    // PKCS#11 lets two objects have one label: somebody else may have looked when we did.
    const auto there = keys_of(session, epoch);
    if (there && there->size() == 1) {
        return {};
    }
    const auto gone = session.destroy(*made);
    if (!there) {
        return there.error();
    }
    return gone ? errc::bad_argument : gone.error();
}

result<void> pkcs11_epochs::destroy(const pkcs11_session& session, std::uint64_t epoch) const
{
    const auto keys = keys_of(session, epoch);
    if (!keys) {
        return keys.error();
    }
    for (const auto key : *keys) {
        if (const auto gone = session.destroy(key); !gone) {
            return gone;
        }
    }
    return {};
}

result<ck_object_handle_t>
pkcs11_epochs::generate(const pkcs11_session& session, std::uint64_t epoch) const
{
    ck_object_class_t kind = CKO_SECRET_KEY;
    ck_key_type_t type = CKK_AES;
    unsigned long size_bytes = 32;
    unsigned char yes = 1;
    unsigned char no = 0;
    std::string label = label_of(epoch);
    std::string id = bytes_of(epoch);
    std::array attributes{
        attribute(CKA_CLASS, kind),
        attribute(CKA_KEY_TYPE, type),
        attribute(CKA_VALUE_LEN, size_bytes),
        attribute(CKA_LABEL, label),
        attribute(CKA_ID, id),
        attribute(CKA_TOKEN, yes),
        attribute(CKA_PRIVATE, yes),
        attribute(CKA_SENSITIVE, yes),
        attribute(CKA_EXTRACTABLE, no),
        attribute(CKA_ENCRYPT, yes),
        attribute(CKA_DECRYPT, yes),
        attribute(CKA_WRAP, no),
        attribute(CKA_UNWRAP, no),
        attribute(CKA_SIGN, no),
        attribute(CKA_VERIFY, no),
        attribute(CKA_DERIVE, no)};
    return session.generate_aes_key(attributes);
}

}  // namespace acikkapi::adapters
