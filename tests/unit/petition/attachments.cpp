#include "samples.hpp"

#include <boost/test/unit_test.hpp>

namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_attachments)

BOOST_AUTO_TEST_CASE(an_attachment_says_what_it_is_and_how_large)
{
    const auto came = given(way_to(status::submitted)).when(a_photo());
    came.then({events::attached{media::jpeg, 9, "çukur.jpg", "some jpeg"}});
    BOOST_TEST(came.after().attachments == 1U);
    BOOST_TEST(came.letters().empty());
}

BOOST_AUTO_TEST_CASE(neither_its_bytes_nor_its_name_stand_in_the_clear_part)
{
    const auto bytes =
        petition::encode(given(way_to(status::submitted)).when(a_photo()).accepted().front());
    BOOST_TEST(bytes.clear.find("jpeg") == std::string::npos);
    BOOST_TEST(bytes.clear.find("ukur") == std::string::npos);
    BOOST_TEST(bytes.personal.find("some jpeg") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_empty_too_large_or_of_no_kind_is_refused)
{
    const auto tried = [](auto change) {
        commands::attach wish = a_photo();
        change(wish);
        return given(way_to(status::submitted)).when(wish);
    };
    tried([](auto& v) { v.bytes.clear(); }).refused(errc::bad_argument);
    tried([](auto& v) { v.bytes.resize(attachment_bytes_max + 1); }).refused(errc::bad_argument);
    tried([](auto& v) { v.type = media{0}; }).refused(errc::bad_argument);
    tried([](auto& v) { v.type = media{4}; }).refused(errc::bad_argument);
    tried([](auto& v) { v.name.clear(); }).refused(errc::bad_text);
    tried([](auto& v) { v.name = letters_of(101); }).refused(errc::bad_text);
    tried([](auto& v) { v.name = "a\nb"; }).refused(errc::bad_text);
    tried([](auto& v) { v.name = "\xff"; }).refused(errc::bad_text);
    const auto most = tried([](auto& v) {
        v.bytes.resize(attachment_bytes_max);
        v.name = letters_of(100);
    });
    BOOST_TEST(most.only<events::attached>().size == attachment_bytes_max);
}

BOOST_AUTO_TEST_CASE(there_are_ten_at_most)
{
    steps way = way_to(status::submitted);
    way.insert(way.end(), attachments_max, step{a_photo()});
    BOOST_TEST(given(way).state().attachments == 10U);
    given(way).when(a_photo()).refused(errc::limit_reached);
}

BOOST_AUTO_TEST_CASE(an_eleventh_or_one_that_lies_about_itself_is_corrupt)
{
    steps way = way_to(status::submitted);
    const application before = given(way).state();
    const auto is_corrupt = [](const application& state, const events::attached& fact) {
        return petition::evolve(state, fact).error() == errc::corrupt_journal;
    };
    BOOST_TEST(is_corrupt(before, {media{9}, 1, "", ""}));
    BOOST_TEST(is_corrupt(before, {media::png, 0, "", ""}));
    BOOST_TEST(is_corrupt(before, {media::png, attachment_bytes_max + 1, "", ""}));
    BOOST_TEST(!is_corrupt(before, {media::png, attachment_bytes_max, "", ""}));
    way.insert(way.end(), attachments_max, step{a_photo()});
    BOOST_TEST(is_corrupt(given(way).state(), {media::png, 1, "", ""}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
