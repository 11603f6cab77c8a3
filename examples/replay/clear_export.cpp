// An export that hides nobody is on record before it is made.
#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "replay/commands.hpp"
#include "replay/store.hpp"
#include "support/beside.hpp"
#include "support/key_file.hpp"
#include "support/progress.hpp"

#include <boost/asio/thread_pool.hpp>

#include <fstream>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace tools {
namespace {

using namespace acikkapi;

result<origin> origin_of(const replay_options& how)
{
    const auto by = actor::parse(how.by);
    const auto on = authority::parse(how.on);
    if (!by || !on) {
        return by ? on.error() : by.error();
    }
    origin out;
    out.by = *by;
    out.on = *on;
    out.via = channel::parse("export").value();
    return out;
}

/// Under which name the store signs: what is done here is signed in its name, if at all.
std::string log_name_of(const std::string& store)
{
    std::ifstream in{store + "/checkpoint.pub"};
    std::string line;
    std::getline(in, line);
    const auto key = verifier_key::parse(line);
    return key ? key->name.substr(0, key->name.find("/restored-")) : engine_options{}.log_name;
}

/// The applications are what begins in the journal.
std::vector<stream_id> begun_in(const std::vector<record>& records, position last)
{
    std::vector<stream_id> out;
    for (const auto& one : records) {
        if (one.kind == record_kind::fact && one.version == 1 && one.at <= last) {
            out.push_back(one.stream);
        }
    }
    return out;
}

result<void> disclose_all(engine<petition>& desk, const origin& from, const std::string& reason)
{
    constexpr std::size_t at_once = 1'000;
    const auto last = desk.head();
    progress shown{"putting on record", number_of(last)};
    auto feed = desk.feed();
    error_code bad;
    while (!bad && feed.after() < last) {
        const auto records = feed.next(at_once);
        if (!records) {
            return records.error();
        }
        for (const auto stream : begun_in(*records, last)) {
            bad = bad ? bad : desk.disclose(stream, from, reason).error();
        }
        shown.at(number_of(feed.after()));
    }
    return bad ? result<void>{bad} : result<void>{};
}

}  // namespace

int put_export_on_record(const replay_options& how)
{
    const auto from = origin_of(how);
    if (!from) {
        return complain(from.error().message(), wrong_usage);
    }
    const auto key = read_key_file(beside(how.directory, ".key"), false);
    auto persons = read_person_keys(beside(how.directory, ".keys"), false);
    if (!key || !persons) {
        return complain(
            how.directory + ": an export in clear needs the keys: " +
                (key ? persons.error() : key.error()).message(),
            cannot_read);
    }
    boost::asio::thread_pool threads{1};
    system_clock now;
    engine_options options;
    options.directory = how.directory;
    options.log_name = log_name_of(how.directory);
    options.key = *key;
    if (*persons) {
        options.vault = (*persons)->options();
    }
    options.executor = threads.get_executor();
    options.blocking = threads.get_executor();
    options.clock = &now;
    options.random = [] { return std::random_device{}(); };
    options.log = print_diagnostic;
    auto desk = engine<petition>::open(std::move(options));
    if (!desk) {
        return complain(advice(how.directory, desk.error()), cannot_read);
    }
    const auto done = disclose_all(*desk, *from, how.reason);
    return done ? fine : complain(how.directory + ": " + done.error().message(), cannot_read);
}

}  // namespace tools
