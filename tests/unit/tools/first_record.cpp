// The number of an application, read from its first record as an outsider would.
#include <acikkapi/petition.hpp>

#include "codec/record_codec.hpp"
#include "replay/first_record.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(tools_first_record)

using namespace acikkapi;
using tools::read_first_record;

namespace {

application_number a_number()
{
    return application_number::make(province::from_plate(34).value(), 2026, 123'456'789).value();
}

events::submitted a_registration()
{
    events::submitted out;
    out.number = a_number();
    out.via = channels::web();
    out.wish.category = "roads";
    out.wish.text = "Hole";
    return out;
}

/// With as little as a first record has.
record plain(const event& fact)
{
    record out;
    out.stream = stream_id{7};
    out.version = 1;
    out.recorded_at = instant{std::chrono::hours{500'000}};
    out.by = actor::parse("citizen").value();
    out.via = channels::web();
    out.on = authority::parse("law-3071").value();
    out.workflow = "petition/1";
    out.payload = encode(fact);
    return out;
}

/// With all that it may have.
record full(const event& fact)
{
    auto out = plain(fact);
    out.by = actor::parse("desk:34/4711").value();
    out.occurred_at = out.recorded_at - std::chrono::hours{30};
    out.key = key_hash{std::byte{1}, std::byte{255}};
    out.command_hash = 0xfedcba9876543210;
    out.caused_by = {position{300}, 1, true};
    out.correlation = "00-4bf92f3577b34da6a3ce929d0e0e4736";
    out.letters = {
        letter{"sms", "received", "+99955500001", "1"},
        letter{"unit", "routed", "10000001", "2", true}};
    return out;
}

bool says(const record& what, const application_number& number)
{
    const auto read = read_first_record(codec::encode_record(what));
    return read.of_petition && read.number == number;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_number_of_a_registration_is_read)
{
    auto for_another = a_registration();
    for_another.wish.beneficiary = person{};
    for_another.wish.beneficiary->full_name = "Kardeş Kişi";
    for (const auto& fact : {a_registration(), for_another}) {
        BOOST_TEST(says(plain(fact), a_number()));
        BOOST_TEST(says(full(fact), a_number()));
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_registration_has_no_number)
{
    for (const event& fact : {event{events::problem_opened{}}, event{events::replied{"34"}}}) {
        const auto read = read_first_record(codec::encode_record(plain(fact)));
        BOOST_TEST(read.of_petition);
        BOOST_TEST(!read.number.has_value());
    }
}

BOOST_AUTO_TEST_CASE(the_number_of_another_workflow_cannot_be_read)
{
    for (const auto* const workflow : {"information/1", "petitions/1", "petition"}) {
        auto what = plain(a_registration());
        what.workflow = workflow;
        const auto read = read_first_record(codec::encode_record(what));
        BOOST_TEST(!read.of_petition, workflow);
        BOOST_TEST(!read.number.has_value());
    }
}

BOOST_AUTO_TEST_CASE(a_record_that_is_no_fact_says_nothing)
{
    auto what = plain(a_registration());
    what.kind = record_kind::refusal;
    what.refused_with = 7;
    what.key = key_hash{std::byte{1}};
    what.workflow.clear();
    what.payload = {};
    BOOST_TEST(!read_first_record(codec::encode_record(what)).of_petition);
}

// Only checked records are read; other bytes must do no harm.
BOOST_AUTO_TEST_CASE(a_part_of_a_record_is_read_without_harm)
{
    const auto whole = codec::encode_record(full(a_registration()));
    const auto clear = codec::clear_size(whole).value();
    for (std::size_t size = 0; size < clear; ++size) {
        BOOST_TEST(!read_first_record(whole.substr(0, size)).number.has_value());
    }
    for (std::size_t at = 0; at < whole.size(); ++at) {
        auto other = whole;
        other[at] = '\xff';
        static_cast<void>(read_first_record(other));
    }
    BOOST_TEST(read_first_record(std::string(40, '\xff')).number.has_value() == false);
}

BOOST_AUTO_TEST_SUITE_END()
