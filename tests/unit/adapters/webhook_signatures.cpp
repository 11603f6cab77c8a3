#include "adapters/codes.hpp"
#include "adapters/webhook/signatures.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(adapters_webhook_signatures)

using namespace acikkapi::adapters;

namespace {

const std::string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const std::string other = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
constexpr webhook_message message{
    "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", R"({"test": 2432232314})"};
// From the examples of the specification's own libraries.
constexpr std::string_view signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

webhook_keys keys(const std::vector<std::string>& secrets)
{
    return webhook_keys::parse(secrets).value();
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_known_message_has_the_known_signature)
{
    BOOST_TEST(keys({secret}).sign(message) == signature);
    BOOST_TEST(keys({secret}).have_signed(message, signature));
}

BOOST_AUTO_TEST_CASE(each_key_signs_and_each_is_believed)
{
    const auto both = keys({other, secret}).sign(message);
    BOOST_TEST(both.size() == 2 * signature.size() + 1);
    BOOST_TEST(both.ends_with(signature));
    for (const auto& one : {secret, other}) {
        BOOST_TEST(keys({one}).have_signed(message, both));
        BOOST_TEST(keys({secret, other}).have_signed(message, keys({one}).sign(message)));
    }
    BOOST_TEST(!keys({other}).have_signed(message, signature));
}

BOOST_AUTO_TEST_CASE(nothing_of_a_signed_message_can_be_changed)
{
    const auto ours = keys({secret});
    BOOST_TEST(!ours.have_signed({"msg_other", message.timestamp, message.body}, signature));
    BOOST_TEST(!ours.have_signed({message.id, "1614265331", message.body}, signature));
    BOOST_TEST(!ours.have_signed({message.id, message.timestamp, "{}"}, signature));
    for (const std::string& text :
         {std::string{""},
          std::string{" "},
          std::string{"v1,"},
          std::string{signature.substr(3)},
          "v1a," + std::string{signature.substr(3)},
          std::string{signature.substr(0, signature.size() - 1)},
          std::string{signature} + "x"}) {
        BOOST_TEST(!ours.have_signed(message, text), text);
    }
}

BOOST_AUTO_TEST_CASE(of_many_signatures_some_are_looked_at)
{
    std::string few;
    for (int i = 0; i < 15; ++i) {
        few += "v1,x ";
    }
    BOOST_TEST(keys({secret}).have_signed(message, few + std::string{signature}));
    BOOST_TEST(!keys({secret}).have_signed(message, few + "v1,x " + std::string{signature}));
}

BOOST_AUTO_TEST_CASE(a_secret_has_its_form_and_its_size)
{
    BOOST_TEST(webhook_keys::parse({"whsec_" + base64(std::string(24, 'x'))}).has_value());
    BOOST_TEST(webhook_keys::parse({"whsec_" + base64(std::string(64, 'x'))}).has_value());
    BOOST_TEST(!webhook_keys::parse({"whsec_" + base64(std::string(23, 'x'))}));
    BOOST_TEST(!webhook_keys::parse({"whsec_" + base64(std::string(65, 'x'))}));
    BOOST_TEST(!webhook_keys::parse({secret.substr(6)}));
    BOOST_TEST(!webhook_keys::parse({secret + "!"}));
    BOOST_TEST(!webhook_keys::parse({}));
    BOOST_TEST(!webhook_keys::parse(std::vector<std::string>(9, secret)));
}

BOOST_AUTO_TEST_CASE(an_id_can_stand_in_a_header_and_before_a_point)
{
    BOOST_TEST(is_webhook_id("17-0"));
    BOOST_TEST(is_webhook_id("msg_p5jXN8AQM9LWM0D4loKWxJek"));
    for (const std::string& text :
         {std::string{},
          std::string{"a.b"},
          std::string{"a b"},
          std::string{"a\n"},
          std::string(65, 'a')}) {
        BOOST_TEST(!is_webhook_id(text), text);
    }
}

BOOST_AUTO_TEST_CASE(base_64_has_one_spelling)
{
    using namespace std::string_literals;
    for (const auto& [bytes, text] : std::initializer_list<std::pair<std::string, std::string>>{
             {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"\xff\xfe"s, "//4="}}) {
        BOOST_TEST(base64(bytes) == text);
        BOOST_TEST((from_base64(text) == bytes));
    }
    BOOST_TEST(base64url("\xff\xfe"s) == "__4");
    BOOST_TEST((from_base64url("__4") == "\xff\xfe"s));
    for (const auto* const text :
         {"Zg", "Zg=", "Zh==", "Z", "Zg==Zg==", "====", "Zm9v====", "Zm 9v"}) {
        BOOST_TEST(!from_base64(text), text);
    }
    for (const auto* const text : {"__5", "Zg==", "_", "//4"}) {
        BOOST_TEST(!from_base64url(text), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
