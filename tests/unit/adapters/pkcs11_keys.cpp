#include "support/provider_rules.hpp"
#include "unit/adapters/token.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <sys/wait.h>
#include <unistd.h>

namespace adapters_pkcs11_keys {
namespace {

using namespace acikkapi;
using support::bare_module;
using support::bare_session;
using support::token;
namespace rules = support::provider_rules;

errc error_of(const auto& from)
{
    return from ? errc{} : static_cast<errc>(from.error().value());
}

struct office : token {
    rules::opener open_keys = [this] { return open(); };
};

/// One flag of an object; a flag that cannot be read is neither.
int flag(
    const bare_module& module, const bare_session& in, ck_object_handle_t of, unsigned long which)
{
    unsigned char value = 2;
    ck_attribute asked{which, &value, 1};
    module->C_GetAttributeValue(in.number, of, &asked, 1);
    return value;
}

/// Two ends, both closed with it.
class pipe_pair {
public:
    pipe_pair() { BOOST_TEST_REQUIRE(::pipe(ends_.data()) == 0); }
    pipe_pair(const pipe_pair&) = delete;
    pipe_pair& operator=(const pipe_pair&) = delete;
    ~pipe_pair()
    {
        ::close(ends_[0]);
        ::close(ends_[1]);
    }
    void await() const
    {
        char one = 0;
        while (::read(ends_[0], &one, 1) < 0) {
        }
    }
    void give() const { BOOST_TEST_REQUIRE(::write(ends_[1], "x", 1) == 1); }

private:
    std::array<int, 2> ends_{};
};

enum outcome { made = 10, refused, failed };

/// What another process says that makes the key of an epoch as soon as it is told to.
pid_t another_maker(const token& at, const pipe_pair& ready, const pipe_pair& go)
{
    const pid_t child = ::fork();
    if (child != 0) {
        return child;
    }
    const auto keys = open_pkcs11_keys(at.options());
    ready.give();
    go.await();
    const auto done = keys ? (*keys)->make(1) : result<void>{keys.error()};
    ::_exit(done ? made : error_of(done) == errc::bad_argument ? refused : failed);
}

/// Three processes that have all opened the token before the first begins.
std::vector<int> race(const token& at)
{
    const pipe_pair ready;
    const pipe_pair go;
    std::array<pid_t, 3> makers{};
    for (auto& one : makers) {
        one = another_maker(at, ready, go);
    }
    for (std::size_t i = 0; i < makers.size(); ++i) {
        ready.await();
    }
    for (std::size_t i = 0; i < makers.size(); ++i) {
        go.give();
    }
    std::vector<int> out;
    for (const auto one : makers) {
        int status = 0;
        BOOST_TEST_REQUIRE(::waitpid(one, &status, 0) == one);
        BOOST_TEST_REQUIRE(WIFEXITED(status));
        out.push_back(WEXITSTATUS(status));
    }
    return out;
}

}  // namespace
}  // namespace adapters_pkcs11_keys

BOOST_FIXTURE_TEST_SUITE(adapters_pkcs11_keys, office)

BOOST_AUTO_TEST_CASE(what_is_wrapped_is_unwrapped)
{
    rules::what_is_wrapped_is_unwrapped(open_keys);
}

BOOST_AUTO_TEST_CASE(epochs_are_listed_ascending_whatever_their_size)
{
    rules::epochs_are_listed_ascending_whatever_their_size(open_keys);
}

BOOST_AUTO_TEST_CASE(keys_stay_over_openings)
{
    rules::keys_stay_over_openings(open_keys);
}

BOOST_AUTO_TEST_CASE(an_epoch_has_one_key_and_it_stays)
{
    rules::an_epoch_has_one_key_and_it_stays(open_keys);
}

BOOST_AUTO_TEST_CASE(without_its_key_an_epoch_is_missing)
{
    rules::without_its_key_an_epoch_is_missing(open_keys);
}

BOOST_AUTO_TEST_CASE(a_destroyed_key_is_gone_and_the_others_stay)
{
    rules::a_destroyed_key_is_gone_and_the_others_stay(open_keys);
}

BOOST_AUTO_TEST_CASE(a_key_that_is_made_again_is_another)
{
    rules::a_key_that_is_made_again_is_another(open_keys);
}

BOOST_AUTO_TEST_CASE(each_bit_and_each_length_is_noticed)
{
    rules::each_bit_and_each_length_is_noticed(open_keys);
}

BOOST_AUTO_TEST_CASE(nothing_opens_under_another_epoch)
{
    rules::nothing_opens_under_another_epoch(open_keys);
}

BOOST_AUTO_TEST_CASE(a_secret_of_some_mebibytes_goes_through_in_one_piece)
{
    const auto keys = open();
    BOOST_TEST(keys->make(1).has_value());
    std::string secret(std::size_t{4} << 20U, 'a');
    secret.back() = 'z';
    const auto wrapped = keys->wrap(1, secret).value();
    BOOST_TEST(wrapped.size() == secret.size() + 28);
    BOOST_TEST((keys->unwrap(1, wrapped).value() == secret));
}

