// A file that is there as a whole or not at all, and who may read it.
#include "replay/whole_file.hpp"
#include "unit/tools/files.hpp"
#include "unit/tools/small_disk.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

BOOST_AUTO_TEST_SUITE(tools_whole_file)

using tools::whole_file;

namespace {

using mode = std::filesystem::perms;

mode mode_of(const std::string& path)
{
    return std::filesystem::status(path).permissions();
}

std::string content(const std::string& path)
{
    std::ostringstream out;
    out << std::ifstream{path, std::ios::binary}.rdbuf();
    return out.str();
}

/// A folder in which a file is to be written, with a usual umask.
struct place {
    files::temporary other{"other", ""};
    std::string path = (other.path().parent_path() / "file").string();
    std::string part = path + ".part";
    mode_t before = ::umask(022);

    place() = default;
    place(const place&) = delete;
    place& operator=(const place&) = delete;
    ~place() { ::umask(before); }
};

constexpr auto of_owner = mode::owner_read | mode::owner_write;

}  // namespace

BOOST_AUTO_TEST_CASE(it_has_its_name_once_it_is_whole)
{
    const place here;
    std::ofstream{here.path} << "before";
    whole_file file{here.path};
    file.out() << "after" << std::flush;
    BOOST_TEST(content(here.path) == "before");
    BOOST_TEST(content(here.part) == "after");
    BOOST_TEST(file.keep());
    BOOST_TEST(content(here.path) == "after");
    BOOST_TEST(!std::filesystem::exists(here.part));
}

BOOST_AUTO_TEST_CASE(what_is_not_kept_is_gone)
{
    const place here;
    {
        whole_file file{here.path};
        file.out() << "half";
    }
    BOOST_TEST(!std::filesystem::exists(here.path));
    BOOST_TEST(!std::filesystem::exists(here.part));
}

BOOST_AUTO_TEST_CASE(what_could_not_be_written_is_not_kept)
{
    const place here;
    {
        const files::small_disk full{2};
        whole_file file{here.path};
        file.out() << "lost";
        BOOST_TEST(!file.keep());
    }
    BOOST_TEST(!std::filesystem::exists(here.path));
    BOOST_TEST(!std::filesystem::exists(here.part));
    BOOST_TEST(!whole_file{here.path + "/none"}.keep());
}

BOOST_AUTO_TEST_CASE(a_link_stays_and_what_it_leads_to_is_written)
{
    const place here;
    const auto folder = std::filesystem::path{here.path}.parent_path();
    std::filesystem::create_symlink("between", here.path);
    std::filesystem::create_symlink(folder / "target", folder / "between");
    for (const char* text : {"first", "second"}) {
        whole_file file{here.path};
        file.out() << text;
        BOOST_TEST(file.keep());
        BOOST_TEST(std::filesystem::is_symlink(here.path));
        BOOST_TEST(std::filesystem::is_symlink(folder / "between"));
        BOOST_TEST(content((folder / "target").string()) == text);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_file_is_written_to_and_stays)
{
    const place here;
    ::mkfifo(here.path.c_str(), 0600);
    const int end = ::open(here.path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    {
        whole_file file{here.path};
        file.out() << "text";
        BOOST_TEST(file.keep());
    }
    std::array<char, 8> got{};
    BOOST_TEST(::read(end, got.data(), got.size()) == 4);
    ::close(end);
    BOOST_TEST(std::filesystem::is_fifo(here.path));
    BOOST_TEST(!std::filesystem::exists(here.part));
    BOOST_TEST(!whole_file{std::filesystem::path{here.path}.parent_path().string()}.keep());
}

// Two that wrote to one part would leave a mixture of both.
BOOST_AUTO_TEST_CASE(a_file_is_written_by_one_at_a_time)
{
    const place here;
    {
        whole_file first{here.path};
        first.out() << "first" << std::flush;
        BOOST_TEST(!whole_file{here.path}.keep());
        BOOST_TEST(content(here.part) == "first");
        BOOST_TEST(first.keep());
    }
    BOOST_TEST(content(here.path) == "first");
    whole_file next{here.path};
    next.out() << "next";
    BOOST_TEST(next.keep());
    BOOST_TEST(content(here.path) == "next");
}

BOOST_AUTO_TEST_CASE(a_file_of_its_owner_is_nobody_elses_while_it_is_written)
{
    const place here;
    // A killed run of another kind has left one that all may read.
    std::ofstream{here.part} << "left";
    BOOST_REQUIRE((mode_of(here.part) & mode::others_read) != mode::none);
    whole_file file{here.path, whole_file::readers::owner};
    BOOST_TEST((mode_of(here.part) == of_owner));
    file.out() << "secret";
    BOOST_TEST(file.keep());
    BOOST_TEST((mode_of(here.path) == of_owner));
    BOOST_TEST(content(here.path) == "secret");
}

// Who has the file of the killed run open reads nothing of what comes.
BOOST_AUTO_TEST_CASE(a_file_of_its_owner_is_a_new_one)
{
    const place here;
    std::ofstream{here.part} << "left";
    std::ifstream spy{here.part};
    whole_file file{here.path, whole_file::readers::owner};
    file.out() << "secret" << std::flush;
    std::string seen;
    std::getline(spy, seen);
    BOOST_TEST(seen == "left");
}

BOOST_AUTO_TEST_SUITE_END()
