#include "adapters/http/status.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(adapters_status)

using namespace acikkapi;
using namespace acikkapi::adapters;
using namespace std::chrono_literals;

namespace {

constexpr instant sunday = std::chrono::sys_days{std::chrono::year{2026} / 11 / 29};

http_outcome answered(int status, std::string pause = "")
{
    http_outcome out;
    out.end = http_end::answered;
    out.status = status;
    out.headers = {{"retry-after", std::move(pause)}};
    return out;
}

http_outcome silent(http_end how)
{
    http_outcome out;
    out.end = how;
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_pause_is_seconds_or_a_date)
{
    BOOST_TEST((retry_after("120", sunday) == sunday + 120s));
    BOOST_TEST((retry_after("Sun, 29 Nov 2026 01:00:00 GMT", sunday) == sunday + 1h));
}

BOOST_AUTO_TEST_CASE(a_pause_is_at_least_a_second_and_at_most_a_day)
{
    BOOST_TEST((retry_after("0", sunday) == sunday + 1s));
    BOOST_TEST((retry_after("-5", sunday) == sunday + 1s));
    BOOST_TEST((retry_after("999999999", sunday) == sunday + 24h));
    BOOST_TEST((retry_after("Sun, 29 Nov 2020 01:00:00 GMT", sunday) == sunday + 1s));
    for (const auto* const text : {"", "soon", "1x", "99999999999999999999"}) {
        BOOST_TEST(!retry_after(text, sunday), text);
    }
}

BOOST_AUTO_TEST_CASE(who_says_when_to_come_again_is_obeyed)
{
    for (const int status : {429, 503}) {
        const auto how = judge_refusal(answered(status, "60"), sunday, true);
        BOOST_TEST(!how.settled);
        BOOST_TEST((how.not_before == sunday + 60s));
    }
    BOOST_TEST(!judge_refusal(answered(500, "60"), sunday, true).not_before);
    BOOST_TEST(!judge_refusal(answered(503), sunday, true).not_before);
}

BOOST_AUTO_TEST_CASE(a_wrong_letter_is_refused_for_good_and_what_may_pass_is_tried_again)
{
    for (const int status : {400, 404, 410, 413, 422, 451}) {
        BOOST_TEST(
            (judge_refusal(answered(status), sunday, true).settled == delivery::rejected), status);
    }
    for (const int status : {301, 401, 403, 407, 408, 425, 429, 500, 502, 503, 504}) {
        BOOST_TEST(!judge_refusal(answered(status), sunday, true).settled, status);
    }
    BOOST_TEST(judge_refusal(answered(422), sunday, true).detail == "HTTP status 422");
}

// A proxy's 502 or 504 may come after the peer behind it has done what it was asked.
BOOST_AUTO_TEST_CASE(trouble_of_a_peer_that_does_not_know_repeats_is_unknown_unless_it_says_not_now)
{
    for (const int status : {500, 502, 504, 520}) {
        const auto how = judge_refusal(answered(status), sunday, false);
        BOOST_TEST((how.settled == delivery::unknown), status);
        BOOST_TEST(how.detail == "HTTP status " + std::to_string(status));
        BOOST_TEST(!judge_refusal(answered(status), sunday, true).settled, status);
    }
    for (const int status : {301, 401, 403, 407, 408, 425, 429, 503}) {
        BOOST_TEST(!judge_refusal(answered(status), sunday, false).settled, status);
    }
    BOOST_TEST((judge_refusal(answered(503, "60"), sunday, false).not_before == sunday + 60s));
    BOOST_TEST((judge_refusal(answered(404), sunday, false).settled == delivery::rejected));
}

BOOST_AUTO_TEST_CASE(silence_is_unknown_unless_the_peer_knows_repeats)
{
    BOOST_TEST((judge_silence(silent(http_end::unknown), false).settled == delivery::unknown));
    BOOST_TEST(!judge_silence(silent(http_end::unknown), true).settled);
    BOOST_TEST(!judge_silence(silent(http_end::temporary), false).settled);
    BOOST_TEST((judge_silence(silent(http_end::permanent), true).settled == delivery::rejected));
}

BOOST_AUTO_TEST_SUITE_END()
