#pragma once

#include <acikkapi/keys.hpp>
#include <acikkapi/petition.hpp>

#include "support/ask.hpp"
#include "support/stuck_keys.hpp"
#include "unit/audit/stores.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

// What the tests of erasing share: a sealed store, and who is in it.
namespace support {

using namespace acikkapi;
using desk_of = engine<petition>;

inline constexpr auto applicant = "Deneme Kişi";
inline constexpr auto brother = "Kardeş Kişi";
inline constexpr auto number = "10000000146";
inline constexpr auto mobile = "+99955500001";
inline constexpr auto words = "Okulun önünde bir çukur var.";
inline constexpr auto answered = "Dolduruldu";

/// A sealed store; its keys lie beside it.
struct site : host {
    stuck_keys keys{where.str("kek")};
    std::string ring = where.str("persons.keys");

    [[nodiscard]] engine_options sealed(const std::string& store = "store")
    {
        auto out = options();
        out.directory = where.str(store);
        out.vault = {&keys, ring};
        return out;
    }
    [[nodiscard]] desk_of open() { return desk_of::open(sealed()).value(); }

    [[nodiscard]] audit<petition> look(bool with_keys, const std::string& store)
    {
        audit_options out;
        out.directory = where.str(store);
        out.key = key_of_store();
        if (with_keys) {
            out.vault = {&keys, ring};
        }
        return audit<petition>::open(out).value();
    }
    void is_sound(bool with_keys, const std::string& store = "store")
    {
        const auto report = look(with_keys, store).verify().value();
        BOOST_TEST(
            !report.first_divergence,
            (report.first_divergence ? report.first_divergence->what : std::string{}));
    }
};

inline origin by_law()
{
    auto out = officer();
    out.on = authority::parse("kvkk:7").value();
    return out;
}

inline stream_id applied(desk_of& desk, bool for_brother = false)
{
    auto wish = a_wish();
    if (for_brother) {
        wish.beneficiary = person{};
        wish.beneficiary->full_name = brother;
        wish.beneficiary->identity = identity_number::parse("10000000214").value();
    }
    return desk.submit(asking(wish, no_stream)).value().stream;
}

}  // namespace support
