// A file that is read once from its beginning: also one that has no beginning to go back to.
#include "files.hpp"
#include "support/input_file.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <unistd.h>

BOOST_AUTO_TEST_SUITE(tools_input_file)

using files::temporary;
using files::zipped;
using tools::input_file;

namespace {

/// A pipe in which some bytes lie, and behind them nothing more comes: as a shell's `<(…)` gives it.
class full_pipe {
public:
    explicit full_pipe(const std::string& bytes)
    {
        BOOST_REQUIRE(::pipe(ends_.data()) == 0);
        const auto written = ::write(ends_[1], bytes.data(), bytes.size());
        ::close(ends_[1]);
        BOOST_REQUIRE(written == static_cast<ssize_t>(bytes.size()));
    }
    full_pipe(const full_pipe&) = delete;
    full_pipe& operator=(const full_pipe&) = delete;
    ~full_pipe() { ::close(ends_[0]); }

    [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(ends_[0]); }

private:
    std::array<int, 2> ends_{};
};

std::string all_of(input_file& in, std::size_t at_once)
{
    std::string out;
    std::array<char, 4'096> block{};
    while (true) {
        const auto size = in.read({block.data(), at_once}).value();
        if (size == 0) {
            return out;
        }
        out.append(block.data(), size);
    }
}

std::string through_a_pipe(const std::string& bytes)
{
    const full_pipe pipe{bytes};
    auto in = input_file::open(pipe.path()).value();
    return all_of(in, 4'096);
}

std::string lines(std::size_t count)
{
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        out += "line " + std::to_string(i) + '\n';
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_pipe_is_read_from_its_first_byte)
{
    const auto text = lines(2'000);  // More than is read at once.
    BOOST_TEST((through_a_pipe(text) == text));
    BOOST_TEST((through_a_pipe(zipped(text)) == text));
}

BOOST_AUTO_TEST_CASE(a_short_pipe_is_too)
{
    for (const char* text : {"", "a", "\x1f", "ab", "abc"}) {
        BOOST_TEST(through_a_pipe(text) == text);
    }
}

BOOST_AUTO_TEST_CASE(it_is_read_in_pieces_of_any_size)
{
    const auto text = lines(10);
    for (const std::size_t at_once : {1U, 2U, 3U, 4'096U}) {
        const temporary plain{"plain", text};
        auto in = input_file::open(plain.path()).value();
        BOOST_TEST(all_of(in, at_once) == text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
