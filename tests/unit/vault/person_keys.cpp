#include "support/folder.hpp"
#include "vault/person_keys.hpp"
#include "vault/sealing.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <filesystem>
#include <thread>

BOOST_AUTO_TEST_SUITE(vault_person_keys)

namespace {

using namespace acikkapi;
using support::folder;
using vault::key_ring;
using vault::person_keys;

struct bench {
    folder where;
    std::unique_ptr<key_provider> provider = open_key_files(where.str("kek")).value();
    std::string file = where.str("persons.keys");

    /// Beside others, to read.
    [[nodiscard]] person_keys look(std::size_t remembered_max = 1'000) const
    {
        return person_keys{key_ring::look(*provider, file).value(), remembered_max};
    }
    [[nodiscard]] person_keys keys(std::size_t remembered_max = 1'000) const
    {
        return person_keys{key_ring::open(*provider, file, true).value(), remembered_max};
    }
};

using kind = codec::place::kind;
constexpr codec::place here{kind::event, stream_id{7}, 3, 0};

std::optional<std::string>
opened(const person_keys& by, const codec::place& at, std::string_view what)
{
    const auto out = by.unseal(at, what);
    return out ? *out : std::optional<std::string>{"corrupt"};
}

}  // namespace

BOOST_AUTO_TEST_CASE(for_whom_is_closed_nothing_is_sealed_and_all_is_opened)
{
    const bench b;
    auto keys = b.keys();
    const person_of whom{here.stream, 0};
    const auto sealed = keys.seal(here, "Ayşe").value();
    BOOST_TEST(keys.close({whom}).size() == 1U);
    BOOST_TEST(keys.close({whom}).empty());  // He was, by somebody who may reopen him.
    BOOST_TEST(!keys.seal(here, "Ayşe"));
    BOOST_TEST(opened(keys, here, sealed).value() == "Ayşe");
    BOOST_TEST(keys.has(whom));
    BOOST_TEST(keys.seal({kind::event, here.stream, 3, 1}, "Ali").has_value());
    keys.reopen({whom});
    BOOST_TEST((keys.seal(here, "Ayşe") == sealed));
    BOOST_TEST(keys.close({whom}).size() == 1U);
    BOOST_TEST(keys.destroy({whom}).has_value());
    BOOST_TEST((!keys.seal(here, "Ayşe") && !opened(keys, here, sealed)));
}

BOOST_AUTO_TEST_CASE(what_is_closed_to_everybody_is_closed_to_who_comes_in_later)
{
    const bench b;
    auto keys = b.keys();
    const person_of all{here.stream, vault::everybody};
    const auto sealed = keys.seal(here, "Ayşe").value();
    const codec::place later{kind::event, here.stream, 9, 12};
    BOOST_TEST(keys.close({{here.stream, 0}, all}).size() == 2U);
    BOOST_TEST((!keys.seal(here, "Ayşe") && !keys.seal(later, "Ali")));
    BOOST_TEST(keys.seal({kind::event, stream_id{8}, 3, 12}, "Ali").has_value());
    BOOST_TEST(opened(keys, here, sealed).value() == "Ayşe");
    keys.reopen({all});
    BOOST_TEST((!keys.seal(here, "Ayşe") && keys.seal(later, "Ali")));
    BOOST_TEST(keys.destroy({{here.stream, 0}, all}).has_value());
    BOOST_TEST((!keys.seal(later, "Ali") && !opened(keys, here, sealed)));
    BOOST_TEST((!keys.has({here.stream, whose_max}) && keys.has({stream_id{8}, 0})));
}

BOOST_AUTO_TEST_CASE(what_goes_whole_takes_no_room_beside_its_neighbours)
{
    const bench b;
    auto keys = b.keys();
    const auto size_after = [&](std::uint64_t from, std::uint64_t to, whose_data whose) {
        for (auto one = from; one < to; ++one) {
            BOOST_TEST(keys.destroy({{stream_id{one}, whose}}).has_value());
        }
        return std::filesystem::file_size(b.file);
    };
    const auto of_one = size_after(64, 65, vault::everybody);
    BOOST_TEST(size_after(65, 128, vault::everybody) < of_one);
    BOOST_TEST(size_after(128, 192, 0) > of_one + 64U * 400U);
    BOOST_TEST(size_after(128, 192, vault::everybody) < of_one);
    BOOST_TEST((keys.has({stream_id{63}, whose_max}) && keys.has({stream_id{192}, 0})));
}

BOOST_AUTO_TEST_CASE(what_was_sealed_opens_in_its_place_and_in_no_other)
{
    const bench b;
    const auto keys = b.keys();
    const auto sealed = keys.seal(here, "Ayşe").value();
    BOOST_TEST(sealed.find("Ay") == std::string::npos);
    BOOST_TEST(opened(keys, here, sealed).value() == "Ayşe");
    for (const codec::place& other :
         {codec::place{kind::state, stream_id{7}, 3, 0},
          codec::place{kind::event, stream_id{8}, 3, 0},
          codec::place{kind::event, stream_id{7}, 4, 0},
          codec::place{kind::event, stream_id{7}, 3, 1}}) {
        BOOST_TEST(opened(keys, other, sealed).value() == "corrupt");
    }
}

BOOST_AUTO_TEST_CASE(any_flipped_bit_is_noticed)
{
    const bench b;
    const auto keys = b.keys();
    const auto sealed = keys.seal(here, "Ayşe").value();
    for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
        auto other = sealed;
        other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << (bit % 8)));
        BOOST_TEST((keys.unseal(here, other).error() == errc::corrupt_journal));
    }
    BOOST_TEST((keys.unseal(here, "").error() == errc::corrupt_journal));
}

