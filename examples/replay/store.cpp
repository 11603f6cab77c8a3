#include "replay/store.hpp"
#include "support/beside.hpp"
#include "support/key_file.hpp"

#include <filesystem>
#include <iostream>
#include <string_view>
#include <vector>

namespace tools {

using namespace acikkapi;

void print_diagnostic(std::string_view line)
{
    std::cerr << "acikkapi-replay: " << line << '\n';
}

bool has_person_keys(const std::string& directory)
{
    std::error_code ignored;
    return std::filesystem::exists(beside(directory, ".keys"), ignored);
}

result<petition_audit> open_store(const std::string& directory)
{
    audit_options options;
    options.directory = directory;
    options.log = print_diagnostic;
    std::error_code ignored;
    if (std::filesystem::exists(beside(directory, ".key"), ignored)) {
        const auto key = read_key_file(beside(directory, ".key"), false);
        if (!key) {
            return key.error();
        }
        options.key = *key;
    }
    auto persons = read_person_keys(beside(directory, ".keys"), false);
    if (!persons) {
        return persons.error();
    }
    if (*persons) {
        // Until the program ends: it looks at a store or two.
        static std::vector<person_keys> in_use;
        options.vault = in_use.emplace_back(**std::move(persons)).options();
    }
    return petition_audit::open(options);
}

result<petition_audit> open_backup(const std::string& directory, std::uint32_t number)
{
    audit_options options;
    options.directory = directory;
    options.backup = number;
    options.log = print_diagnostic;
    return petition_audit::open(options);
}

std::string advice(const std::string& directory, error_code why)
{
    std::string out = directory + ": " + why.message();
    if (why == errc::busy) {
        out += " (stop the host, or let it make a copy or a backup: a store that is written is "
               "never read)";
    } else if (why == errc::wrong_key) {
        out += " (the key is the file " + beside(directory, ".key") + ", those of persons lie in " +
               beside(directory, ".keys") + ")";
    }
    return out;
}

namespace {

result<stream_id> search(const petition_audit& store, const application_number& number)
{
    stream_id found = no_stream;
    const auto read = store.replay([&](const replayed<petition>& step) {
        if (step.after.number == number) {
            found = step.what.stream;
        }
        return found == no_stream;
    });
    if (!read) {
        return read.error();
    }
    if (found == no_stream) {
        return errc::no_such_application;
    }
    return found;
}

}  // namespace

result<stream_id> find_application(const petition_audit& store, const std::string& number)
{
    const auto wanted = application_number::parse(number);
    if (!wanted) {
        return wanted.error();
    }
    const auto stream = store.stream_of(wanted->serial());
    if (!stream) {
        return stream.error() == errc::wrong_key ? search(store, *wanted) : stream;
    }
    const auto views = store.views();
    if (!views) {
        return views.error();
    }
    const auto there = views->find(*stream);
    if (!there) {
        return there.error();
    }
    // A number with the serial of one application and the year or province of none.
    if (there->state.number != *wanted) {
        return errc::no_such_application;
    }
    return stream;
}

}  // namespace tools
