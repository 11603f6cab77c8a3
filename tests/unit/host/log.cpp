#include "host/log.hpp"

#include <boost/test/unit_test.hpp>

#include <iostream>
#include <sstream>
#include <string>

BOOST_AUTO_TEST_SUITE(host_log)

namespace {

/// What standard error is written to: a disk that may be full.
class disk : public std::stringbuf {
public:
    bool full = false;

protected:
    std::streamsize xsputn(const char* from, std::streamsize count) override
    {
        return full ? 0 : std::stringbuf::xsputn(from, count);
    }
    int_type overflow(int_type one) override
    {
        return full ? traits_type::eof() : std::stringbuf::overflow(one);
    }
};

/// In place of the program's own for as long as it lives.
struct standard_error {
    disk to;
    std::streambuf* before = std::cerr.rdbuf(&to);

    standard_error() = default;
    standard_error(const standard_error&) = delete;
    standard_error& operator=(const standard_error&) = delete;
    ~standard_error() { std::cerr.rdbuf(before); }
};

double lost()
{
    return host::lost_lines().samples.front().value;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_disk_that_was_full_silences_no_line_that_comes_afterwards)
{
    standard_error err;
    const auto before = lost();
    host::write_line("one");
    err.to.full = true;
    host::write_line("two");
    host::write_fault("three");
    err.to.full = false;
    host::write_line("four");
    const auto text = err.to.str();
    const auto after = lost();
    BOOST_TEST(text == "one\nfour\n");
    BOOST_TEST(after - before == 2.0);
}

BOOST_AUTO_TEST_SUITE_END()
