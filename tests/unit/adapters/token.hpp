#pragma once

#include <acikkapi/adapters/pkcs11_keys.hpp>

#include "adapters/pkcs11_session.hpp"
#include "support/folder.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace support {

/// A slot of SoftHSM's with a token in a folder of its own, both gone with the test.
class token {
public:
    token()
    {
        std::filesystem::create_directories(folder_.str("tokens"));
        write_file(
            folder_.str("conf"),
            "directories.tokendir = " + folder_.str("tokens") +
                "\nobjectstore.backend = file\nlog.level = ERROR\n");
        ::setenv("SOFTHSM2_CONF", folder_.str("conf").c_str(), 1);
        add("office");
    }

    /// One more token beside it; SoftHSM shows it to those who open the module later.
    void add(const std::string& label) const
    {
        const auto command =
            "softhsm2-util --init-token --free --so-pin 1234 --pin 5678 --label '" + label +
            "' >/dev/null";
        BOOST_TEST_REQUIRE(std::system(command.c_str()) == 0);
    }

    [[nodiscard]] acikkapi::pkcs11_options options() const
    {
        return {.module = SOFTHSM2_MODULE, .token_label = "office", .pin = "5678"};
    }

    [[nodiscard]] std::unique_ptr<acikkapi::key_provider> open() const
    {
        return acikkapi::open_pkcs11_keys(options()).value();
    }

    [[nodiscard]] const folder& where() const { return folder_; }

private:
    folder folder_;
};

/// The module itself, in which nothing stands between the sessions of this process: whoever logs out
/// or closes here does so for all of them.
class bare_module {
public:
    bare_module() : functions_(p11_kit_module_load(SOFTHSM2_MODULE, P11_KIT_MODULE_UNMANAGED))
    {
        BOOST_TEST_REQUIRE(functions_);
        const auto begun = functions_->C_Initialize(nullptr);
        begun_ = begun == CKR_OK;
        BOOST_TEST_REQUIRE((begun_ || begun == CKR_CRYPTOKI_ALREADY_INITIALIZED));
    }
    bare_module(const bare_module&) = delete;
    bare_module& operator=(const bare_module&) = delete;
    ~bare_module()
    {
        if (begun_) {
            functions_->C_Finalize(nullptr);
        }
        p11_kit_module_release(functions_);
    }
    ck_function_list* operator->() const { return functions_; }

    [[nodiscard]] ck_slot_id_t slot() const
    {
        std::array<ck_slot_id_t, 2> slots{};  // That of the token, and the one for another.
        unsigned long count = slots.size();
        BOOST_TEST_REQUIRE(functions_->C_GetSlotList(1, slots.data(), &count) == CKR_OK);
        return slots.front();
    }

private:
    ck_function_list* functions_;
    bool begun_ = false;  ///< Here, and not by a provider before.
};

/// A session of the test's own on the token, beside that of a provider.
class bare_session {
public:
    explicit bare_session(const bare_module& module) : module_(module)
    {
        BOOST_TEST_REQUIRE(
            module->C_OpenSession(
                module.slot(), CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &number) ==
            CKR_OK);
    }
    bare_session(const bare_session&) = delete;
    bare_session& operator=(const bare_session&) = delete;
    ~bare_session() { module_->C_CloseSession(number); }

    [[nodiscard]] ck_rv_t login(std::string pin) const
    {
        auto* const text = reinterpret_cast<unsigned char*>(pin.data());
        return module_->C_Login(number, CKU_USER, text, pin.size());
    }

    /// A key as somebody else would make it.
    void make_key(std::string label) const
    {
        ck_object_class_t kind = CKO_SECRET_KEY;
        ck_key_type_t type = CKK_AES;
        unsigned long size_bytes = 32;
        unsigned char yes = 1;
        std::array attributes{
            ck_attribute{CKA_CLASS, &kind, sizeof kind},
            ck_attribute{CKA_KEY_TYPE, &type, sizeof type},
            ck_attribute{CKA_VALUE_LEN, &size_bytes, sizeof size_bytes},
            ck_attribute{CKA_TOKEN, &yes, 1},
            ck_attribute{CKA_PRIVATE, &yes, 1},
            ck_attribute{CKA_ENCRYPT, &yes, 1},
            ck_attribute{CKA_DECRYPT, &yes, 1},
            ck_attribute{CKA_LABEL, label.data(), label.size()}};
        ck_mechanism how{CKM_AES_KEY_GEN, nullptr, 0};
        ck_object_handle_t key = 0;
        BOOST_TEST_REQUIRE(
            module_->C_GenerateKey(number, &how, attributes.data(), attributes.size(), &key) ==
            CKR_OK);
    }

    /// The objects of this label.
    [[nodiscard]] std::vector<ck_object_handle_t> find(std::string label) const
    {
        ck_attribute wanted{CKA_LABEL, label.data(), label.size()};
        std::vector<ck_object_handle_t> out(8);
        unsigned long count = 0;
        BOOST_TEST_REQUIRE(module_->C_FindObjectsInit(number, &wanted, 1) == CKR_OK);
        BOOST_TEST_REQUIRE(
            module_->C_FindObjects(number, out.data(), out.size(), &count) == CKR_OK);
        BOOST_TEST_REQUIRE(module_->C_FindObjectsFinal(number) == CKR_OK);
        out.resize(count);
        return out;
    }

    void relabel(ck_object_handle_t object, std::string to) const
    {
        ck_attribute label{CKA_LABEL, to.data(), to.size()};
        BOOST_TEST_REQUIRE(module_->C_SetAttributeValue(number, object, &label, 1) == CKR_OK);
    }

    ck_session_handle_t number = 0;

private:
    const bare_module& module_;
};

}  // namespace support
