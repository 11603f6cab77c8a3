#include "files.hpp"
#include "small_disk.hpp"
#include "support/file_notifier.hpp"

#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>
#include <future>
#include <vector>

BOOST_AUTO_TEST_SUITE(tools_file_notifier)

using namespace acikkapi;
using files::small_disk;
using tools::file_notifier;

namespace {

hand_over letter_with(std::string id, std::string recipient = "+905320000000")
{
    return {std::move(id), stream_id{7}, {"sms", "received", std::move(recipient), "34-2026-1"}, 1};
}

struct desk {
    files::temporary file;
    asio::thread_pool disk{2};

    explicit desk(const std::string& before = {}) : file("letters.jsonl", before) {}

    result<std::unique_ptr<file_notifier>> open()
    {
        return file_notifier::open(file.path().string(), disk.get_executor());
    }

    [[nodiscard]] std::vector<std::string> lines() const
    {
        std::ifstream in{file.path()};
        std::vector<std::string> out;
        for (std::string line; std::getline(in, line);) {
            out.push_back(line);
        }
        return out;
    }
};

hand_result hand(file_notifier& to, hand_over what)
{
    return to.async_hand_over(std::move(what), asio::use_future).get();
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_letter_is_one_json_line)
{
    desk at;
    const auto notifier = at.open().value();
    BOOST_TEST((hand(*notifier, letter_with("17-0")).settled == delivery::delivered));
    const auto lines = at.lines();
    BOOST_TEST_REQUIRE(lines.size() == 1U);
    BOOST_TEST(
        lines[0] == R"({"id":"17-0","adapter":"sms","kind":"received",)"
                    R"("recipient":"+905320000000","reference":"34-2026-1"})");
}

BOOST_AUTO_TEST_CASE(a_letter_that_comes_again_is_not_written_twice)
{
    desk at;
    const auto notifier = at.open().value();
    BOOST_TEST((hand(*notifier, letter_with("17-0")).settled == delivery::delivered));
    BOOST_TEST((hand(*notifier, letter_with("17-0")).settled == delivery::delivered));
    BOOST_TEST((hand(*notifier, letter_with("17-1")).settled == delivery::delivered));
    BOOST_TEST(at.lines().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_letter_of_an_earlier_run_is_not_written_twice)
{
    desk at;
    BOOST_TEST((hand(*at.open().value(), letter_with("17-0")).settled == delivery::delivered));
    const auto notifier = at.open().value();
    BOOST_TEST((hand(*notifier, letter_with("17-0")).settled == delivery::delivered));
    BOOST_TEST(at.lines().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_line_that_a_crash_cut_goes_and_its_letter_is_written_again)
{
    desk at{"{\"id\":\"1-0\"}\n{\"id\":\"2-0\",\"ada"};
    const auto notifier = at.open().value();
    BOOST_TEST(at.lines().size() == 1U);
    BOOST_TEST((hand(*notifier, letter_with("2-0")).settled == delivery::delivered));
    const auto lines = at.lines();
    BOOST_TEST_REQUIRE(lines.size() == 2U);
    BOOST_TEST(lines[1].starts_with(R"({"id":"2-0","adapter")"));
}

BOOST_AUTO_TEST_CASE(a_file_that_somebody_empties_meanwhile_goes_on_from_what_is_left)
{
    desk at;
    {
        const auto notifier = at.open().value();
        BOOST_TEST((hand(*notifier, letter_with("1-0")).settled == delivery::delivered));
        const auto line_bytes = std::filesystem::file_size(at.file.path());
        BOOST_TEST((hand(*notifier, letter_with("2-0")).settled == delivery::delivered));
        std::filesystem::resize_file(at.file.path(), line_bytes);
        BOOST_TEST((hand(*notifier, letter_with("3-0")).settled == delivery::delivered));
        BOOST_TEST(std::filesystem::file_size(at.file.path()) == 2 * line_bytes);
        std::filesystem::resize_file(at.file.path(), 0);
        BOOST_TEST((hand(*notifier, letter_with("4-0")).settled == delivery::delivered));
        BOOST_TEST((hand(*notifier, letter_with("5-0")).settled == delivery::delivered));
        BOOST_TEST(std::filesystem::file_size(at.file.path()) == 2 * line_bytes);
    }
    const auto notifier = at.open();
    BOOST_TEST_REQUIRE(notifier.has_value());
    BOOST_TEST((hand(**notifier, letter_with("5-0")).detail == "was in the file"));
    BOOST_TEST(at.lines().size() == 2U);
}

BOOST_AUTO_TEST_CASE(why_a_file_was_not_opened_is_said_in_words_that_help)
{
    BOOST_TEST(tools::why_no_outbox("f", errc::bad_argument)
                   .starts_with("f: has a line that is no letter of ours"));
    BOOST_TEST(tools::why_no_outbox("f", errc::busy) == "f: another program has it");
    BOOST_TEST(
        tools::why_no_outbox("f", errc::io_error) ==
        "f: " + make_error_code(errc::io_error).message());
}

BOOST_AUTO_TEST_CASE(a_file_that_is_somebody_elses_is_left_alone)
{
    for (const std::string bytes : {"my notes", "my notes\n", "[]\n", "{\"id\":1}\n", "{}\n"}) {
        desk at{bytes};
        BOOST_TEST((at.open().error() == errc::bad_argument), bytes);
        BOOST_TEST(std::filesystem::file_size(at.file.path()) == bytes.size());
    }
    desk endless{std::string(file_notifier::line_bytes_max, ' ')};
    BOOST_TEST((endless.open().error() == errc::bad_argument));
}

BOOST_AUTO_TEST_CASE(many_lines_are_read_over_the_ends_of_blocks)
{
    desk at;
    {
        const auto notifier = at.open().value();
        for (int i = 0; i < 400; ++i) {
            static_cast<void>(hand(*notifier, letter_with(std::to_string(i) + "-0")));
        }
    }
    BOOST_TEST(std::filesystem::file_size(at.file.path()) > 2 * file_notifier::line_bytes_max);
    const auto notifier = at.open().value();
    for (int i = 0; i < 400; ++i) {
        BOOST_TEST(
            hand(*notifier, letter_with(std::to_string(i) + "-0")).detail == "was in the file");
    }
    BOOST_TEST(at.lines().size() == 400U);
}

BOOST_AUTO_TEST_CASE(bad_bytes_never_break_the_line)
{
    desk at;
    const auto notifier = at.open().value();
    const std::string bad{"a\nb\0c\"\\\xFF\xC3\xA7\xE2\x82\xED\xA0\x80", 15};
    BOOST_TEST((hand(*notifier, letter_with("1-0", bad)).settled == delivery::delivered));
    const auto lines = at.lines();
    BOOST_TEST_REQUIRE(lines.size() == 1U);
    const auto seen = boost::json::parse(lines[0]).at("recipient").as_string();
    const std::string gone = "\xEF\xBF\xBD";
    const std::string expected =
        std::string{"a\nb\0c\"\\", 7} + gone + "\xC3\xA7" + gone + gone + gone + gone + gone;
    BOOST_TEST((std::string{seen.data(), seen.size()} == expected));
    BOOST_TEST(static_cast<bool>(at.open().error() == errc::busy));
}

BOOST_AUTO_TEST_CASE(an_id_that_is_no_name_and_a_letter_that_is_too_long_are_rejected)
{
    desk at;
    const auto notifier = at.open().value();
    BOOST_TEST((hand(*notifier, letter_with("")).settled == delivery::rejected));
    BOOST_TEST((hand(*notifier, letter_with("1\n2")).settled == delivery::rejected));
    const std::string endless(file_notifier::line_bytes_max, 'x');
    BOOST_TEST((hand(*notifier, letter_with("1-0", endless)).settled == delivery::rejected));
    BOOST_TEST(at.lines().empty());
}

BOOST_AUTO_TEST_CASE(a_full_disk_means_try_again_and_leaves_no_half_a_line)
{
    desk at;
    const auto notifier = at.open().value();
    static_cast<void>(hand(*notifier, letter_with("1-0")));
    const auto size = std::filesystem::file_size(at.file.path());
    {
        const small_disk full{size + 40};
        const auto how = hand(*notifier, letter_with("2-0"));
        BOOST_TEST(!how.settled.has_value());
        BOOST_TEST(how.detail == "File too large");
        BOOST_TEST(std::filesystem::file_size(at.file.path()) == size);
    }
    BOOST_TEST((hand(*notifier, letter_with("2-0")).settled == delivery::delivered));
    BOOST_TEST(at.lines().size() == 2U);
}

BOOST_AUTO_TEST_CASE(two_notifiers_do_not_share_a_file)
{
    desk at;
    const auto notifier = at.open().value();
    BOOST_TEST((at.open().error() == errc::busy));
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_made_is_an_error)
{
    desk at;
    const auto path = (at.file.path() / "below a file").string();
    BOOST_TEST((file_notifier::open(path, at.disk.get_executor()).error() == errc::io_error));
}

BOOST_AUTO_TEST_CASE(many_threads_write_whole_lines_and_each_letter_once)
{
    desk at;
    const auto notifier = at.open().value();
    std::vector<std::future<hand_result>> waiting;
    for (int i = 0; i < 200; ++i) {
        auto what = letter_with(std::to_string(i % 100) + "-0");
        waiting.push_back(notifier->async_hand_over(std::move(what), asio::use_future));
    }
    for (auto& one : waiting) {
        BOOST_TEST((one.get().settled == delivery::delivered));
    }
    const auto lines = at.lines();
    BOOST_TEST(lines.size() == 100U);
    for (const auto& line : lines) {
        BOOST_TEST(line.starts_with("{\"id\":\""));
        BOOST_TEST(line.ends_with("}"));
    }
}

BOOST_AUTO_TEST_SUITE_END()
