#include "host/directory.hpp"
#include "host/pages/assets.hpp"
#include "host/pages/embedded.hpp"
#include "host/pages/qr.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_directory)

namespace {

std::string wrong_with(std::string_view json)
{
    std::string wrong;
    (void)host::read_directory(json, wrong);
    return wrong;
}

std::string header(const host::response& from, std::string_view name)
{
    for (const auto& one : from.headers) {
        if (one.first == name) {
            return one.second;
        }
    }
    return {};
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_invented_one_is_whole)
{
    std::string wrong;
    const auto all = host::read_directory(host::embedded("directory.json"), wrong);
    BOOST_TEST(wrong.empty(), wrong);
    BOOST_TEST(all.where.plate() == 34);
    for (const auto& one : all.categories) {
        BOOST_TEST((one.unit.empty() || all.find_unit(one.unit) != nullptr), one.code);
    }
    BOOST_TEST(all.category_name(acikkapi::language::english, "water") == "Water and sewage");
    BOOST_TEST(all.category_name(acikkapi::language::english, "gone") == "gone");
}

BOOST_AUTO_TEST_CASE(a_unit_has_the_name_of_today)
{
    const auto id = acikkapi::unit_id::parse("24301265").value();
    host::directory all;
    BOOST_TEST(all.unit_name(id) == "24301265");
    BOOST_TEST(all.unit_name(id, "Yol Bakım") == "Yol Bakım");
    all.units = {{id, "Yol ve Altyapı Müdürlüğü"}};
    BOOST_TEST(all.unit_name(id, "Yol Bakım") == "Yol ve Altyapı Müdürlüğü");
    BOOST_TEST(all.unit_name({}).empty());  // It lies with none.
}

BOOST_AUTO_TEST_CASE(tasks_go_to_the_accounts_that_it_names)
{
    const auto ayse = acikkapi::actor::parse("officer:34/ayse").value();
    const auto ali = acikkapi::actor::parse("officer:34/ali").value();
    host::directory all;
    BOOST_TEST(all.takes_tasks(ali));  // It names nobody.
    all.accounts = {ayse};
    BOOST_TEST(all.takes_tasks(ayse));
    BOOST_TEST(!all.takes_tasks(ali));
    BOOST_TEST(all.takes_tasks({}));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_named)
{
    BOOST_TEST(wrong_with("[") == "directory: not a JSON object");
    BOOST_TEST(wrong_with("{}") == "directory.province: a plate code from 1 to 81");
    BOOST_TEST(
        wrong_with(R"({"province": 82})") == "directory.province: a plate code from 1 to 81");
    BOOST_TEST(wrong_with(R"({"province": 34})") == "directory.categories: there is none");
    BOOST_TEST(
        wrong_with(R"({"province": 34, "units": [{"id": "1", "name": "x"}]})") ==
        "directory.units: a unit has an id of eight digits and a name");
    BOOST_TEST(
        wrong_with(R"({"province": 34, "categories": [{"code": "a", "tr": "x", "en": "x"}]})") ==
        "directory.categories: a category has a code, and names tr, en and ar");
    BOOST_TEST(
        wrong_with(R"({"province": 34, "accounts": ["officer:34"]})") ==
        "directory.accounts: an account is a role, a place and a name: officer:34/4711");
    BOOST_TEST(
        wrong_with(R"({"province": 34, "categories": [7]})") ==
        "directory.categories: a category has a code, and names tr, en and ar");
}

BOOST_AUTO_TEST_CASE(style_is_kept_for_ever_under_its_version_and_templates_are_nobodys)
{
    const host::assets all;
    const auto version = all.address().substr(all.address().rfind('/') + 1);
    const auto style = all.get(version, "app.mjs", false);
    BOOST_TEST(style.status == 200);
    BOOST_TEST(header(style, "Cache-Control") == "public, max-age=31536000, immutable");
    BOOST_TEST(header(style, "Content-Encoding").empty());
    BOOST_TEST(header(all.get("old", "app.mjs", false), "Cache-Control") == "no-cache");
    const auto packed = all.get(version, "app.mjs", true);
    BOOST_TEST(header(packed, "Content-Encoding") == "gzip");
    BOOST_TEST(packed.body.size() < style.body.size());
    BOOST_TEST(
        header(all.get(version, "icon.svg", false), "Content-Type") ==
        "image/svg+xml; charset=utf-8");
    for (const auto* const name : {"tr.json", "head.html", "directory.json", "../config.hpp", ""}) {
        BOOST_TEST(all.get(version, name, false).status == 404, name);
    }
    BOOST_TEST(all.service_worker().body.find("@ASSETS@") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_qr_code_is_a_picture_of_squares)
{
    const auto svg = host::qr_svg("https://acikkapi.example/tr/follow?number=34-2026-000000001-7");
    BOOST_TEST(svg.starts_with("<svg "));
    BOOST_TEST(svg.find("h1v1h-1z") != std::string::npos);
    BOOST_TEST(host::qr_svg(std::string(10'000, 'x')).empty());
}

BOOST_AUTO_TEST_SUITE_END()
