#include "host/keeping.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_keeping)

namespace {

using namespace acikkapi;

std::vector<host::happening> history(std::initializer_list<std::pair<record_kind, whose_data>> all)
{
    std::vector<host::happening> out;
    for (const auto& [kind, whose] : all) {
        auto& one = out.emplace_back();
        one.what.kind = kind;
        one.what.whose = whose;
        one.what.at = position{out.size()};
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_person_is_left_until_he_is_erased)
{
    application one;
    BOOST_TEST((host::persons_left(one, history({})) == std::vector<whose_data>{0}));
    application two;
    two.on_behalf = true;
    BOOST_TEST((host::persons_left(two, history({})) == std::vector<whose_data>{0, 1}));
    const auto first = history({{record_kind::erasure, 0}});
    BOOST_TEST(host::persons_left(one, first).empty());
    BOOST_TEST((host::persons_left(two, first) == std::vector<whose_data>{1}));
}

BOOST_AUTO_TEST_CASE(of_several_records_of_one_erasure_the_first_is_certified)
{
    const auto all = host::erasures_in(history(
        {{record_kind::fact, 0},
         {record_kind::erasure, 1},
         {record_kind::erasure, 1},
         {record_kind::erasure, 0}}));
    BOOST_REQUIRE(all.size() == 2U);
    BOOST_TEST(all.front().whose == 1);
    BOOST_TEST(number_of(all.front().at) == 2U);
    BOOST_TEST(number_of(all.back().at) == 4U);
}

BOOST_AUTO_TEST_CASE(a_hold_lasts_until_as_many_releases)
{
    using enum record_kind;
    BOOST_TEST(host::holds_in(history({})) == 0U);
    BOOST_TEST(host::holds_in(history({{hold, 0}, {hold, 0}, {release, 0}})) == 1U);
    BOOST_TEST(host::holds_in(history({{release, 0}, {hold, 0}})) == 1U);
    BOOST_TEST(host::holds_in(history({{hold, 0}, {release, 0}, {release, 0}})) == 0U);
}

BOOST_AUTO_TEST_CASE(a_proposal_to_erase_says_whom_in_a_line_for_programs)
{
    for (const auto whose : {whose_data{0}, whose_data{1}}) {
        const auto words = host::words_of_erasure(whose, "why\nand why");
        const auto read = host::read_erasure(words);
        BOOST_REQUIRE(read.has_value());
        BOOST_TEST(read->whose == whose);
        BOOST_TEST(read->reason == "why\nand why");
    }
    BOOST_TEST(host::words_of_erasure(0, "why") == "applicant\nwhy");
    for (const auto* const other : {"", "why", "applicant", "applicant: why", "nobody\nwhy"}) {
        BOOST_TEST(!host::read_erasure(other).has_value(), other);
    }
}

BOOST_AUTO_TEST_CASE(certificates_are_for_who_may_erase_and_for_who_checks)
{
    application here;
    here.where = province::from_plate(34).value();
    const auto may = [&here](const char* who) {
        return host::may_certify(actor::parse(who).value(), here);
    };
    BOOST_TEST(may("governorate:34/1"));
    BOOST_TEST(may("auditor"));
    for (const auto* const other :
         {"governorate:06/1", "officer:34/ayse", "desk:34/1", "citizen", "operator", "host"}) {
        BOOST_TEST(!may(other), other);
    }
}

BOOST_AUTO_TEST_SUITE_END()
