#include "host/access.hpp"
#include "host/told.hpp"
#include "unit/host/office.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_told)

namespace {

using namespace acikkapi;
using unit_host::office;

struct phoned : office {
    stream_id stream = give(wish()).stream;

    phoned() : office(host::host_access()) {}

    [[nodiscard]] static commands::submit wish()
    {
        commands::submit out;
        out.where = province::from_plate(34).value();
        out.category = "lighting";
        out.district = "Fatih";
        out.subject = "Lamba";
        out.text = "Karanlık.";
        out.applicant.full_name = "Deneme Kişi";
        out.applicant.mobile = phone::parse("05320000001").value();
        return out;
    }

    [[nodiscard]] application state()
    {
        const viewer officers{actor::parse("officer:34/ayse").value(), channels::desk()};
        return desk.views(officers).find(stream).value().state;
    }

    void give_as(const char* name, command what)
    {
        request<petition> asked;
        asked.wish = std::move(what);
        asked.from = officer();
        asked.from.by = actor::parse(name).value();
        asked.stream = stream;
        BOOST_TEST_REQUIRE(desk.submit(asked).has_value());
    }

    void read() { static_cast<void>(get_as_holder(state().number)); }

    void answer()
    {
        commands::route to;
        to.unit = unit_id::parse("24301265").value();
        give_as("officer:34/ayse", to);
        give_as("unit:24301265/mehmet", commands::answer{outcome::refused, "Olmaz.", "Müdür"});
    }

    void find_stranger()
    {
        commands::record_contact call;
        call.result = commands::contact_result::wrong_person;
        give_as("officer:34/ayse", call);
    }
};

}  // namespace

// With a look at the page before he has another address, and without.
BOOST_AUTO_TEST_CASE(who_was_taken_for_a_stranger_is_told_by_reading_again)
{
    for (const bool looks : {false, true}) {
        phoned at;
        at.answer();
        at.read();
        BOOST_TEST((at.state().life == status::notified));
        at.find_stranger();
        BOOST_TEST((at.state().life == status::answered));
        if (looks) {
            at.read();
        }
        BOOST_TEST((at.state().life == status::answered));
        commands::change_contact mail;
        mail.e_mail = "deneme@example.org";
        at.give_as("desk:34/zeynep", mail);
        at.read();
        BOOST_TEST((at.state().life == status::notified));
    }
}

BOOST_AUTO_TEST_CASE(who_reads_while_the_phone_is_in_doubt_is_nobody_who_is_told)
{
    application now;
    now.life = status::answered;
    BOOST_TEST(host::told_by_reading(stream_id{1}, now, "code").has_value());
    now.phone_suspect = true;
    BOOST_TEST(!host::told_by_reading(stream_id{1}, now, "code").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
