#pragma once

#include "adapters/http/client.hpp"
#include "peers/environment.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <atomic>
#include <string>
#include <string_view>
#include <utility>

namespace support {

/// What the script of the test serves besides what is tested: what has arrived there, and what it is asked to say.
inline std::string peer_url(std::string_view path)
{
    return "http://127.0.0.1:" + told("HTTP_PORT") + std::string{path};
}

inline acikkapi::http_access peer_access()
{
    return {{{"127.0.0.1", told_port("HTTP_PORT"), true, true}}};
}

inline boost::json::value ask_peer(std::string_view path, std::string body = "")
{
    const acikkapi::adapters::http_client client{peer_access()};
    const std::atomic<bool> ended = false;
    const auto out = client.call(
        {.url = peer_url(path), .body = std::move(body), .response_bytes_max = 8U << 20U}, ended);
    BOOST_TEST_REQUIRE(out.status == 200, out.why);
    return boost::json::parse(out.body);
}

inline std::string_view text_of(const boost::json::value& value)
{
    return {value.as_string().data(), value.as_string().size()};
}

}  // namespace support
