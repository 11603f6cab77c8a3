// Makes what the independent verifier is to judge: a journal with checkpoints, proofs of its records,
// and the same with something changed. usage: verifier_samples DIRECTORY
#include "journal/journal.hpp"
#include "support/ask.hpp"
#include "support/tally.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>

namespace {

using namespace support;
namespace fs = std::filesystem;

constexpr std::uint64_t older_size = 20;

void write(const fs::path& file, std::string_view bytes)
{
    std::ofstream out{file, std::ios::binary};
    out << bytes;
    if (!out) {
        throw std::runtime_error{"cannot write " + file.string()};
    }
}

engine_options options_of(host& h, const std::string& store)
{
    auto out = h.options();
    out.directory = h.where.str(store);
    out.log_name = "register.example.org/2026";
    return out;
}

/// Three applications in turn, and what was refused under a key, which is a record too.
/// @return A checkpoint over the beginning.
std::string fill(engine<tally>& e)
{
    std::string older;
    for (std::int64_t i = 0; i < 13; ++i) {
        for (std::uint64_t stream = 1; stream <= 3; ++stream) {
            const auto to = i == 0 ? no_stream : stream_id{stream};
            e.submit(adding(1, to)).value();
        }
        if (e.head() >= position{older_size} && older.empty()) {
            older = e.sign_checkpoint().value();
        }
    }
    static_cast<void>(e.submit(adding(-1, stream_id{2}, "refused")));
    e.submit(adding(2, stream_id{2})).value();
    return older;
}

/// Two who never became applicants, one behind the other: of no application, both of version 0.
void refuse_two(engine<tally>& e)
{
    for (const char* key : {"nobody", "nobody else"}) {
        static_cast<void>(e.submit(adding(-1, no_stream, key)));
    }
}

/// Records by their places, with their proofs.
void write_records(const fs::path& into, const std::map<std::string, position>& places, host& h)
{
    {
        const auto e = engine<tally>::open(options_of(h, "store")).value();
        for (const auto& [name, at] : places) {
            write(into / (name + ".tlog-proof"), e.prove(at).value().str());
        }
    }
    const auto store = journal::open({h.where.str(), false, true, nullptr, {}}).value();
    for (const auto& [name, at] : places) {
        write(into / (name + ".record"), store->event(at).value());
    }
}

/// What a journal that goes on from a backup says of itself, under a key of its own.
void write_restored(const fs::path& into, std::uint64_t from, host& h)
{
    static_cast<void>(
        restore_backup(h.where.str("backups"), h.where.str("restored"), h.time.now()).value());
    auto e = engine<tally>::open(options_of(h, "restored")).value();
    e.submit(adding(3, stream_id{1})).value();
    static_cast<void>(e.sign_checkpoint().value());
    write(into / "restored.pub", e.log_key().str() + "\n");
    write(into / "restored.growth", e.prove_growth(from).value().str());
}

void make(const fs::path& into)
{
    fs::remove_all(into);
    fs::create_directories(into);
    host h;
    std::map<std::string, position> places{{"one", position{17}}};
    std::uint64_t from = 0;
    {
        auto e = engine<tally>::open(options_of(h, "store")).value();
        const auto older = fill(e);
        refuse_two(e);
        places["nobody"] = position{number_of(e.head()) - 1};
        places["nobody_else"] = e.head();
        from = open_checkpoint(older, e.log_key()).value().tree.size;
        write(into / "log.pub", e.log_key().str() + "\n");
        write(into / "older.note", older);
        write(into / "newer.note", e.sign_checkpoint().value());
        write(into / "newer.growth", e.prove_growth(from).value().str());
        write(into / "two.bundle", e.prove_all(stream_id{2}, "2").value().str());
        static_cast<void>(e.backup(h.where.str("backups")).value());
    }
    write_records(into, places, h);
    write_restored(into, from, h);
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "usage: verifier_samples DIRECTORY\n";
        return 2;
    }
    make(argv[1]);
    return 0;
}
