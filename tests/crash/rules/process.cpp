// A child is heard to its last word, and ends where it should.
#include "crash/mortal_files.hpp"
#include "crash/trials.hpp"
#include "support/folder.hpp"
#include "support/process.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <unistd.h>

using namespace crash;
using std::chrono::milliseconds;
using support::child;
using support::speaker;

namespace {

constexpr int crashed = 3;  // An exit that a child's life does not end with.

/// Makes a file of eight bytes and syncs it, and says after each operation that it is over.
bool write_file(const std::string& path, death how, const speaker& parent)
{
    const auto files = make_mortal(how);
    std::unique_ptr<rocksdb::WritableFile> file;
    bool well = files->NewWritableFile(path, &file, {}).ok();
    parent.say("made");
    well = well && file->Append("12345678").ok();
    parent.say("written");
    well = well && file->Sync().ok();
    parent.say("synced");
    return well;
}

/// What a mortal child says until it dies.
std::vector<std::string> last_words(const std::string& path, death how, child::ending& end)
{
    child one{[&](const speaker& parent) { return write_file(path, how, parent); }};
    std::vector<std::string> out;
    while (const auto line = one.hear()) {
        out.push_back(*line);
    }
    end = one.wait();
    return out;
}

findings count_seeds(const settings& how)
{
    findings out{"count", how};
    do {
        const auto seed = how.next_seed();
        out.count("sum", seed);
        if (seed == 7) {
            out.fail("--seed 7", "as it was planned");
        }
    } while (out.next());
    return out;
}

findings crash_at_once(const settings&)
{
    ::_exit(crashed);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rules_process)

BOOST_AUTO_TEST_CASE(what_was_said_is_heard_although_the_speaker_was_killed_at_once)
{
    child one{[](const speaker& parent) {
        parent.say("the last");
        ::kill(::getpid(), SIGKILL);
        return true;
    }};
    BOOST_TEST(one.hear().value_or("nothing") == "the last");
    BOOST_TEST(!one.hear());
    BOOST_TEST(one.is_silent());
    BOOST_TEST((one.wait() == child::ending::killed));
}

BOOST_AUTO_TEST_CASE(hearing_ends_at_its_time)
{
    child one{[](const speaker&) { return ::pause() == 0; }};
    const auto until = std::chrono::steady_clock::now() + milliseconds{5};
    BOOST_TEST(!one.hear(until));
    BOOST_TEST((std::chrono::steady_clock::now() >= until));
    BOOST_TEST(!one.is_silent());
    one.kill();
    BOOST_TEST((one.wait() == child::ending::killed));
}

BOOST_AUTO_TEST_CASE(endings_are_told_apart)
{
    child well{[](const speaker&) { return true; }};
    BOOST_TEST((well.wait() == child::ending::well));
    child badly{[](const speaker&) { return false; }};
    BOOST_TEST((badly.wait() == child::ending::badly));
    child otherwise{[](const speaker&) -> bool { ::_exit(crashed); }};
    BOOST_TEST((otherwise.wait() == child::ending::otherwise));
}

BOOST_AUTO_TEST_CASE(a_mortal_process_dies_before_the_operation_that_was_chosen)
{
    const support::folder folder;
    const std::vector<std::string> all{"made", "written", "synced"};
    for (std::uint64_t at = 1; at <= all.size(); ++at) {
        child::ending end{};
        const auto said = last_words(folder.str(std::to_string(at)), {.at = at}, end);
        BOOST_TEST((end == child::ending::killed));
        BOOST_TEST(said == std::vector(all.begin(), all.begin() + static_cast<int>(at) - 1));
    }
    child::ending end{};
    BOOST_TEST(last_words(folder.str("never"), {}, end) == all);
    BOOST_TEST((end == child::ending::well));
}

BOOST_AUTO_TEST_CASE(where_only_the_log_counts_other_files_are_no_danger)
{
    const support::folder folder;
    child::ending end{};
    const death second{.at = 2, .of_log = true};
    BOOST_TEST(last_words(folder.str("000001.sst"), second, end).size() == 3U);
    BOOST_TEST((end == child::ending::well));
    // Making the file is an operation on its directory.
    BOOST_TEST(last_words(folder.str("000001.log"), second, end).size() == 2U);
    BOOST_TEST((end == child::ending::killed));
}

BOOST_AUTO_TEST_CASE(half_of_the_bytes_are_written_where_that_was_chosen)
{
    const support::folder folder;
    child::ending end{};
    static_cast<void>(last_words(folder.str("none"), {.at = 2}, end));
    static_cast<void>(last_words(folder.str("half"), {.at = 2, .half = true}, end));
    BOOST_TEST(support::read_file(folder.str("none")) == "");
    BOOST_TEST(support::read_file(folder.str("half")) == "1234");
}

BOOST_AUTO_TEST_CASE(several_processes_take_each_seed_once)
{
    settings how;
    how.trials = 1'000;
    const auto out = try_in(2, "count", count_seeds, how);
    const auto extra =
        out.figure("sum") - 500'500;  // Of seed 1,001, if both came to an end at once.
    BOOST_TEST((extra == 0 || extra == 1'001));
}

BOOST_AUTO_TEST_CASE(what_one_of_several_processes_found_is_in_the_report)
{
    settings how;
    how.trials = 1'000;
    const auto out = try_in(2, "count", count_seeds, how);
    BOOST_TEST(!out.is_well());
    BOOST_TEST(out.json().find("count --seed 7: as it was planned") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_process_that_is_aborted_is_a_failure)
{
    const auto out = try_in(2, "crash", crash_at_once, {});
    BOOST_TEST(!out.is_well());
    BOOST_TEST(out.json().find("a process was aborted") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
