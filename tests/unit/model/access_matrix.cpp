#include <acikkapi/access.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(model_access_matrix)

using namespace acikkapi;

namespace {

verdict says(const access_matrix& table, std::string_view by, std::string_view act, relation to)
{
    const auto who = actor::parse(by).value();
    return table.decide({who, channels::desk(), act, to});
}

bool is_refused(std::string_view table)
{
    const auto parsed = access_matrix::parse(table);
    return !parsed && parsed.error() == errc::bad_argument;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_cell_says_in_which_relations_an_act_is_allowed)
{
    const auto table = access_matrix::parse("# who\n"
                                            "act     citizen  unit        auditor\r\n"
                                            "\n"
                                            "answer  -        own         -  # nobody else\n"
                                            "read\tholder\town,other!  any!\n")
                           .value();
    BOOST_TEST((says(table, "unit:10000001", "answer", relation::own) == verdict::allowed));
    BOOST_TEST((says(table, "unit:10000001", "answer", relation::other) == verdict::refused));
    BOOST_TEST((says(table, "unit:10000001", "answer", relation::holder) == verdict::refused));
    BOOST_TEST((says(table, "citizen", "answer", relation::holder) == verdict::refused));
    BOOST_TEST((says(table, "citizen", "read", relation::holder) == verdict::allowed));
    BOOST_TEST((says(table, "unit", "read", relation::own) == verdict::allowed));
    BOOST_TEST((says(table, "unit", "read", relation::other) == verdict::on_record));
    for (const auto to : {relation::own, relation::other, relation::holder}) {
        BOOST_TEST((says(table, "auditor:1", "read", to) == verdict::on_record));
    }
}

BOOST_AUTO_TEST_CASE(a_cell_says_what_needs_two_persons)
{
    const auto table = access_matrix::parse("act head\nreopen own+\nread own+,other!").value();
    BOOST_TEST((says(table, "head:1", "reopen", relation::own) == verdict::by_two));
    BOOST_TEST((says(table, "head:1", "reopen", relation::other) == verdict::refused));
    const auto who = actor::parse("head:1").value();
    BOOST_TEST((decide(table, {who, channels::desk(), "read"}, {.own = true}) == verdict::by_two));
    BOOST_TEST((verdict::on_record < verdict::by_two && verdict::by_two < verdict::allowed));
}

BOOST_AUTO_TEST_CASE(what_does_not_stand_in_it_is_refused)
{
    const auto table = access_matrix::parse("act unit\nanswer any").value();
    BOOST_TEST((says(table, "unit:1", "close", relation::own) == verdict::refused));
    BOOST_TEST((says(table, "units", "answer", relation::own) == verdict::refused));
    BOOST_TEST((says(table, "engine", "answer", relation::own) == verdict::refused));
    const actor nobody;
    BOOST_TEST(
        (table.decide({nobody, channels::desk(), "answer", relation::own}) == verdict::refused));
}

BOOST_AUTO_TEST_CASE(of_several_ways_to_stand_to_it_the_best_counts)
{
    const auto table = access_matrix::parse("act unit\nread other!,own\nlist holder").value();
    const auto who = actor::parse("unit:1").value();
    const auto best = [&](std::string_view act, const relations& ways) {
        return decide(table, {who, channels::desk(), act}, ways);
    };
    BOOST_TEST((best("read", {}) == verdict::on_record));
    BOOST_TEST((best("read", {.own = true}) == verdict::allowed));
    BOOST_TEST((best("read", {.holder = true}) == verdict::on_record));
    BOOST_TEST((best("list", {.own = true}) == verdict::refused));
    BOOST_TEST((best("list", {.own = true, .holder = true}) == verdict::allowed));
}

BOOST_AUTO_TEST_CASE(what_is_no_table_is_refused)
{
    for (const auto* const text :
         {"",
          "# nothing\n",
          "read unit\nread own",      // No heading.
          "act unit\nread own own",   // A cell too many
          "act unit head\nread own",  // or too few.
          "act unit\nread mine",      // No relation.
          "act unit\nread own!!",
          "act unit\nread own!+",
          "act unit\nread +",
          "act unit\nread ,",
          "act unit\nread !",
          "act unit unit\nread own own",     // A role twice,
          "act unit\nread own\nread other",  // an act twice.
          "act unit act\nread own own"}) {
        BOOST_TEST(is_refused(text), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