BOOST_AUTO_TEST_CASE(a_destroyed_key_opens_and_seals_nothing_more_also_where_it_was_remembered)
{
    const bench b;
    auto keys = b.keys();
    const codec::place brother{kind::event, stream_id{7}, 3, 1};
    const auto own = keys.seal(here, "Ayşe").value();
    const auto other = keys.seal(brother, "Ali").value();
    BOOST_TEST(keys.has({stream_id{7}, 0}));
    const auto epoch = keys.epoch();
    BOOST_TEST(keys.destroy({{stream_id{7}, 0}, {stream_id{9}, 2}}).has_value());
    BOOST_TEST(keys.epoch() > epoch);
    BOOST_TEST(!keys.has({stream_id{7}, 0}));
    BOOST_TEST(!keys.has({stream_id{9}, 2}));
    BOOST_TEST(!opened(keys, here, own).has_value());
    BOOST_TEST(!keys.seal(here, "Ayşe").has_value());
    BOOST_TEST(opened(keys, brother, other).value() == "Ali");

    const auto again = b.look();
    BOOST_TEST(!opened(again, here, own).has_value());
    BOOST_TEST(opened(again, brother, other).value() == "Ali");
}

// Few are remembered: those that were pushed out are made again and are the same.
BOOST_AUTO_TEST_CASE(a_key_is_the_same_whether_it_is_remembered_or_not)
{
    const bench b;
    const auto few = b.keys(1);
    const auto many = b.look(100'000);
    for (int round = 0; round < 2; ++round) {
        for (std::uint64_t i = 0; i < 300; ++i) {
            const codec::place at{kind::state, stream_id{i}, i, static_cast<whose_data>(i % 3)};
            BOOST_TEST(few.seal(at, "x").value() == many.seal(at, "x").value());
        }
    }
}

BOOST_AUTO_TEST_CASE(there_is_a_key_for_every_number_and_for_nobody_else)
{
    const bench b;
    const auto keys = b.keys();
    BOOST_TEST(keys.has({stream_id{999'999'999}, whose_max}));
    BOOST_TEST(!keys.has({stream_id{person_keys::streams}, 0}));
    BOOST_TEST(!keys.has({stream_id{1}, whose_max + 1}));
}

BOOST_AUTO_TEST_CASE(it_tells_of_which_applications_somebody_was_erased)
{
    const bench b;
    auto keys = b.keys();
    const auto up_to = [&](std::uint64_t newest) { return keys.with_destroyed(stream_id{newest}); };
    BOOST_TEST(up_to(999'999'999).empty());
    BOOST_TEST(keys.destroy({{stream_id{7}, 0}, {stream_id{7}, 3}, {stream_id{9}, whose_max}})
                   .has_value());
    BOOST_TEST((up_to(999'999'999) == std::vector<stream_id>{stream_id{7}, stream_id{9}}));
    BOOST_TEST((up_to(8) == std::vector<stream_id>{stream_id{7}}));
    BOOST_TEST(up_to(6).empty());
}

BOOST_AUTO_TEST_CASE(a_ring_is_recognised_also_after_erasures_and_rotations)
{
    const bench b;
    const bench other;
    auto keys = b.keys();
    const auto check = keys.check_value();
    BOOST_TEST(check.size() == 32U);
    BOOST_TEST(check != other.keys().check_value());
    BOOST_TEST(keys.destroy({{stream_id{7}, 0}}).has_value());
    BOOST_TEST(keys.rotate().has_value());
    BOOST_TEST(keys.check_value() == check);
}

BOOST_AUTO_TEST_CASE(who_seals_while_others_are_erased_gets_the_right_key_or_none)
{
    const bench b;
    auto keys = b.keys(64);
    std::atomic<bool> over = false;
    const auto right = [&](std::uint64_t i) {
        return keys.seal({kind::event, stream_id{i}, 1, 0}, "x");
    };
    std::vector<std::optional<std::string>> first;
    for (std::uint64_t i = 0; i < 200; ++i) {
        first.push_back(right(i));
    }
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 3; ++t) {
        threads.emplace_back([&] {
            for (std::uint64_t i = 0; !over; i = (i + 7) % 200) {
                const auto now = right(i);
                wrong += now && now != first[i] ? 1 : 0;
            }
        });
    }
    for (std::uint64_t i = 0; i < 20; ++i) {
        BOOST_TEST(keys.destroy({{stream_id{i}, 0}}).has_value());
        BOOST_TEST(!right(i).has_value());
    }
    over = true;
    for (auto& one : threads) {
        one.join();
    }
    BOOST_TEST(wrong == 0);
    for (std::uint64_t i = 0; i < 200; ++i) {
        BOOST_TEST(right(i).has_value() == (i >= 20));
    }
}

BOOST_AUTO_TEST_SUITE_END()
