#pragma once

#include "host/pages/news.hpp"
#include "host/pages/pages.hpp"
#include "host/pages/watched_cases.hpp"
#include "unit/host/open_store.hpp"

#include <boost/test/unit_test.hpp>

#include <future>

namespace unit_host {

inline std::unique_ptr<host::site> site_of_pages()
{
    std::unique_ptr<host::site> out;
    BOOST_TEST_REQUIRE(host::site::open(out) == "");
    return out;
}

inline host::directory small_directory()
{
    std::string wrong;
    auto out = host::read_directory(
        R"({"province": 34, "districts": ["Fatih"],
            "categories": [{"code": "lighting", "tr": "Aydınlatma", "en": "Lighting", "ar": "إنارة"}]})",
        wrong);
    BOOST_TEST_REQUIRE(wrong == "");
    return out;
}

/// An office without a network: its pages, for who is said to have logged in.
struct office : open_store {
    /// How far the clock of pages is ahead of the machine's, by which the store goes.
    std::chrono::hours ahead{0};
    std::unique_ptr<host::site> look = site_of_pages();
    host::cookies jar{
        {host::sealer::key{},
         std::nullopt,
         [this] {
             return std::chrono::floor<std::chrono::microseconds>(
                 std::chrono::system_clock::now() + ahead);
         }},
        false};
    host::sessions who{jar};
    host::directory where = small_directory();
    host::code_guard guard;
    host::code_log_in codes{
        jar,
        pool.get_executor(),
        {[](const acikkapi::application_number& /*about*/, const acikkapi::phone& /*to*/) {
             return false;
         },
         [](const acikkapi::phone& /*to*/, const std::string& /*code*/) {},
         [] { return std::chrono::steady_clock::now(); }}};
    host::city_watch city{desk};
    host::news_desk news{&desk, pool.get_executor()};
    host::case_watch watch{desk};
    host::registration_limits registering{{}, [] { return std::chrono::steady_clock::now(); }};
    host::page_services all{
        desk,
        *look,
        jar,
        who,
        where,
        guard,
        codes,
        pool.get_executor(),
        [] { return std::chrono::steady_clock::now(); },
        city,
        news,
        watch,
        registering,
        [](const std::string& /*line*/) {}};
    host::router routes;

    explicit office(const acikkapi::access_policy& who_may = acikkapi::petition_access())
        : open_store(who_may)
    {
        host::add_pages(routes, all);
    }

    [[nodiscard]] host::response
    get(const std::string& path, const std::string& query = {}, const char* as = "governorate:34/1")
    {
        host::request asked;
        asked.method = "GET";
        asked.path = path;
        asked.query = query;
        return ask(std::move(asked), who.of_staff(acikkapi::actor::parse(as).value()));
    }

    /// As who has the lookup code of an application sees its page.
    [[nodiscard]] host::response get_as_holder(const acikkapi::application_number& number)
    {
        host::request asked;
        asked.method = "GET";
        asked.path = "/tr/applications/" + number.str();
        return ask(std::move(asked), who.of_citizen({{number}}));
    }

    /// @param action  What the token of the form is for.
    /// @param form    As it is sent, without that token.
    [[nodiscard]] host::response
    post(const std::string& path, std::string_view action, const std::string& form, const char* as)
    {
        const auto by = who.of_staff(acikkapi::actor::parse(as).value());
        host::request asked;
        asked.method = "POST";
        asked.path = path;
        asked.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
        asked.body = form + "&csrf=" + host::csrf_token(by, action);
        return ask(std::move(asked), by);
    }

private:
    [[nodiscard]] host::response ask(host::request what, const host::session& by)
    {
        const auto cookie = who.set_cookie(by);
        what.headers.emplace_back("Cookie", cookie.substr(0, cookie.find(';')));
        std::promise<host::response> out;
        routes(std::move(what), [&out](host::response got) { out.set_value(std::move(got)); });
        return out.get_future().get();
    }
};

inline std::size_t count_of(const host::response& page, std::string_view text)
{
    std::size_t out = 0;
    for (auto at = page.body.find(text); at != page.body.npos; at = page.body.find(text, at + 1)) {
        ++out;
    }
    return out;
}

/// What the link to the next page asks; empty if there is none.
inline std::string next_query(const host::response& page, std::string_view address)
{
    const auto link = page.body.find("rel=\"next\"");
    if (link == page.body.npos) {
        return {};
    }
    const auto from = page.body.find(address, link);
    BOOST_TEST_REQUIRE(from != page.body.npos);
    const auto begin = from + address.size();
    auto out = page.body.substr(begin, page.body.find('"', begin) - begin);
    for (auto at = out.find("&amp;"); at != out.npos; at = out.find("&amp;", at)) {
        out.erase(at + 1, 4);
    }
    return out;
}

inline bool says(const host::response& page, std::string_view text)
{
    return page.body.find(text) != page.body.npos;
}

}  // namespace unit_host
