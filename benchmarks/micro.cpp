// Where the time of a command goes: each ingredient by itself, as the engine uses it. Google Benchmark's options
// hold (`--benchmark_filter=seal`, `--benchmark_format=json`).
#include <acikkapi/detail/any_workflow.hpp>

#include "codec/record_codec.hpp"
#include "codec/snapshot_codec.hpp"
#include "engine/completion.hpp"
#include "journal/keys.hpp"
#include "journal/rocks_options.hpp"
#include "proof/frontier.hpp"
#include "vault/key_tree.hpp"
#include "vault/sealing.hpp"
#include "vault/secrets.hpp"
#include "views/open_lists.hpp"
#include "workload.hpp"

#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <filesystem>
#include <memory>
#include <random>
#include <unistd.h>
#include <utility>

namespace {

using namespace acikkapi;
using bench::step;

constexpr instant begin{std::chrono::seconds{1'760'000'000}};

/// An application at each of its stages, and the command that comes next.
struct stage {
    detail::erased state;
    bench::workload work{bench::fixed_seed, false};
    request<petition> wish;
    context about;
};

const detail::any_workflow& rules()
{
    static const detail::workflow_of<petition> all{petition{}};
    return all;
}

context about_of(const request<petition>& wish, version at)
{
    return {begin, stream_id{7}, at, 123'456'789, wish.from.by, wish.from.via, false};
}

stage stage_before(step what)
{
    stage out;
    out.state = rules().initial();
    version at = 0;
    for (const auto one : {step::submit, step::route, step::answer, step::notify}) {
        out.wish = out.work.wish(one, stream_id{7});
        out.about = about_of(out.wish, at);
        if (one == what) {
            return out;
        }
        const auto done = rules().decide(out.state.get(), &out.wish.wish, out.about).value();
        out.state = done.after;
        at += done.events.size();
    }
    return out;
}

record record_of(const stage& of)
{
    auto done = rules().decide(of.state.get(), &of.wish.wish, of.about).value();
    record out;
    out.stream = of.about.stream;
    out.version = of.about.at + 1;
    out.recorded_at = begin;
    out.by = of.wish.from.by;
    out.via = of.wish.from.via;
    out.on = of.wish.from.on;
    out.workflow = out.version == 1 ? rules().name_and_version() : std::string{};
    out.letters = std::move(done.letters.front());
    out.payload = std::move(done.events.front());
    return out;
}

void decide(benchmark::State& state, step what)
{
    const auto of = stage_before(what);
    for (auto _ : state) {
        benchmark::DoNotOptimize(rules().decide(of.state.get(), &of.wish.wish, of.about));
    }
}
BENCHMARK_CAPTURE(decide, submit, step::submit);
BENCHMARK_CAPTURE(decide, route, step::route);
BENCHMARK_CAPTURE(decide, answer, step::answer);
BENCHMARK_CAPTURE(decide, notify, step::notify);

void encode_record(benchmark::State& state)
{
    const auto one = record_of(stage_before(step::submit));
    for (auto _ : state) {
        benchmark::DoNotOptimize(codec::encode_record(one));
    }
}
BENCHMARK(encode_record);

void decode_record(benchmark::State& state)
{
    const auto row = codec::encode_record(record_of(stage_before(step::submit)));
    for (auto _ : state) {
        benchmark::DoNotOptimize(codec::decode_record(position{1}, row));
    }
}
BENCHMARK(decode_record);

void encode_state(benchmark::State& state)
{
    const auto of = stage_before(step::notify);
    for (auto _ : state) {
        benchmark::DoNotOptimize(rules().encode_state(of.state.get()));
    }
}
BENCHMARK(encode_state);

void fold(benchmark::State& state)
{
    const auto of = stage_before(step::answer);
    const auto one = record_of(of);
    for (auto _ : state) {
        benchmark::DoNotOptimize(rules().fold(of.state.get(), view_of(one.payload)));
    }
}
BENCHMARK(fold);

void index_and_difference(benchmark::State& state)
{
    const auto before = rules().index(stage_before(step::answer).state.get());
    const auto after = stage_before(step::notify);
    for (auto _ : state) {
        benchmark::DoNotOptimize(
            views_room::difference(stream_id{7}, &before, rules().index(after.state.get())));
    }
}
BENCHMARK(index_and_difference);

void first_timer(benchmark::State& state)
{
    const auto of = stage_before(step::answer);
    for (auto _ : state) {
        benchmark::DoNotOptimize(rules().next_due(of.state.get()));
    }
}
BENCHMARK(first_timer);

vault::secret_key a_secret()
{
    std::array<std::byte, vault::secret_key::size> bytes{};
    bytes.fill(std::byte{7});
    return vault::secret_key{bytes};
}

void seal(benchmark::State& state)
{
    const vault::sealing_key key{a_secret()};
    const std::string clear(static_cast<std::size_t>(state.range(0)), 'x');
    for (auto _ : state) {
        benchmark::DoNotOptimize(vault::seal(key, clear, "twenty-five bytes or so.."));
    }
}
BENCHMARK(seal)->Arg(40)->Arg(400);

void unseal(benchmark::State& state)
{
    const vault::sealing_key key{a_secret()};
    const auto sealed = vault::seal(key, std::string(400, 'x'), "here");
    for (auto _ : state) {
        benchmark::DoNotOptimize(vault::unseal(key, sealed, "here"));
    }
}
BENCHMARK(unseal);

void key_of_a_new_application(benchmark::State& state)
{
    const vault::key_tree tree{a_secret()};
    vault::key_tree::way on;
    std::uint64_t stream = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(vault::sealing_key{*tree.find(++stream << 10U, on)});
    }
}
BENCHMARK(key_of_a_new_application);

void number_of_a_new_application(benchmark::State& state)
{
    const vault::secrets secrets{bench::bench_key()};
    std::uint64_t stream = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(secrets.serial_of(stream_id{++stream}));
    }
}
BENCHMARK(number_of_a_new_application);

void leaf_and_tree(benchmark::State& state)
{
    const auto row = codec::encode_record(record_of(stage_before(step::submit)));
    proof::frontier tree;
    for (auto _ : state) {
        tree.append(leaf_hash(row));
    }
    benchmark::DoNotOptimize(tree.root());
}
BENCHMARK(leaf_and_tree);

/// A row among a hundred thousand of its family, the log and the disk left out.
void row_into_memory(benchmark::State& state)
{
    const auto directory =
        std::filesystem::temp_directory_path() / ("acikkapi-micro-" + std::to_string(::getpid()));
    const journal::rocks_options options{{}, true};
    std::vector<rocksdb::ColumnFamilyHandle*> families;
    rocksdb::DB* opened = nullptr;
    if (!rocksdb::DB::Open(options.store, directory.string(), options.families, &families, &opened)
             .ok()) {
        state.SkipWithError("no store could be made");
        return;
    }
    {
        const std::unique_ptr<rocksdb::DB> store{opened};
        rocksdb::WriteOptions without_log;
        without_log.disableWAL = true;
        std::mt19937_64 chance{bench::fixed_seed};
        constexpr std::size_t group = 256;
        const std::string value(220, 'x');
        while (state.KeepRunningBatch(group)) {
            std::vector<std::uint64_t> streams(group);
            std::generate(streams.begin(), streams.end(), [&] { return chance() % 100'000; });
            std::sort(streams.begin(), streams.end());
            rocksdb::WriteBatch batch;
            for (const auto one : streams) {
                batch.Put(families[2], journal::stream_key(stream_id{one}), value);
            }
            store->Write(without_log, &batch).PermitUncheckedError();
        }
        for (auto* one : families) {
            store->DestroyColumnFamilyHandle(one).PermitUncheckedError();
        }
    }
    std::filesystem::remove_all(directory);
}
BENCHMARK(row_into_memory);

void change_of_lists(benchmark::State& state)
{
    views_room::open_lists lists;
    std::mt19937_64 chance{bench::fixed_seed};
    const auto list = journal::closed_prefix("due", "");
    std::vector<views_room::change> all(100'000);
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i] = {stream_id{i}, {{list, static_cast<std::int64_t>(chance() >> 1U), true}}, {}};
    }
    lists.apply(all);
    std::size_t next = 0;
    for (auto _ : state) {
        auto& one = all[next++ % all.size()];
        one.lists.front().there = false;
        lists.apply({&one, 1});
        one.lists.front().there = true;
        one.lists.front().sort = static_cast<std::int64_t>(chance() >> 1U);
        lists.apply({&one, 1});
    }
}
BENCHMARK(change_of_lists);

void page_of_fifty(benchmark::State& state)
{
    views_room::open_lists lists;
    std::mt19937_64 chance{bench::fixed_seed};
    const auto list = journal::closed_prefix("due", "");
    std::vector<views_room::change> all(static_cast<std::size_t>(state.range(0)));
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i] = {stream_id{i}, {{list, static_cast<std::int64_t>(chance() >> 1U), true}}, {}};
    }
    lists.apply(all);
    for (auto _ : state) {
        const views_room::open_lists::place after{static_cast<std::int64_t>(chance() >> 1U), 0};
        benchmark::DoNotOptimize(lists.page("due", "", after, 50));
    }
}
BENCHMARK(page_of_fifty)->Arg(10'000)->Arg(1'000'000);

void completion(benchmark::State& state)
{
    asio::io_context handlers{1};
    std::size_t done = 0;
    for (auto _ : state) {
        detail::kernel::one_handler told{[&done](error_code, const receipt&) { ++done; }};
        engine_room::completion one{handlers.get_executor(), std::move(told)};
        one({}, {receipt{}});
        handlers.poll();
        handlers.restart();
    }
    benchmark::DoNotOptimize(done);
}
BENCHMARK(completion);

}  // namespace

BENCHMARK_MAIN();
