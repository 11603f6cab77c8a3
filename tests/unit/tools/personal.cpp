// What people said, as an export in clear has it: all that the codec keeps apart as personal.
#include <acikkapi/petition.hpp>

#include "replay/to_json.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <regex>
#include <set>

BOOST_AUTO_TEST_SUITE(tools_personal)

namespace {

using namespace acikkapi;

person a_person(const std::string& name)
{
    person out;
    out.full_name = name + "-full_name";
    out.e_mail = name + "-e_mail";
    out.address = name + "-address";
    return out;
}

/// One fact of each type that says something of people, each of their words another one.
std::vector<event> words_of_all()
{
    events::submitted begun;
    begun.number = application_number::make(province::from_plate(34).value(), 2026, 1).value();
    begun.via = channels::web();
    begun.wish.category = "roads";
    begun.wish.subject = "word-subject";
    begun.wish.text = "word-text";
    begun.wish.applicant = a_person("word-applicant");
    begun.wish.beneficiary = a_person("word-beneficiary");
    events::contact_recorded contact;
    contact.contact.note = "word-note";
    events::attached photo;
    photo.name = "word-name";
    return {
        begun,
        events::routed{{}, "", "word-note", false},
        events::returned{return_reason::incomplete, "word-note", {}, false},
        events::question_asked{"word-question", {}, {}, false},
        events::replied{"word-text"},
        contact,
        events::interim_answered{"word-text", false},
        events::answered{outcome::granted, "word-text", "word-signed_by", {}, 0, false},
        events::objected{"word-reason", {}, {}},
        events::reopened{"word-reason", {}, {}},
        events::withdrawn{"word-reason", {}},
        events::closed{closing::abusive, "word-note", {}, false},
        events::rated{3, "word-comment", false},
        events::unlinked{{}, "word-reason"},
        events::problem_left{{}, "word-reason"},
        photo,
        events::contact_changed{phone::parse("+99955500001").value(), "word-e_mail", false}};
}

/// Those that never say anything of people.
std::vector<event> without_words()
{
    return {
        events::resumed{},
        events::reminded{},
        events::notice_recorded{},
        events::notified{},
        events::linked{},
        events::escalated{},
        events::deadlines_recomputed{},
        events::told_again{},
        events::left_unrouted{},
        events::rating_asked{},
        events::problem_opened{},
        events::problem_planned{},
        events::problem_closed{},
        events::problem_joined{},
        events::problem_told{},
        events::assigned{}};
}

record record_of(const event& fact)
{
    record out;
    out.kind = record_kind::fact;
    out.payload = encode(fact);
    return out;
}

/// What is kept apart of a fact, in the order of the bytes.
std::string personal_bytes(const encoded& bytes)
{
    auto out = bytes.personal;
    for (const auto& one : bytes.others) {
        out += one.bytes;
    }
    return out;
}

std::set<std::string> words_in(const std::string& text)
{
    static const std::regex word{R"(word(-[a-z_]+)+|\+99955500001)"};
    std::set<std::string> out;
    for (std::sregex_iterator one{text.begin(), text.end(), word}; one != std::sregex_iterator{};
         ++one) {
        out.insert(one->str());
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(all_that_is_kept_apart_as_personal_is_told)
{
    for (const auto& fact : words_of_all()) {
        const auto what = record_of(fact);
        const auto kept = words_in(personal_bytes(what.payload));
        const auto told = words_in(boost::json::serialize(tools::personal_of(what)));
        BOOST_TEST(!kept.empty());
        BOOST_TEST((told == kept), petition::type_name(what.payload.type));
    }
}

BOOST_AUTO_TEST_CASE(no_type_of_fact_was_forgotten)
{
    std::set<std::size_t> types;
    for (const auto& fact : words_of_all()) {
        types.insert(fact.index());
    }
    for (const auto& fact : without_words()) {
        types.insert(fact.index());
        BOOST_TEST(encode(fact).personal.empty(), petition::type_name(encode(fact).type));
        BOOST_TEST(tools::personal_of(record_of(fact)).empty());
    }
    BOOST_TEST(types.size() == std::variant_size_v<event>);
}

BOOST_AUTO_TEST_CASE(of_what_was_erased_nothing_is_told)
{
    for (const auto& fact : words_of_all()) {
        auto what = record_of(fact);
        what.payload.personal.clear();
        what.payload.erased = true;
        for (auto& one : what.payload.others) {
            one = {one.whose, {}, true};
        }
        BOOST_TEST(tools::personal_of(what).empty(), petition::type_name(what.payload.type));
    }
}

BOOST_AUTO_TEST_SUITE_END()
