#include "host/files/attachments.hpp"
#include "host/happenings.hpp"
#include "unit/host/open_store.hpp"

#include <boost/test/unit_test.hpp>

#include <numeric>

BOOST_AUTO_TEST_SUITE(host_happenings)

namespace {

using namespace acikkapi;

/// An application that came with two files.
struct with_files : unit_host::open_store {
    stream_id stream = apply();
    views<petition> seen = desk.views({officer().by, channels::desk()});
    application_number number = seen.find(stream).value().state.number;
    std::string first = std::string(1'000'000, 'a');
    std::string second = std::string(2'000'000, 'b');

    with_files()
    {
        give(commands::attach{media::pdf, "dilekçe.pdf", first}, stream);
        give(commands::attach{media::png, "lamba.png", second}, stream);
    }
    [[nodiscard]] host::response file(std::string_view n) const
    {
        return host::download(number, seen, stream, n);
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_history_tells_of_files_and_does_not_hold_them)
{
    const with_files here;
    const auto all = host::history_of(here.seen, here.stream).value();
    BOOST_TEST(all.size() == here.seen.timeline(here.stream).value().size());
    const auto held = std::accumulate(
        all.begin(), all.end(), std::size_t{0}, [](std::size_t sum, const host::happening& one) {
            const auto* const file = std::get_if<events::attached>(&one.fact.value());
            return sum + one.what.payload.personal.size() +
                   (file != nullptr ? file->bytes.size() : 0);
        });
    BOOST_TEST(held < 10'000U);
    const auto files = host::attachments_in(all);
    BOOST_REQUIRE(files.size() == 2U);
    BOOST_TEST((files[0].n == 1U && files[0].name == "dilekçe.pdf"));
    BOOST_TEST((files[1].n == 2U && files[1].size == here.second.size()));
}

BOOST_AUTO_TEST_CASE(one_file_is_read_by_its_number)
{
    const with_files here;
    BOOST_TEST((here.file("1").body == here.first));
    BOOST_TEST((here.file("2").body == here.second));
    for (const auto* const no : {"0", "3", "01", "", "2x", "99999999999999999999"}) {
        BOOST_TEST(here.file(no).status == 404);
    }
}

BOOST_AUTO_TEST_CASE(of_what_is_not_there_there_is_no_history)
{
    const with_files here;
    BOOST_TEST((host::history_of(here.seen, stream_id{99}).error() == errc::no_such_application));
    BOOST_TEST(host::download(here.number, here.seen, stream_id{99}, "1").status == 404);
}

BOOST_AUTO_TEST_SUITE_END()
