#include "replay/export.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(tools_pseudonyms)

using namespace tools;
using namespace acikkapi;

namespace {

std::string of(const pseudonyms& who, std::string_view name)
{
    return who.of(actor::parse(name).value());
}

}  // namespace

BOOST_AUTO_TEST_CASE(people_are_replaced_and_units_are_not)
{
    const pseudonyms who{"a salt"};
    for (const auto* const nobody : {"citizen", "engine", "unit:24301265", "auditor"}) {
        BOOST_TEST(of(who, nobody) == nobody);
    }
    BOOST_TEST(of(who, "officer:4711").starts_with("officer:"));
    BOOST_TEST(of(who, "officer:4711").find("4711") == std::string::npos);
    BOOST_TEST(of(who, "officer:34/7").size() == std::string{"officer:"}.size() + 16);
    BOOST_TEST(of(who, "unit:24301265/3").starts_with("unit:24301265/"));
    BOOST_TEST(of(who, "unit:24301265/3").size() == std::string{"unit:24301265/"}.size() + 16);
}

BOOST_AUTO_TEST_CASE(the_same_person_has_one_name_in_an_export_and_another_in_the_next)
{
    const pseudonyms first{"a salt"};
    const pseudonyms second{"another"};
    for (const auto* const name : {"officer:34/7", "unit:24301265/3"}) {
        BOOST_TEST(of(first, name) == of(first, name));
        BOOST_TEST(of(first, name) != of(second, name));
    }
    BOOST_TEST(of(first, "officer:34/7") != of(first, "officer:34/8"));
    BOOST_TEST(of(first, "unit:24301265/3") != of(first, "unit:24301265/4"));
    BOOST_TEST(of(pseudonyms::random(), "officer:1") != of(pseudonyms::random(), "officer:1"));
}

BOOST_AUTO_TEST_CASE(who_is_not_hidden_keeps_his_name)
{
    BOOST_TEST(of(pseudonyms::none(), "officer:34/7") == "officer:34/7");
    BOOST_TEST(!pseudonyms::none().hide());
    BOOST_TEST(pseudonyms::random().hide());
}

BOOST_AUTO_TEST_SUITE_END()
