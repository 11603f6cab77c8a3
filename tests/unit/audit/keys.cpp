// An application is registered under a key, and later commands have keys too: which is which follows
// from the journal.
#include "unit/audit/stores.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(audit_keys)

using namespace support;

namespace {

void is_sound(const host& where)
{
    const auto report = look_at(where).value().verify().value();
    BOOST_TEST(
        !report.first_divergence.has_value(), report.first_divergence.value_or(divergence{}).what);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_key_that_registered_and_was_used_again_is_sound)
{
    host h;
    {
        auto desk = engine<petition>::open(h.options()).value();
        const auto stream = desk.submit(asking(a_wish(), no_stream, "form-1")).value().stream;
        const commands::route to{unit_id::parse("10000001").value(), "Yol", ""};
        BOOST_TEST(!desk.submit(asking(to, stream, "form-1")).value().repeated);
        BOOST_TEST(desk.submit(asking(to, stream, "form-1")).value().repeated);
        BOOST_TEST(desk.submit(asking(a_wish(), no_stream, "form-1")).value().repeated);
    }
    is_sound(h);
}

BOOST_AUTO_TEST_SUITE_END()