BOOST_AUTO_TEST_CASE(the_same_is_never_wrapped_to_the_same)
{
    const auto keys = open();
    BOOST_TEST(keys->make(1).has_value());
    const auto one = keys->wrap(1, "secret").value();
    const auto other = keys->wrap(1, "secret").value();
    BOOST_TEST((one.substr(0, 12) != other.substr(0, 12)));
    BOOST_TEST((one.substr(12) != other.substr(12)));
}

BOOST_AUTO_TEST_CASE(a_key_cannot_leave_its_token_and_can_do_no_more_than_it_is_for)
{
    const auto keys = open();
    BOOST_TEST(keys->make(258).has_value());
    const bare_module module;
    const bare_session session{module};
    const auto found = session.find("acikkapi-epoch-258");
    BOOST_TEST_REQUIRE(found.size() == 1U);
    const auto key = found.front();
    for (const auto which :
         {CKA_TOKEN,
          CKA_PRIVATE,
          CKA_SENSITIVE,
          CKA_ALWAYS_SENSITIVE,
          CKA_NEVER_EXTRACTABLE,
          CKA_LOCAL,
          CKA_ENCRYPT,
          CKA_DECRYPT}) {
        BOOST_TEST(flag(module, session, key, which) == 1, which);
    }
    for (const auto which :
         {CKA_EXTRACTABLE, CKA_WRAP, CKA_UNWRAP, CKA_SIGN, CKA_VERIFY, CKA_DERIVE}) {
        BOOST_TEST(flag(module, session, key, which) == 0, which);
    }
    std::string value(32, '\0');
    ck_attribute asked{CKA_VALUE, value.data(), value.size()};
    BOOST_TEST(
        module->C_GetAttributeValue(session.number, key, &asked, 1) == CKR_ATTRIBUTE_SENSITIVE);
    BOOST_TEST(value == std::string(32, '\0'));
    unsigned long size_bytes = 0;
    asked = {CKA_VALUE_LEN, &size_bytes, sizeof size_bytes};
    BOOST_TEST(module->C_GetAttributeValue(session.number, key, &asked, 1) == CKR_OK);
    BOOST_TEST(size_bytes == 32U);
    std::string id(8, 'x');
    asked = {CKA_ID, id.data(), id.size()};
    BOOST_TEST(module->C_GetAttributeValue(session.number, key, &asked, 1) == CKR_OK);
    BOOST_TEST((id == std::string{"\0\0\0\0\0\0\1\2", 8}));
}

BOOST_AUTO_TEST_CASE(each_thing_that_may_be_wrong_at_the_opening_has_its_error)
{
    const auto why = [this](auto change) {
        auto wrong = options();
        change(wrong);
        return error_of(open_pkcs11_keys(wrong));
    };
    BOOST_TEST((why([](auto&) {}) == errc{}));
    BOOST_TEST((why([](auto& o) { o.module = "/nowhere/module.so"; }) == errc::io_error));
    BOOST_TEST((why([this](auto& o) { o.module = where().str("conf"); }) == errc::io_error));
    BOOST_TEST((why([](auto& o) { o.pin = "0000"; }) == errc::wrong_key));
    BOOST_TEST((why([](auto& o) { o.pin = ""; }) == errc::wrong_key));
    BOOST_TEST((why([](auto& o) { o.token_label = "offic"; }) == errc::bad_argument));
    BOOST_TEST((why([](auto& o) { o.token_label = "office2"; }) == errc::bad_argument));
    for (const std::size_t size : {0U, 33U}) {
        BOOST_TEST(
            (why([&](auto& o) { o.token_label = std::string(size, 'a'); }) == errc::bad_argument));
    }
    for (const std::size_t size : {0U, 201U}) {
        BOOST_TEST(
            (why([&](auto& o) { o.key_prefix = std::string(size, 'a'); }) == errc::bad_argument));
    }
    BOOST_TEST((why([](auto& o) { o.module = ""; }) == errc::bad_argument));
    BOOST_TEST((why([](auto& o) { o.module += std::string{"\0x", 2}; }) == errc::bad_argument));
}

BOOST_AUTO_TEST_CASE(of_two_tokens_with_one_label_none_is_taken)
{
    add("other");
    BOOST_TEST((error_of(open_pkcs11_keys(options())) == errc{}));
    add("office");
    BOOST_TEST((error_of(open_pkcs11_keys(options())) == errc::bad_argument));
}

BOOST_AUTO_TEST_CASE(offices_may_share_a_token)
{
    auto of_other = options();
    of_other.key_prefix = "acikkapi-epoch-1";
    const auto ours = open();
    const auto theirs = open_pkcs11_keys(of_other).value();
    BOOST_TEST(ours->make(1).has_value());
    BOOST_TEST(theirs->make(1).has_value());
    BOOST_TEST(theirs->make(2).has_value());
    BOOST_TEST((ours->epochs().value() == std::vector<std::uint64_t>{1}));
    const auto wrapped = theirs->wrap(1, "secret").value();
    BOOST_TEST((error_of(ours->unwrap(1, wrapped)) == errc::wrong_key));
    BOOST_TEST(ours->destroy(1).has_value());
    BOOST_TEST((theirs->epochs().value() == std::vector<std::uint64_t>{1, 2}));
    BOOST_TEST(theirs->unwrap(1, wrapped).value() == "secret");
}

