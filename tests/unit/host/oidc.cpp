#include "host/config.hpp"
#include "host/fetch.hpp"
#include "host/log_in_pages.hpp"
#include "host/oidc.hpp"
#include "host/secrets.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_oidc)

namespace {

namespace json = boost::json;

host::oidc_settings settings()
{
    host::oidc_settings out;
    out.issuer = "https://id.example";
    out.client_id = "acik kapi";
    out.redirect = "https://host.example/log-in/done";
    out.actors = {
        {"officers-34", "officer:34/{account}"},
        {"heads", "head:24301265/{account}"},
        {"office", "governorate:34"}};
    return out;
}

std::string actor(const host::oidc_settings& how, const json::object& claims)
{
    const auto who = host::actor_of(how, claims);
    return who ? who->str() : "nobody";
}

/// A discovery document in which one member is otherwise.
std::string document(const std::string& name = {}, const std::string& value = {})
{
    json::object out{
        {"issuer", "https://id.example"},
        {"authorization_endpoint", "https://id.example/auth"},
        {"token_endpoint", "https://id.example/token"},
        {"jwks_uri", "https://id.example/keys"}};
    if (!name.empty()) {
        out[name] = value.c_str();
    }
    return json::serialize(out);
}

std::string wrong_in(const std::string& oidc)
{
    return host::read_config(R"({"oidc":)" + oidc + "}").wrong;
}

}  // namespace

BOOST_AUTO_TEST_CASE(one_goes_on_to_paths_of_ours_only)
{
    using host::local_path;
    for (const auto* ours : {"/", "/a", "/a/b?c=%C3%A7&d#e", "/log"}) {
        BOOST_TEST(local_path(ours) == ours);
    }
    for (const auto& other :
         {std::string{},
          std::string{"a"},
          std::string{"https://evil.example/"},
          std::string{"//evil.example"},
          std::string{"/\\evil.example"},
          std::string{"/a\\b"},
          std::string{"/\t/evil.example"},
          std::string{"/a\r\nSet-Cookie: b"},
          std::string{"/a b"},
          std::string{"/\xc3\xa7"},
          std::string{"/log-in"},
          std::string{"/log-in/done?code=a"},
          "/" + std::string(512, 'a')}) {
        BOOST_TEST(local_path(other) == "/", other);
    }
}

BOOST_AUTO_TEST_CASE(secrets_are_sent_by_https_or_to_this_machine)
{
    using host::is_safe_url;
    for (const auto* safe :
         {"https://a.example",
          "https://a.example:8443/b?c=d@e",
          "http://127.0.0.1:8080/a",
          "http://localhost",
          "http://[::1]:1/a"}) {
        BOOST_TEST(is_safe_url(safe), safe);
    }
    for (const auto* bad :
         {"",
          "https://",
          "https:///a",
          "http://a.example",
          "http://127.0.0.1.evil.example",
          "http://localhost.evil.example/",
          "http://localhost@evil.example/",
          "http://127.0.0.1:80@evil.example/",
          "https://a@b.example/",
          "ftp://127.0.0.1/",
          "file:///etc/passwd",
          "http://127.0.0.1\\@evil.example/",
          "https://a.example/ b",
          "//a.example"}) {
        BOOST_TEST(!is_safe_url(bad), bad);
    }
    BOOST_TEST(host::fetch({"http://a.example/"}).status == 0);
}

BOOST_AUTO_TEST_CASE(a_provider_says_where_it_is_asked)
{
    using host::provider_addresses;
    const auto where = provider_addresses::parse(document(), "https://id.example");
    BOOST_TEST(where.value().authorization == "https://id.example/auth");
    BOOST_TEST(where.value().token == "https://id.example/token");
    BOOST_TEST(where.value().keys == "https://id.example/keys");
    BOOST_TEST(!provider_addresses::parse(document(), "https://id.example/").has_value());
    for (const auto* name : {"authorization_endpoint", "token_endpoint", "jwks_uri"}) {
        const auto unsafe = document(name, "http://id.example/");
        BOOST_TEST(!provider_addresses::parse(unsafe, "https://id.example").has_value(), name);
    }
    BOOST_TEST(!provider_addresses::parse("", "").has_value());
    BOOST_TEST(!provider_addresses::parse("{}", "").has_value());
}

// RFC 7636, appendix B, has the challenge of this verifier.
BOOST_AUTO_TEST_CASE(a_browser_is_sent_with_what_only_it_can_answer)
{
    const auto where = host::provider_addresses::parse(document(), "https://id.example").value();
    host::log_in_attempt attempt{"s&1", "n1", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "/"};
    const std::string query =
        "response_type=code&client_id=acik%20kapi&redirect_uri=https%3A%2F%2Fhost.example%2Flog-in"
        "%2Fdone&scope=openid&state=s%261&nonce=n1&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWb"
        "uGJSstw-cM&code_challenge_method=S256";
    BOOST_TEST(
        host::authorization_url(settings(), where, attempt) == "https://id.example/auth?" + query);
    auto tenant = where;
    tenant.authorization += "?tenant=a";
    BOOST_TEST(
        host::authorization_url(settings(), tenant, attempt) ==
        "https://id.example/auth?tenant=a&" + query);
}

