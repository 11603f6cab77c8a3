#include <acikkapi/ids.hpp>

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>

namespace acikkapi {

BOOST_AUTO_TEST_SUITE(model_ids)

BOOST_AUTO_TEST_CASE(a_name_has_one_to_64_bytes)
{
    BOOST_TEST(!is_name(""));
    BOOST_TEST(is_name("x"));
    BOOST_TEST(is_name(std::string(64, 'x')));
    BOOST_TEST(!is_name(std::string(65, 'x')));
}

// Every byte that there is, at the beginning, in the middle and at the end.
BOOST_AUTO_TEST_CASE(a_name_is_of_printable_ascii_without_blanks)
{
    for (int value = 0; value < 256; ++value) {
        const char c = static_cast<char>(value);
        const bool printable = value > 32 && value < 127;
        BOOST_TEST(is_name(std::string{c}) == printable, value);
        BOOST_TEST(is_name(std::string{c} + "ab") == printable, value);
        BOOST_TEST(is_name(std::string{"a"} + c + "b") == printable, value);
        BOOST_TEST(is_name(std::string{"ab"} + c) == printable, value);
    }
}

BOOST_AUTO_TEST_CASE(a_turkish_letter_is_no_part_of_a_name)
{
    BOOST_TEST(!is_name("masaüstü"));
}

BOOST_AUTO_TEST_CASE(a_name_is_kept_as_it_was_given)
{
    BOOST_TEST(actor::parse("officer:4711").value().str() == "officer:4711");
    BOOST_TEST(!actor::parse("officer:4711").value().empty());
}

BOOST_AUTO_TEST_CASE(nobody_is_the_empty_name)
{
    BOOST_TEST(actor{}.empty());
    BOOST_TEST(actor{}.str().empty());
}

BOOST_AUTO_TEST_CASE(each_kind_of_name_is_refused_with_its_own_reason)
{
    BOOST_TEST((actor::parse("").error() == errc::bad_actor));
    BOOST_TEST((channel::parse("two words").error() == errc::bad_channel));
    BOOST_TEST((authority::parse(std::string(65, 'x')).error() == errc::bad_argument));
}

BOOST_AUTO_TEST_CASE(names_are_compared_by_their_text)
{
    BOOST_TEST((actor::parse("a").value() == actor::parse("a").value()));
    BOOST_TEST((actor::parse("a").value() < actor::parse("b").value()));
    BOOST_TEST((actor{} < actor::parse("a").value()));
}

BOOST_AUTO_TEST_CASE(the_channels_are_four_and_named_for_ever)
{
    BOOST_TEST(channels::desk().str() == "desk");
    BOOST_TEST(channels::web().str() == "web");
    BOOST_TEST(channels::mobile().str() == "mobile");
    BOOST_TEST(channels::engine().str() == "engine");
}

BOOST_AUTO_TEST_CASE(a_channel_is_one_object)
{
    BOOST_TEST(&channels::desk() == &channels::desk());
    BOOST_TEST(&channels::desk() != &channels::web());
}

BOOST_AUTO_TEST_CASE(an_id_gives_its_number)
{
    BOOST_TEST(number_of(position{7}) == 7U);
    BOOST_TEST(number_of(stream_id{9}) == 9U);
    BOOST_TEST(number_of(no_stream) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi
