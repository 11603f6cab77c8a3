#include "unit/adapters/token.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>

namespace adapters_pkcs11_session {
namespace {

using namespace acikkapi;
using support::bare_module;
using support::bare_session;
using support::token;

errc error_of(const auto& from)
{
    return from ? errc{} : static_cast<errc>(from.error().value());
}

/// Keys in use, and somebody in the same process who can take their session away.
struct desk : token {
    std::unique_ptr<key_provider> keys = open();
    bare_module module;
    std::string wrapped;

    desk()
    {
        BOOST_TEST_REQUIRE(keys->make(1).has_value());
        wrapped = keys->wrap(1, "secret").value();
    }

    void close_all_sessions() const
    {
        BOOST_TEST_REQUIRE(module->C_CloseAllSessions(module.slot()) == CKR_OK);
    }

    void log_out() const
    {
        const bare_session session{module};
        BOOST_TEST_REQUIRE(module->C_Logout(session.number) == CKR_OK);
    }

    /// Each call of the port, as the first one after the session was lost.
    void every_call_works_after(const std::function<void()>& lose) const
    {
        lose();
        BOOST_TEST(keys->unwrap(1, wrapped).value() == "secret");
        lose();
        BOOST_TEST(keys->unwrap(1, keys->wrap(1, "other").value()).value() == "other");
        lose();
        BOOST_TEST(keys->make(2).has_value());
        lose();
        BOOST_TEST((keys->epochs().value() == std::vector<std::uint64_t>{1, 2}));
        lose();
        BOOST_TEST(keys->destroy(1).has_value());
        BOOST_TEST((error_of(keys->unwrap(1, wrapped)) == errc::missing_epoch));
        BOOST_TEST((open()->epochs().value() == std::vector<std::uint64_t>{2}));
    }

    /// Whether a PIN was refused since the last that was right.
    [[nodiscard]] bool pin_was_refused() const
    {
        ck_token_info about{};
        BOOST_TEST_REQUIRE(module->C_GetTokenInfo(module.slot(), &about) == CKR_OK);
        return (about.flags & CKF_USER_PIN_COUNT_LOW) != 0;
    }

    void change_pin(std::string from, std::string to) const
    {
        const bare_session session{module};
        BOOST_TEST_REQUIRE(session.login(from) == CKR_OK);
        BOOST_TEST_REQUIRE(
            module->C_SetPIN(
                session.number,
                reinterpret_cast<unsigned char*>(from.data()),
                from.size(),
                reinterpret_cast<unsigned char*>(to.data()),
                to.size()) == CKR_OK);
    }
};

}  // namespace
}  // namespace adapters_pkcs11_session

BOOST_FIXTURE_TEST_SUITE(adapters_pkcs11_session, desk)

BOOST_AUTO_TEST_CASE(a_session_that_was_closed_is_opened_anew)
{
    every_call_works_after([this] { close_all_sessions(); });
}

// Without the login a token hides its keys. Whoever took that for their being gone would say that
// somebody is erased whose key is still there.
BOOST_AUTO_TEST_CASE(who_was_logged_out_logs_in_and_takes_no_hidden_key_for_a_destroyed_one)
{
    every_call_works_after([this] { log_out(); });
}

// SoftHSM has no token that can be pulled out; a module that somebody ended is as far away.
BOOST_AUTO_TEST_CASE(while_the_module_does_not_answer_calls_fail_and_none_says_that_it_destroyed)
{
    BOOST_TEST_REQUIRE(module->C_Finalize(nullptr) == CKR_OK);
    for (int time = 0; time < 2; ++time) {
        BOOST_TEST((error_of(keys->destroy(1)) == errc::io_error));
        BOOST_TEST((error_of(keys->epochs()) == errc::io_error));
        BOOST_TEST((error_of(keys->make(1)) == errc::io_error));
        BOOST_TEST((error_of(keys->wrap(1, "secret")) == errc::io_error));
        BOOST_TEST((error_of(keys->unwrap(1, wrapped)) == errc::io_error));
    }
    BOOST_TEST_REQUIRE(module->C_Initialize(nullptr) == CKR_OK);
    BOOST_TEST(keys->unwrap(1, wrapped).value() == "secret");
}

BOOST_AUTO_TEST_CASE(a_pin_that_was_refused_is_not_tried_again)
{
    close_all_sessions();
    change_pin("5678", "8765");
    BOOST_TEST(!pin_was_refused());
    BOOST_TEST((error_of(keys->unwrap(1, wrapped)) == errc::io_error));
    BOOST_TEST(pin_was_refused());
    change_pin("8765", "5678");  // Its login clears the mark.
    BOOST_TEST(!pin_was_refused());
    change_pin("5678", "8765");
    BOOST_TEST((error_of(keys->unwrap(1, wrapped)) == errc::io_error));
    BOOST_TEST((error_of(keys->destroy(1)) == errc::io_error));
    BOOST_TEST(!pin_was_refused());
    // Opened anew with the right one, all is there.
    auto right = options();
    right.pin = "8765";
    BOOST_TEST(open_pkcs11_keys(right).value()->unwrap(1, wrapped).value() == "secret");
}

BOOST_AUTO_TEST_CASE(providers_of_one_process_do_not_disturb_each_other)
{
    auto other = open();
    BOOST_TEST(other->unwrap(1, wrapped).value() == "secret");
    other.reset();
    BOOST_TEST(keys->unwrap(1, wrapped).value() == "secret");
}

BOOST_AUTO_TEST_SUITE_END()