BOOST_AUTO_TEST_CASE(each_attempt_has_secrets_of_its_own_and_comes_back_whole)
{
    const auto one = host::log_in_attempt::begin("/a");
    const auto two = host::log_in_attempt::begin("//evil.example");
    BOOST_TEST(one.state != two.state);
    BOOST_TEST(one.nonce != two.nonce);
    BOOST_TEST(one.verifier != two.verifier);
    BOOST_TEST(one.verifier.size() == 43U);  // RFC 7636: 43 to 128.
    BOOST_TEST(two.next == "/");
    const auto read = host::log_in_attempt::parse(one.str()).value();
    BOOST_TEST(read.state == one.state);
    BOOST_TEST(read.nonce == one.nonce);
    BOOST_TEST(read.verifier == one.verifier);
    BOOST_TEST(read.next == "/a");
    for (const auto* bad : {"", "{}", R"({"state":"a","nonce":"b"})"}) {
        BOOST_TEST(!host::log_in_attempt::parse(bad).has_value(), bad);
    }
}

BOOST_AUTO_TEST_CASE(an_answer_is_to_our_attempt_and_by_our_provider)
{
    const auto how = settings();
    const host::log_in_attempt attempt{"s1", "n1", "v1", "/"};
    BOOST_TEST(host::is_answer_to(how, attempt, "code=a&state=s1"));
    BOOST_TEST(host::is_answer_to(how, attempt, "code=a&state=s1&iss=https%3A%2F%2Fid.example"));
    BOOST_TEST(!host::is_answer_to(how, attempt, "code=a&state=s1&iss=https%3A%2F%2Fb.example"));
    BOOST_TEST(!host::is_answer_to(how, attempt, "code=a&state=s2"));
    BOOST_TEST(!host::is_answer_to(how, attempt, "code=a"));
    BOOST_TEST(host::code_in("state=s1&code=a%2Bb").value() == "a+b");
    BOOST_TEST(!host::code_in("error=access_denied&state=s1").has_value());
    BOOST_TEST(!host::code_in("code=").has_value());
    BOOST_TEST(!host::code_in("code=" + std::string(2'049, 'a')).has_value());
}

BOOST_AUTO_TEST_CASE(a_code_is_handed_in_with_its_verifier)
{
    auto how = settings();
    const host::log_in_attempt attempt{"s1", "n1", "v1", "/"};
    const std::string form =
        "grant_type=authorization_code&code=a%26b&redirect_uri=https%3A%2F%2Fhost.example%2Flog-in"
        "%2Fdone&code_verifier=v1";
    BOOST_TEST(host::token_form(how, attempt, "a&b") == form + "&client_id=acik%20kapi");
    how.client_secret = "secret";  // Goes into a header.
    BOOST_TEST(host::token_form(how, attempt, "a&b") == form);
}

BOOST_AUTO_TEST_CASE(the_first_role_of_the_configuration_that_somebody_has_counts)
{
    const auto how = settings();
    const auto with = [](const json::value& roles) {
        return json::object{{"sub", "4711"}, {"roles", roles}};
    };
    BOOST_TEST(actor(how, with({"officers-34"})) == "officer:34/4711");
    BOOST_TEST(actor(how, with("heads")) == "head:24301265/4711");
    BOOST_TEST(actor(how, with(json::array{"heads", "officers-34"})) == "officer:34/4711");
    BOOST_TEST(actor(how, with(json::array{1, "office"})) == "governorate:34");
    for (const json::value& none :
         {json::value{},
          json::value(json::array{}),
          json::value(json::array{"Heads"}),
          json::value("officers-34 heads"),
          json::value(json::object{{"heads", true}})}) {
        BOOST_TEST(actor(how, with(none)) == "nobody", json::serialize(none));
    }
}

BOOST_AUTO_TEST_CASE(claims_may_lie_deeper_and_be_called_otherwise)
{
    auto how = settings();
    how.roles_claim = "/realm_access/roles";
    how.account_claim = "staff_no";
    const json::object claims{
        {"sub", "x"},
        {"staff_no", "17"},
        {"roles", json::array{"heads"}},
        {"realm_access", {{"roles", json::array{"officers-34"}}}}};
    BOOST_TEST(actor(how, claims) == "officer:34/17");
    how.roles_claim = "/realm_access/none";
    BOOST_TEST(actor(how, claims) == "nobody");
    how.roles_claim = "/~2";
    BOOST_TEST(actor(how, claims) == "nobody");
}

BOOST_AUTO_TEST_CASE(an_account_brings_no_place_and_no_role)
{
    const auto how = settings();
    const auto with = [](const json::value& account) {
        return json::object{{"sub", account}, {"roles", "heads"}};
    };
    BOOST_TEST(actor(how, with("a.B-c_1|x@y")) == "head:24301265/a.B-c_1|x@y");
    for (const auto* bad : {"", "a/b", "a:b", "a b", "ç", "{account}", "a\nb"}) {
        BOOST_TEST(actor(how, with(bad)) == "nobody", bad);
    }
    const std::string long_name(64, 'a');
    BOOST_TEST(actor(how, with(long_name.c_str())) == "nobody");
    BOOST_TEST(actor(how, with(4711)) == "nobody");
    BOOST_TEST(actor(how, {{"roles", "heads"}}) == "nobody");
}

BOOST_AUTO_TEST_CASE(a_token_is_good_for_what_it_was_given_for)
{
    auto how = settings();
    const auto given = [&](const json::value& scope) {
        return host::has_scope(how, {{"scope", scope}});
    };
    BOOST_TEST(given("openid"));
    BOOST_TEST(host::has_scope(how, {}));
    how.scope = "petitions";
    for (const auto* good :
         {"petitions", "openid petitions", "petitions openid", "a petitions b"}) {
        BOOST_TEST(given(good), good);
    }
    for (const auto* bad :
         {"", " ", "openid", "petitions2", "petition", "PETITIONS", "a,petitions"}) {
        BOOST_TEST(!given(bad), bad);
    }
    BOOST_TEST(!given(json::array{"petitions"}));
    BOOST_TEST(!host::has_scope(how, {}));
}

BOOST_AUTO_TEST_CASE(a_configuration_says_how_staff_log_in)
{
    const auto read = host::read_config(R"({"oidc":{"issuer":"https://id.example",
        "client_id":"host","client_secret":"s","redirect":"https://host.example/log-in/done",
        "roles_claim":"/a","account_claim":"b","audience":"api","scope":"petitions","ca_file":"ca.pem",
        "actors":{"z":"auditor:/{account}","a":"officer:34"}}})");
    BOOST_TEST(read.wrong == "");
    const auto& how = read.value.oidc.value();
    BOOST_TEST(how.issuer == "https://id.example");
    BOOST_TEST(how.client_id == "host");
    BOOST_TEST(how.client_secret == "s");
    BOOST_TEST(how.redirect == "https://host.example/log-in/done");
    BOOST_TEST(how.roles_claim == "/a");
    BOOST_TEST(how.account_claim == "b");
    BOOST_TEST(how.audience == "api");
    BOOST_TEST(how.scope == "petitions");
    BOOST_TEST(how.ca_file == "ca.pem");
    BOOST_TEST(how.actors.front().first == "z");
    BOOST_TEST(how.actors.back().second == "officer:34");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_it_is_said_at_the_start)
{
    const auto with = [](const std::string& issuer, const std::string& path, const char* actors) {
        return wrong_in(
            R"({"issuer":")" + issuer + R"(","client_id":"a","redirect":"https://host.example)" +
            path + R"(","actors":)" + actors + "}");
    };
    const auto* const sound = R"({"a":"auditor"})";
    BOOST_TEST(with("https://a.example", "/log-in/done", sound) == "");
    BOOST_TEST(with("http://a.example", "/log-in/done", sound).starts_with("#/oidc/issuer "));
    BOOST_TEST(with("https://a.example/", "/log-in/done", sound).starts_with("#/oidc/issuer "));
    BOOST_TEST(with("https://a.example", "/cb", sound).starts_with("#/oidc/redirect "));
    for (const auto* bad :
         {"{}",
          "[]",
          "null",
          R"({"a":1})",
          R"({"a":""})",
          R"({"a":"engine"})",
          R"({"a":"citizen"})",
          R"({"a":"officer:34/{acount}"})",
          R"({"a":"officer:{account}/{account}"})",
          R"({"a":"offi cer"})"}) {
        BOOST_TEST(
            with("https://a.example", "/log-in/done", bad).starts_with("#/oidc/actors "), bad);
    }
    BOOST_TEST(wrong_in("[]").starts_with("#/oidc"));
}

BOOST_AUTO_TEST_CASE(pages_repeat_what_was_sent_as_text)
{
    std::unique_ptr<host::site> look;
    BOOST_TEST_REQUIRE(host::site::open(look).empty());
    const auto page = host::log_in_pages{*look}.demo(
        {}, {acikkapi::actor::parse("desk:34/<b>").value()}, "\"t", "/'><script>");
    BOOST_TEST(page.body.find("<b>") == std::string::npos);
    BOOST_TEST(page.body.find("><script>") == std::string::npos);
    BOOST_TEST(page.body.find("value=\"desk:34/&lt;b&gt;\"") != std::string::npos);
    BOOST_TEST(page.body.find("value=\"&quot;t\"") != std::string::npos);
    const auto codes = host::log_in_pages{*look}.code({}, "\"t", "<b>");
    BOOST_TEST(codes.body.find("value=\"&quot;t\"") != std::string::npos);
    BOOST_TEST(codes.body.find("<b>") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
