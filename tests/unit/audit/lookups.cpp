// By what an application is found is written once a command, for the state that the command ends
// with. The tally is found by its sum: a command of several events passes over some.
#include "journal/keys.hpp"
#include "unit/audit/stores.hpp"
#include "vault/secrets.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(audit_lookups)

using namespace support;

namespace {

using desk_of = engine<tally>;

std::string found_in(const host& where, bool with_key = true)
{
    audit_options options;
    options.directory = where.where.str();
    if (with_key) {
        options.key = key_of_store();
    }
    const auto report = audit<tally>::open(options).value().verify().value();
    return report.first_divergence ? report.first_divergence->what : "";
}

/// The first application is found by this sum, or is not any more.
void change_row(const host& where, const std::string& sum, bool there)
{
    const auto hash = vault::secrets{key_of_store()}.lookup_hash("sum", sum);
    tamper(
        where,
        {{},
         {},
         {{journal::table::lookup,
           hash + journal::stream_key(stream_id{1}),
           there ? std::optional{std::string{}} : std::nullopt}}});
}

/// A store in which one command makes the sums 1, 2 and 3.
void add_thrice(host& where)
{
    auto desk = desk_of::open(where.options()).value();
    static_cast<void>(desk.submit({{1, 3}, officer(), no_stream, {}, {}}).value());
}

/// A store in which two commands make the sums 1 and 2.
void add_twice(host& where, std::chrono::seconds between, std::optional<std::string> key = {})
{
    auto desk = desk_of::open(where.options()).value();
    const auto stream = desk.submit(adding(1)).value().stream;
    where.time.set(where.time.now() + between);
    static_cast<void>(desk.submit(adding(1, stream, std::move(key))).value());
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_was_so_in_the_middle_of_a_command_need_not_be_found)
{
    host h;
    add_thrice(h);
    for (const bool with_key : {true, false}) {
        BOOST_TEST(found_in(h, with_key) == "");
    }
}

BOOST_AUTO_TEST_CASE(what_was_so_in_the_middle_of_a_batch_need_not_be_found)
{
    for (const auto& key : {std::optional<std::string>{}, {"both"}}) {
        host h;
        {
            auto desk = desk_of::open(h.options()).value();
            const auto stream = desk.submit(adding(1)).value().stream;
            h.time.set(h.time.now() + std::chrono::seconds{1});
            batch<tally> both;
            both.key = key;
            both.requests = {adding(2, stream), adding(3, stream)};
            static_cast<void>(desk.submit_all(std::move(both)).value());
        }
        BOOST_TEST(found_in(h) == "");
    }
}

// Only one command of the batch needs two persons, and says which proposal it confirms.
BOOST_AUTO_TEST_CASE(nor_what_was_so_in_a_batch_of_which_a_part_was_confirmed)
{
    host h;
    {
        auto desk = desk_of::open(h.options()).value();
        const auto stream = desk.submit(adding(1)).value().stream;
        auto other = officer();
        other.by = actor::parse("officer:34/2").value();
        const auto proposed = desk.propose(stream, other, "change", "it is due").value().first;
        h.time.set(h.time.now() + std::chrono::seconds{1});
        batch<tally> both;
        both.requests = {adding(2, stream), adding(3, stream)};
        both.requests.back().from.confirms = proposed;
        static_cast<void>(desk.submit_all(std::move(both)).value());
    }
    BOOST_TEST(found_in(h) == "");
}

BOOST_AUTO_TEST_CASE(what_was_so_in_the_middle_of_a_command_may_be_found)
{
    host h;
    add_thrice(h);
    change_row(h, "1", true);
    for (const bool with_key : {true, false}) {
        BOOST_TEST(found_in(h, with_key) == "");
    }
}

BOOST_AUTO_TEST_CASE(what_was_never_so_must_not_be_found)
{
    host h;
    add_thrice(h);
    change_row(h, "4", true);
    BOOST_TEST(found_in(h).starts_with("something is found by what it should not be"));
}

BOOST_AUTO_TEST_CASE(what_a_command_ended_with_must_be_found)
{
    host h;
    add_thrice(h);
    change_row(h, "3", false);
    BOOST_TEST(found_in(h).starts_with("the application cannot be found by what it should be"));
    BOOST_TEST(found_in(h, false) != "");
}

BOOST_AUTO_TEST_CASE(what_an_earlier_command_ended_with_must_be_found)
{
    for (const auto& key : {std::optional<std::string>{}, {"second"}}) {
        host h;
        // Either tells that the second event is of another command: the time, or the key.
        add_twice(h, std::chrono::seconds{key ? 0 : 1}, key);
        BOOST_TEST(found_in(h) == "");
        change_row(h, "1", false);
        for (const bool with_key : {true, false}) {
            BOOST_TEST(found_in(h, with_key) != "", with_key);
        }
    }
}

// Nothing on record tells two commands without keys of one microsecond from one command.
BOOST_AUTO_TEST_CASE(
    of_commands_that_cannot_be_told_apart_only_what_the_last_ended_with_must_be_found)
{
    host h;
    add_twice(h, std::chrono::seconds{0});
    BOOST_TEST(found_in(h) == "");
    change_row(h, "1", false);
    BOOST_TEST(found_in(h) == "");
    change_row(h, "2", false);
    BOOST_TEST(found_in(h) != "");
}

BOOST_AUTO_TEST_CASE(a_refusal_ends_what_was_before_it)
{
    host h;
    {
        auto desk = desk_of::open(h.options()).value();
        const auto stream = desk.submit(adding(1)).value().stream;
        static_cast<void>(desk.submit(adding(-1, stream, "refused")).error());
        static_cast<void>(desk.submit(adding(1, stream)).value());
    }
    BOOST_TEST(found_in(h) == "");
    change_row(h, "1", false);
    BOOST_TEST(found_in(h) != "");
}

BOOST_AUTO_TEST_SUITE_END()
