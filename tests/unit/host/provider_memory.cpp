#include "host/provider_memory.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_provider_memory)

namespace {

using namespace std::chrono_literals;

constexpr host::moment start{1'000h};

host::provider_facts facts()
{
    return {{}, host::key_set::parse(R"({"keys":[]})").value()};
}

}  // namespace

BOOST_AUTO_TEST_CASE(at_first_they_are_asked_for_and_if_that_fails_after_a_minute)
{
    host::provider_memory memory;
    BOOST_TEST(!memory.known(start));
    BOOST_TEST(memory.is_due(false, start));
    BOOST_TEST(!memory.is_due(false, start));
    BOOST_TEST(!memory.is_due(false, start + 1min - 1ns));
    BOOST_TEST(memory.is_due(false, start + 1min));
}

BOOST_AUTO_TEST_CASE(an_unknown_key_is_asked_for_once_a_minute)
{
    host::provider_memory memory;
    BOOST_TEST(memory.is_due(false, start));
    memory.put(facts(), start);
    BOOST_TEST(memory.known(start) != nullptr);
    BOOST_TEST(!memory.is_due(false, start + 2min));
    BOOST_TEST(!memory.is_due(true, start + 1min - 1ns));
    BOOST_TEST(memory.is_due(true, start + 1min));
    BOOST_TEST(!memory.is_due(true, start + 2min - 1ns));
    BOOST_TEST(memory.is_due(true, start + 2min));
}

BOOST_AUTO_TEST_CASE(they_are_asked_for_every_hour_and_good_for_a_day)
{
    host::provider_memory memory;
    memory.put(facts(), start);
    BOOST_TEST(!memory.is_due(false, start + 1h - 1ns));
    BOOST_TEST(memory.is_due(false, start + 1h));
    BOOST_TEST(memory.known(start + 24h - 1ns) != nullptr);
    BOOST_TEST(memory.known(start + 24h) == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
