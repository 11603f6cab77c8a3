#include "journal/rocks_options.hpp"
#include "row_templates.hpp"

#include <boost/asio/thread_pool.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <utility>

namespace bench {
namespace {

using namespace acikkapi;

constexpr std::size_t sample_count = 8;

using all_rows = std::map<std::pair<family, std::string>, std::string>;

result<stream_id> submit_one(const std::string& directory, bool sealed, request<petition> wish)
{
    const auto persons = keys_for(directory, sealed);
    if (!persons) {
        return persons.error();
    }
    asio::thread_pool threads{1};
    system_clock time;
    engine_options options;
    options.directory = directory;
    options.create = true;
    options.key = bench_key();
    options.vault = *persons ? (*persons)->options() : vault_options{};
    options.executor = threads.get_executor();
    options.blocking = threads.get_executor();
    options.clock = &time;
    auto desk = engine<petition>::open(std::move(options));
    if (!desk) {
        return desk.error();
    }
    const auto done = desk->submit(std::move(wish));
    if (!done) {
        return done.error();
    }
    return done->stream;
}

result<all_rows> read_all(const std::string& directory)
{
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* opened = nullptr;
    const journal::rocks_options options{{}, false};
    const auto status =
        rocksdb::DB::OpenForReadOnly(options.store, directory, options.families, &handles, &opened);
    if (!status.ok()) {
        return errc::io_error;
    }
    const std::unique_ptr<rocksdb::DB> store{opened};
    all_rows out;
    for (std::size_t i = 0; i < handles.size(); ++i) {
        const std::unique_ptr<rocksdb::Iterator> at{store->NewIterator({}, handles[i])};
        for (at->SeekToFirst(); at->Valid(); at->Next()) {
            out[{static_cast<family>(i), at->key().ToString()}] = at->value().ToString();
        }
    }
    for (auto* handle : handles) {
        store->DestroyColumnFamilyHandle(handle);
    }
    return out;
}

void add_row(step_rows& out, template_row row)
{
    switch (row.in) {
    case family::unused:
    case family::meta: break;
    case family::event: out.events.push_back(std::move(row.value)); break;
    case family::counter: out.counters.push_back(std::move(row.key)); break;
    default: out.rows.push_back(std::move(row)); break;
    }
}

step_rows difference(const all_rows& before, const all_rows& after)
{
    step_rows out;
    for (const auto& [place, value] : before) {
        if (!after.contains(place)) {
            add_row(out, {place.first, place.second, {}, true});
        }
    }
    for (const auto& [place, value] : after) {
        const auto known = before.find(place);
        if (known == before.end() || known->second != value) {
            add_row(out, {place.first, place.second, value, false});
        }
    }
    return out;
}

}  // namespace

result<std::vector<application_rows>>
measure_rows(const std::string& directory, bool keys, bool sealed)
{
    workload work{fixed_seed, keys};
    std::vector<application_rows> out(sample_count);
    all_rows before;
    for (auto& application : out) {
        stream_id stream = no_stream;
        for (std::size_t i = 0; i < step_count; ++i) {
            const auto done =
                submit_one(directory, sealed, work.wish(static_cast<step>(i), stream));
            if (!done) {
                return done.error();
            }
            stream = *done;
            auto now = read_all(directory);
            if (!now) {
                return now.error();
            }
            application[i] = difference(before, *now);
            before = *std::move(now);
        }
    }
    return out;
}

result<std::vector<application_rows>> sample_rows(const run_options& how)
{
    const auto samples = (std::filesystem::path{how.directory} / "samples").string();
    std::error_code error;
    std::filesystem::create_directories(how.directory, error);
    if (error) {
        return error_code{errc::io_error};
    }
    auto out = measure_rows(samples, how.keys, how.sealed);
    std::filesystem::remove_all(samples, error);
    std::filesystem::remove_all(samples + ".keys", error);
    return out;
}

}  // namespace bench
