// A name server that does not answer.
#include "witness/http_witness.hpp"

#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <dlfcn.h>
#include <future>
#include <netdb.h>
#include <string_view>

namespace {

/// Asked for this name, the resolver waits until it is let go.
constexpr std::string_view lost_name = "lost.invalid";

std::promise<void>& let_go()
{
    static std::promise<void> value;
    return value;
}

}  // namespace

// In the place of the C library's, for all of this program.
extern "C" int
getaddrinfo(const char* name, const char* service, const addrinfo* hints, addrinfo** found)
{
    static const auto usual =
        reinterpret_cast<decltype(&getaddrinfo)>(::dlsym(RTLD_NEXT, "getaddrinfo"));
    if (name != nullptr && name == lost_name) {
        static const auto over = let_go().get_future().share();
        over.wait();
        return EAI_AGAIN;
    }
    return usual(name, service, hints, found);
}

BOOST_AUTO_TEST_SUITE(witness_names)

BOOST_AUTO_TEST_CASE(a_name_that_nobody_knows_of_in_time_is_no_answer)
{
    using namespace std::chrono_literals;
    namespace asio = acikkapi::asio;
    asio::thread_pool threads{1};
    tools::http_witness peer{
        threads.get_executor(),
        tools::witness_address::parse("http://" + std::string{lost_name}).value(),
        50ms};
    auto got = peer.async_add_checkpoint("old 0\n\n", asio::use_future);
    const bool in_time = got.wait_for(10s) == std::future_status::ready;
    let_go().set_value();  // Or the program would not end.
    BOOST_TEST(in_time);
    BOOST_TEST(got.get().status == 0);
}

BOOST_AUTO_TEST_SUITE_END()
