#include "support/folder.hpp"
#include "vault/key_ring.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace {

// A folder whose names nobody can make safe.
std::string broken_folder;

}  // namespace

/// The library's, too.
extern "C" int fsync(int file)
{
    std::error_code none;
    const auto what = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(file), none);
    if (!broken_folder.empty() && what == broken_folder) {
        errno = EIO;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_fsync, file));
}

namespace {

using namespace acikkapi;
using support::folder;
using support::read_file;
using vault::key_ring;
using vault::secret_key;

errc error_of(const auto& from)
{
    return from ? errc{} : static_cast<errc>(from.error().value());
}

/// Key files whose calls fail at one that is chosen.
class failing_keys final : public key_provider {
public:
    explicit failing_keys(const std::string& directory) : inner_(open_key_files(directory).value())
    {}
    int calls_left = 1'000'000;
    std::function<void(std::string&)> after_wrap = [](std::string&) {};
    std::function<void()> before_unwrap = [] {};

    result<std::vector<std::uint64_t>> epochs() override
    {
        return fails() ? result<std::vector<std::uint64_t>>{errc::io_error} : inner_->epochs();
    }
    result<void> make(std::uint64_t epoch) override
    {
        return fails() ? result<void>{errc::io_error} : inner_->make(epoch);
    }
    result<std::string> wrap(std::uint64_t epoch, std::string_view secret) override
    {
        auto out = fails() ? result<std::string>{errc::io_error} : inner_->wrap(epoch, secret);
        if (out) {
            after_wrap(*out);
        }
        return out;
    }
    result<std::string> unwrap(std::uint64_t epoch, std::string_view wrapped) override
    {
        std::exchange(before_unwrap, [] {})();
        return fails() ? result<std::string>{errc::io_error} : inner_->unwrap(epoch, wrapped);
    }
    result<void> destroy(std::uint64_t epoch) override
    {
        return fails() ? result<void>{errc::io_error} : inner_->destroy(epoch);
    }

private:
    bool fails() { return calls_left-- <= 0; }
    std::unique_ptr<key_provider> inner_;
};

struct bench {
    folder where;
    std::unique_ptr<key_provider> provider = open_key_files(where.str("kek")).value();
    std::string file = where.str("persons.keys");