BOOST_AUTO_TEST_CASE(the_longest_prefix_is_read_back)
{
    auto long_one = options();
    long_one.key_prefix = std::string(200, 'a');
    const auto keys = open_pkcs11_keys(long_one).value();
    BOOST_TEST(keys->make(~std::uint64_t{0}).has_value());
    BOOST_TEST((keys->epochs().value() == std::vector<std::uint64_t>{~std::uint64_t{0}}));
}

BOOST_AUTO_TEST_CASE(objects_that_are_no_keys_of_ours_are_left_alone)
{
    const auto keys = open();
    const bare_module module;
    const bare_session session{module};
    const std::array<std::string, 6> labels{
        "acikkapi-epoch-",
        "acikkapi-epoch-01",
        "acikkapi-epoch-1x",
        "acikkapi-epoch-18446744073709551616",
        "notes",
        "acikkapi-epoch-1" + std::string(300, '0')};
    for (const auto& label : labels) {
        session.make_key(label);
    }
    BOOST_TEST(keys->epochs().value().empty());
    BOOST_TEST(keys->make(1).has_value());
    BOOST_TEST(keys->destroy(1).has_value());
    for (const auto& label : labels) {
        BOOST_TEST(session.find(label).size() == 1U, label);
    }
}

BOOST_AUTO_TEST_CASE(a_key_that_was_given_the_label_of_another_epoch_opens_nothing_under_it)
{
    const auto keys = open();
    BOOST_TEST(keys->make(1).has_value());
    const auto wrapped = keys->wrap(1, "secret").value();
    const bare_module module;
    const bare_session session{module};
    session.relabel(session.find("acikkapi-epoch-1").at(0), "acikkapi-epoch-2");
    BOOST_TEST((keys->epochs().value() == std::vector<std::uint64_t>{2}));
    BOOST_TEST((error_of(keys->unwrap(1, wrapped)) == errc::missing_epoch));
    BOOST_TEST((error_of(keys->unwrap(2, wrapped)) == errc::wrong_key));
}

BOOST_AUTO_TEST_CASE(of_several_keys_of_one_epoch_none_is_picked_none_is_lost_and_all_are_destroyed)
{
    const auto keys = open();
    const bare_module module;
    const bare_session session{module};
    std::vector<std::string> wrapped;
    for (int i = 0; i < 3; ++i) {
        BOOST_TEST(keys->make(1).has_value());
        wrapped.push_back(keys->wrap(1, "secret").value());
        session.relabel(session.find("acikkapi-epoch-1").at(0), "parked");
    }
    for (const auto one : session.find("parked")) {
        session.relabel(one, "acikkapi-epoch-1");
    }
    BOOST_TEST((error_of(keys->wrap(1, "secret")) == errc::wrong_key));
    for (const auto& one : wrapped) {
        BOOST_TEST(keys->unwrap(1, one).value() == "secret");
    }
    BOOST_TEST((error_of(keys->unwrap(1, wrapped.front() + 'x')) == errc::wrong_key));
    BOOST_TEST((error_of(keys->make(1)) == errc::bad_argument));
    BOOST_TEST((keys->epochs().value() == std::vector<std::uint64_t>{1}));
    BOOST_TEST(keys->destroy(1).has_value());
    BOOST_TEST(session.find("acikkapi-epoch-1").empty());
}

// SoftHSM may show a process the others' keys late, in one of a hundred rounds; then two are made, and seen
// by whoever comes next.
BOOST_AUTO_TEST_CASE(of_processes_that_make_one_epoch_at_once_one_succeeds_or_it_is_seen)
{
    int rounds_with_several = 0;
    for (int round = 0; round < 10; ++round) {
        const auto said = race(*this);
        const auto count = [&](outcome which) {
            return static_cast<std::size_t>(std::count(said.begin(), said.end(), which));
        };
        BOOST_TEST(count(made) + count(refused) + count(failed) == said.size());
        const auto keys = open();
        const bare_module module;
        const bare_session session{module};
        const auto there = session.find("acikkapi-epoch-1").size();
        // SoftHSM also fails sometimes when three are at it: then the key is there or not.
        BOOST_TEST(there >= count(made));
        BOOST_TEST(there <= count(made) + count(failed));
        const auto why = error_of(keys->wrap(1, "secret"));
        const auto expected = there == 0   ? errc::missing_epoch
                              : there == 1 ? errc{}
                                           : errc::wrong_key;
        BOOST_TEST((why == expected), there);
        rounds_with_several += count(made) > 1 ? 1 : 0;
        BOOST_TEST(keys->destroy(1).has_value());
        BOOST_TEST(session.find("acikkapi-epoch-1").empty());
    }
    BOOST_TEST(rounds_with_several <= 3);
}

BOOST_AUTO_TEST_SUITE_END()
