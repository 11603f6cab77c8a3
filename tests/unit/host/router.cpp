#include "host/problem.hpp"
#include "host/router.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_router)

namespace {

host::router sample()
{
    host::router out;
    const auto echo = [](const std::string& what) {
        return [what](const host::call& got, const host::answer& done) {
            std::string text = what;
            for (const auto& part : got.parts) {
                text += " " + part;
            }
            done(host::reply_with(200, "text/plain", text));
        };
    };
    out.add("GET", "/a/{x}", echo("get"));
    out.add("POST", "/a/{x}", echo("post"));
    out.add("POST", "/a/{x}/fixed", echo("fixed"));
    out.add("POST", "/a/{x}/{y}", echo("any"));
    return out;
}

host::response ask(const std::string& method, const std::string& path)
{
    host::request asked;
    asked.method = method;
    asked.path = path;
    host::response out;
    int answers = 0;
    sample()(std::move(asked), [&](host::response got) {
        out = std::move(got);
        ++answers;
    });
    BOOST_TEST(answers == 1);
    return out;
}

std::string header(const host::response& from, const std::string& name)
{
    for (const auto& [key, value] : from.headers) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_request_goes_where_its_method_and_path_say)
{
    BOOST_TEST(ask("GET", "/a/1").body == "get 1");
    BOOST_TEST(ask("POST", "/a/1").body == "post 1");
    BOOST_TEST(ask("POST", "/a/1/fixed").body == "fixed 1");
    BOOST_TEST(ask("POST", "/a/1/2").body == "any 1 2");
    BOOST_TEST(ask("POST", "/a/1/2").route == "/a/{x}/{y}");
}

BOOST_AUTO_TEST_CASE(a_part_is_decoded_after_the_path_is_cut)
{
    BOOST_TEST(ask("GET", "/a/1%2F2%20x").body == "get 1/2 x");
    BOOST_TEST(ask("GET", "/%61/1").body == "get 1");
}

BOOST_AUTO_TEST_CASE(what_is_nobodys_is_not_found)
{
    for (const auto* path :
         {"/", "/a", "/a/", "/a/1/", "/b/1", "/a/%zz", "/a/%4", "//a/1", "/a/1/2/3"}) {
        BOOST_TEST(ask("GET", path).status == 404, path);
    }
    BOOST_TEST(ask("GET", "/b").route.empty());
}

BOOST_AUTO_TEST_CASE(another_method_is_told_which_there_are)
{
    const auto out = ask("DELETE", "/a/1");
    BOOST_TEST(out.status == 405);
    BOOST_TEST(header(out, "Allow") == "GET, HEAD, OPTIONS, POST");
    BOOST_TEST(out.route == "/a/{x}");
    BOOST_TEST(header(ask("GET", "/a/1/2"), "Allow") == "OPTIONS, POST");
    BOOST_TEST(ask("TRACE", "/a/1").status == 405);
}

BOOST_AUTO_TEST_CASE(head_is_answered_as_get_and_options_by_what_is_allowed)
{
    BOOST_TEST(ask("HEAD", "/a/1").body == "get 1");
    BOOST_TEST(ask("HEAD", "/a/1/2").status == 405);
    const auto out = ask("OPTIONS", "/a/1");
    BOOST_TEST(out.status == 200);
    BOOST_TEST(header(out, "Allow") == "GET, HEAD, OPTIONS, POST");
    BOOST_TEST(ask("OPTIONS", "/b").status == 404);
}

BOOST_AUTO_TEST_SUITE_END()
