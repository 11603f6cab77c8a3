#include "samples.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

// Names for exports and figures, and the words that citizens read.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_words)

BOOST_AUTO_TEST_CASE(every_status_has_a_name_of_its_own)
{
    std::set<std::string_view> names;
    for (const status value : every_status_of_all) {
        names.insert(name_of(value));
    }
    BOOST_TEST(names.size() == every_status_of_all.size());
    BOOST_TEST(names.count("") == 0U);
    BOOST_TEST(name_of(status::awaiting_applicant) == "awaiting_applicant");
    BOOST_TEST(name_of(status::problem_over) == "problem_over");
}

BOOST_AUTO_TEST_CASE(citizens_read_their_own_words)
{
    BOOST_TEST(citizen_word(status::none) == "");
    BOOST_TEST(citizen_word(status::submitted) == "Alındı");
    BOOST_TEST(citizen_word(status::routed) == "İlgili birimde");
    BOOST_TEST(citizen_word(status::awaiting_applicant) == "Sizden bilgi bekleniyor");
    BOOST_TEST(citizen_word(status::answered) == "Cevaplandı");
    BOOST_TEST(citizen_word(status::notified) == "Cevaplandı");
    BOOST_TEST(citizen_word(status::objected) == "İtiraz edildi");
    BOOST_TEST(citizen_word(status::closed) == "Kapandı");
    BOOST_TEST(citizen_word(status::withdrawn) == "Geri çekildi");
    BOOST_TEST(citizen_word(status::problem_open) == "");
}

BOOST_AUTO_TEST_CASE(a_citizen_does_not_read_that_a_unit_sent_him_away)
{
    BOOST_TEST(citizen_word(status::returned) == citizen_word(status::routed));
}

BOOST_AUTO_TEST_CASE(a_number_that_is_no_status_has_no_words)
{
    BOOST_TEST(name_of(static_cast<status>(12)).empty());
    BOOST_TEST(citizen_word(static_cast<status>(12)).empty());
}

// Kept in journals: the number of a type is its place in the list, for ever.
BOOST_AUTO_TEST_CASE(the_types_of_events_have_the_names_and_numbers_they_always_had)
{
    const std::vector<std::string_view> names{
        "submitted",
        "routed",
        "returned",
        "question_asked",
        "replied",
        "resumed",
        "reminded",
        "contact_recorded",
        "interim_answered",
        "answered",
        "notice_recorded",
        "notified",
        "objected",
        "reopened",
        "withdrawn",
        "closed",
        "rated",
        "linked",
        "unlinked",
        "escalated",
        "deadlines_recomputed",
        "told_again",
        "left_unrouted",
        "rating_asked",
        "problem_opened",
        "problem_planned",
        "problem_closed",
        "problem_joined",
        "problem_left",
        "problem_told",
        "attached",
        "assigned",
        "contact_changed"};
    for (std::uint16_t type = 1; type <= names.size(); ++type) {
        BOOST_TEST(petition::type_name(type) == names.at(type - 1U));
    }
    BOOST_TEST(petition::type_name(0).empty());
    BOOST_TEST(petition::type_name(34).empty());
    BOOST_TEST(petition::type_name(65'535).empty());
}

BOOST_AUTO_TEST_CASE(an_event_has_the_name_of_its_type)
{
    BOOST_TEST(
        names_of({events::routed{}, events::deadlines_recomputed{}}) ==
        "routed, deadlines_recomputed");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