    [[nodiscard]] key_ring open(bool create = false) const
    {
        return key_ring::open(*provider, file, create).value();
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(vault_key_ring)

// Each would write what it knows: a key that the other has destroyed would be there again.
BOOST_AUTO_TEST_CASE(two_do_not_open_one_ring)
{
    const bench b;
    {
        const auto first = b.open(true);
        BOOST_TEST((error_of(key_ring::open(*b.provider, b.file, false)) == errc::busy));
        BOOST_TEST(key_ring::look(*b.provider, b.file).has_value());
    }
    BOOST_TEST(key_ring::open(*b.provider, b.file, false).has_value());
}

// Another may be in the middle of destroying: the key of the epoch that comes is there before the file.
BOOST_AUTO_TEST_CASE(who_only_looks_brings_nothing_to_its_end)
{
    const bench b;
    const auto first = b.open(true).find(7);
    BOOST_TEST(b.provider->make(2).has_value());
    BOOST_TEST((key_ring::look(*b.provider, b.file)->find(7) == first));
    BOOST_TEST((b.provider->epochs().value() == std::vector<std::uint64_t>{1, 2}));
    BOOST_TEST((b.open().find(7) == first));
    BOOST_TEST((b.provider->epochs().value() == std::vector<std::uint64_t>{1}));
    BOOST_TEST((error_of(key_ring::look(*b.provider, b.where.str("none"))) == errc::no_key_file));
}

BOOST_AUTO_TEST_CASE(keys_stay_the_same_over_openings_and_epochs)
{
    const bench b;
    BOOST_TEST((error_of(key_ring::open(*b.provider, b.file, false)) == errc::no_key_file));
    std::optional<secret_key> first;
    {
        auto ring = b.open(true);
        BOOST_TEST(ring.epoch() == 1U);
        first = ring.find(7);
        BOOST_TEST(ring.rotate().has_value());
        BOOST_TEST(ring.epoch() == 2U);
        BOOST_TEST((ring.find(7) == first));
    }
    // To make it if it is missing makes no other.
    const auto ring = b.open(true);
    BOOST_TEST(ring.epoch() == 2U);
    BOOST_TEST((ring.find(7) == first));
    BOOST_TEST((b.provider->epochs().value() == std::vector<std::uint64_t>{2}));
}

BOOST_AUTO_TEST_CASE(two_rings_have_different_keys)
{
    const bench b;
    const bench other;
    BOOST_TEST(!(b.open(true).find(7) == other.open(true).find(7)));
}

BOOST_AUTO_TEST_CASE(the_way_to_a_destroyed_key_is_forgotten)
{
    const bench b;
    auto ring = b.open(true);
    const auto first = ring.find(0);
    const auto third = ring.find(3);
    const auto neighbour = ring.find(6);
    BOOST_TEST(ring.find(7).has_value());
    BOOST_TEST(ring.destroy({{7, 1}}).has_value());
    BOOST_TEST(!ring.find(7));
    BOOST_TEST((ring.find(3) == third));
    BOOST_TEST((ring.find(0) == first));
    BOOST_TEST((ring.find(6) == neighbour));
}

BOOST_AUTO_TEST_CASE(a_destroyed_key_is_gone_also_from_older_copies_of_the_file)
{
    const bench b;
    std::string before;
    {
        auto ring = b.open(true);
        before = read_file(b.file);
        const auto kept = ring.find(8);
        BOOST_TEST(ring.destroy({{7, 1}, {100, 50}}).has_value());
        BOOST_TEST(!ring.find(7));
        BOOST_TEST(!ring.find(149));
        BOOST_TEST((ring.find(8) == kept));
        BOOST_TEST(ring.destroy({{7, 1}}).has_value());
        BOOST_TEST(ring.epoch() == 2U);
    }
    BOOST_TEST(!b.open().find(7));
    // Somebody puts back what he copied.
    support::write_file(b.file, before);
    BOOST_TEST((error_of(key_ring::open(*b.provider, b.file, false)) == errc::missing_epoch));
}

BOOST_AUTO_TEST_CASE(no_secret_lies_in_a_file_in_clear)
{
    const bench b;
    auto ring = b.open(true);
    BOOST_TEST(ring.destroy({{3, 1}}).has_value());
    const auto secret = read_file(b.where.str("kek/epoch-2.key"));
    BOOST_TEST(secret.size() == 32U);
    BOOST_TEST(read_file(b.file).find(secret) == std::string::npos);
    const auto only_owner =
        std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
    for (const auto& file : {b.file, b.where.str("kek/epoch-2.key")}) {
        BOOST_TEST((std::filesystem::status(file).permissions() == only_owner), file);
    }
    BOOST_TEST(!std::filesystem::exists(b.where.str("kek/epoch-1.key")));
}

BOOST_AUTO_TEST_CASE(each_thing_that_may_be_wrong_is_an_error_of_its_own)
{
    const bench b;
    static_cast<void>(b.open(true));
    const auto good = read_file(b.file);
    for (std::size_t i = 0; i < good.size(); i += i < 24 ? 1 : 7) {
        auto changed = good;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        support::write_file(b.file, changed);
        const auto why = error_of(key_ring::open(*b.provider, b.file, true));
        const bool of_epoch = i >= 16 && i < 24;
        BOOST_TEST((why == (of_epoch ? errc::missing_epoch : errc::wrong_key)), i);
    }
    for (std::size_t size = 0; size < good.size(); ++size) {
        support::write_file(b.file, good.substr(0, size));
        BOOST_TEST((error_of(key_ring::open(*b.provider, b.file, true)) == errc::wrong_key), size);
    }
    support::write_file(b.file, good);
    // The keys of another office.
    const bench other;
    static_cast<void>(other.open(true));
    BOOST_TEST((error_of(key_ring::open(*other.provider, b.file, false)) == errc::wrong_key));
    support::write_file(b.where.str("kek/epoch-1.key"), "short");
    BOOST_TEST((error_of(key_ring::open(*b.provider, b.file, false)) == errc::wrong_key));
    std::filesystem::remove(b.where.str("kek/epoch-1.key"));
    BOOST_TEST((error_of(key_ring::open(*b.provider, b.file, false)) == errc::missing_epoch));
}

BOOST_AUTO_TEST_CASE(wherever_erasing_fails_it_is_done_or_not_done_and_the_next_try_ends_it)
{
    int failures = 0;
    for (int at = 0; at < 20; ++at) {
        const folder where;
        failing_keys provider{where.str("kek")};
        const auto file = where.str("persons.keys");
        std::optional<secret_key> other;
        {
            auto ring = key_ring::open(provider, file, true).value();
            other = ring.find(8);
            provider.calls_left = at;
            const auto done = ring.destroy({{7, 1}});
            failures += done ? 0 : 1;
            BOOST_TEST((ring.find(8) == other));
            BOOST_TEST((!done || !ring.find(7)), at);
            provider.calls_left = 1'000'000;
        }
        // As after a crash: what was begun is ended, or was not begun.
        auto again = key_ring::open(provider, file, false).value();
        BOOST_TEST((again.find(8) == other), at);
        BOOST_TEST(provider.epochs().value().size() == 1U, at);
        BOOST_TEST(again.destroy({{7, 1}}).has_value());
        BOOST_TEST(!again.find(7));
        BOOST_TEST((again.find(8) == other));
        BOOST_TEST(provider.epochs().value().size() == 1U, at);
    }
    BOOST_TEST(failures >= 5);
}

// What was wrapped in a way that nobody can open, or too large to be read, would be all persons at once.
BOOST_AUTO_TEST_CASE(the_old_key_stays_until_the_new_file_can_be_opened)
{
    const std::function<void(std::string&)> spoilt = [](std::string& wrapped) { wrapped[30] ^= 1; };
    const std::function<void(std::string&)> large = [](std::string& wrapped) {
        wrapped.resize(std::size_t{1} << 30U);
    };
    for (const auto& [what, why] :
         {std::pair{spoilt, errc::wrong_key}, {large, errc::limit_reached}}) {
        const folder where;
        failing_keys provider{where.str("kek")};
        const auto file = where.str("persons.keys");
        std::optional<secret_key> first;
        {
            auto ring = key_ring::open(provider, file, true).value();
            first = ring.find(7);
            provider.after_wrap = what;
            BOOST_TEST((error_of(ring.rotate()) == why));
            BOOST_TEST((error_of(ring.destroy({{7, 1}})) == why));
            BOOST_TEST((ring.find(7) == first));
            // Nor is there one more for each try.
            BOOST_TEST((provider.epochs().value() == std::vector<std::uint64_t>{1}));
            provider.after_wrap = [](std::string&) {};
        }
        auto again = key_ring::open(provider, file, false);
        BOOST_TEST_REQUIRE(again.has_value());
        BOOST_TEST((again->find(7) == first));
        BOOST_TEST(again->destroy({{7, 1}}).has_value());
        BOOST_TEST(provider.epochs().value().size() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(who_looks_while_keys_are_rotated_finds_the_new_ones)
{
    const folder where;
    failing_keys provider{where.str("kek")};
    const auto file = where.str("persons.keys");
    auto ring = key_ring::open(provider, file, true).value();
    provider.before_unwrap = [&] { BOOST_TEST(ring.rotate().has_value()); };
    const auto seen = key_ring::look(provider, file);
    BOOST_TEST_REQUIRE(seen.has_value());
    BOOST_TEST(seen->epoch() == 2U);
    BOOST_TEST((seen->find(7) == ring.find(7)));
}

// The file has its new name, and who wrote it was told that it has not.
BOOST_AUTO_TEST_CASE(a_key_is_not_destroyed_under_which_the_file_may_be)
{
    bench b;
    std::optional<secret_key> other;
    {
        auto ring = b.open(true);
        other = ring.find(8);
        BOOST_TEST(ring.destroy({{7, 1}}).has_value());
        broken_folder = std::filesystem::canonical(b.file).parent_path().string();
        BOOST_TEST((error_of(ring.rotate()) == errc::io_error));
        broken_folder.clear();
        BOOST_TEST(b.provider->epochs().value().size() == 2U);
        // Somebody asks again for what was done long ago.
        BOOST_TEST(ring.destroy({{7, 1}}).has_value());
        BOOST_TEST(b.provider->epochs().value().size() == 1U);
    }
    const auto again = key_ring::open(*b.provider, b.file, false);
    BOOST_TEST_REQUIRE(again.has_value());
    BOOST_TEST((again->find(8) == other));
    BOOST_TEST(!again->find(7));
}

// Whoever was killed between the new name and its sync leaves a file that is read and may not stay: a
// power cut brings the old one back, and with it the epoch before.
BOOST_AUTO_TEST_CASE(a_key_is_not_destroyed_before_the_name_of_the_file_that_is_read_is_safe)
{
    bench b;
    std::optional<secret_key> first;
    std::string before;
    {
        auto ring = b.open(true);
        first = ring.find(7);
        before = read_file(b.file);
        broken_folder = std::filesystem::canonical(b.file).parent_path().string();
        BOOST_TEST((error_of(ring.rotate()) == errc::io_error));
    }
    const auto unsafe = error_of(key_ring::open(*b.provider, b.file, false));
    broken_folder.clear();
    BOOST_TEST((unsafe == errc::io_error));
    BOOST_TEST((b.provider->epochs().value() == std::vector<std::uint64_t>{1, 2}));
    // The machine stops.
    support::write_file(b.file, before);
    const auto again = key_ring::open(*b.provider, b.file, false);
    BOOST_TEST_REQUIRE(again.has_value());
    BOOST_TEST((again->find(7) == first));
}

// Each of two would destroy the epochs of the other.
BOOST_AUTO_TEST_CASE(a_second_ring_takes_no_provider_that_has_keys)
{
    const bench b;
    const auto second = b.where.str("second.keys");
    std::optional<secret_key> first;
    {
        const auto ring = b.open(true);
        first = ring.find(7);
        BOOST_TEST((error_of(key_ring::open(*b.provider, second, true)) == errc::no_key_file));
    }
    BOOST_TEST((error_of(key_ring::open(*b.provider, second, true)) == errc::no_key_file));
    BOOST_TEST(!std::filesystem::exists(second));
    BOOST_TEST((b.provider->epochs().value() == std::vector<std::uint64_t>{1}));
    BOOST_TEST((b.open().find(7) == first));
}

// Whose key it is nobody knows: who looks and finds that it is nobody's takes it away.
BOOST_AUTO_TEST_CASE(a_key_that_a_killed_first_making_left_is_not_destroyed_by_the_next)
{
    const bench b;
    BOOST_TEST(b.provider->make(1).has_value());
    BOOST_TEST((error_of(key_ring::open(*b.provider, b.file, true)) == errc::no_key_file));
    BOOST_TEST((b.provider->epochs().value() == std::vector<std::uint64_t>{1}));
    BOOST_TEST(b.provider->destroy(1).has_value());
    BOOST_TEST(b.open(true).epoch() == 1U);
}

BOOST_AUTO_TEST_CASE(a_first_making_that_fails_leaves_no_key_in_the_way)
{
    const bench b;
    std::filesystem::create_directory(b.file + ".new");
    BOOST_TEST((error_of(key_ring::open(*b.provider, b.file, true)) == errc::io_error));
    BOOST_TEST(b.provider->epochs().value().empty());
    std::filesystem::remove(b.file + ".new");
    BOOST_TEST(b.open(true).epoch() == 1U);
}

// But for one that may be the file's.
BOOST_AUTO_TEST_CASE(a_first_file_whose_name_is_not_safe_keeps_its_key)
{
    const bench b;
    broken_folder = std::filesystem::canonical(b.where.str("kek")).parent_path().string();
    const auto made = error_of(key_ring::open(*b.provider, b.file, true));
    broken_folder.clear();
    BOOST_TEST((made == errc::io_error));
    BOOST_TEST((b.provider->epochs().value() == std::vector<std::uint64_t>{1}));
    BOOST_TEST(b.open().epoch() == 1U);
}

BOOST_AUTO_TEST_CASE(a_folder_of_keys_whose_name_is_not_safe_is_not_used)
{
    const bench b;
    const auto office = b.where.str("office");
    std::filesystem::create_directory(office);
    broken_folder = std::filesystem::canonical(office).string();
    for (int i = 0; i < 2; ++i) {
        BOOST_TEST((error_of(open_key_files(office + "/kek")) == errc::io_error));
    }
    broken_folder.clear();
    BOOST_TEST(open_key_files(office + "/kek").value()->make(1).has_value());
    BOOST_TEST(open_key_files(office + "/kek/").value()->epochs().value().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_ring_that_failed_half_way_ends_it_itself)
{
    for (int at = 0; at < 8; ++at) {
        const folder where;
        failing_keys provider{where.str("kek")};
        auto ring = key_ring::open(provider, where.str("persons.keys"), true).value();
        provider.calls_left = at;
        static_cast<void>(ring.destroy({{7, 1}}));
        provider.calls_left = 1'000'000;
        BOOST_TEST(ring.destroy({{7, 1}}).has_value());
        BOOST_TEST(!ring.find(7));
        BOOST_TEST(provider.epochs().value().size() == 1U, at);
    }
}

BOOST_AUTO_TEST_CASE(tries_whose_file_is_not_taken_leave_no_keys)
{
    const bench here;
    auto ring = here.open(true);
    const auto in_the_way = here.file + ".new";
    std::filesystem::create_directory(in_the_way);
    for (int tries = 0; tries < 3; ++tries) {
        BOOST_TEST(!ring.rotate());
        BOOST_TEST(!ring.destroy({{7, 1}}));
    }
    BOOST_TEST(here.provider->epochs().value().size() == 1U);
    std::filesystem::remove(in_the_way);
    BOOST_TEST(ring.destroy({{7, 1}}).has_value());
    BOOST_TEST(here.provider->epochs().value().size() == 1U);
    BOOST_TEST(!ring.find(7));
}

BOOST_AUTO_TEST_CASE(files_that_are_not_keys_are_left_alone)
{
    const bench b;
    static_cast<void>(b.open(true));
    for (const char* name : {"epoch-.key", "epoch-x.key", "epoch-1.key.bak", "notes.txt"}) {
        support::write_file(b.where.str(std::string{"kek/"} + name), "mine");
    }
    auto ring = b.open();
    BOOST_TEST(ring.rotate().has_value());
    for (const char* name : {"epoch-.key", "epoch-x.key", "epoch-1.key.bak", "notes.txt"}) {
        BOOST_TEST(read_file(b.where.str(std::string{"kek/"} + name)) == "mine");
    }
}

BOOST_AUTO_TEST_SUITE_END()
