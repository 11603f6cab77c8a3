// Makes what the independent verifier is to judge: a journal with checkpoints, proofs of its records,
// and the same with something changed. usage: verifier_samples DIRECTORY
#include "journal/journal.hpp"
#include "support/ask.hpp"
#include "support/tally.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>

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

void make(const fs::path& into)
{
    fs::remove_all(into);
    fs::create_directories(into);
    host h;
    auto options = h.options();
    options.log_name = "register.example.org/2026";
    std::string older;
    {
        auto e = engine<tally>::open(options).value();
        write(into / "log.pub", e.log_key().str() + "\n");
        // Three applications in turn; a refusal with a key is a record too.
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
        write(into / "older.note", older);
        write(into / "newer.note", e.sign_checkpoint().value());
        const auto from = open_checkpoint(older, e.log_key()).value().tree.size;
        write(into / "newer.growth", e.prove_growth(from).value().str());
        write(into / "one.tlog-proof", e.prove(position{17}).value().str());
        write(into / "two.bundle", e.prove_all(stream_id{2}, "2").value().str());
    }
    const auto store = journal::open({h.where.str(), false, true, nullptr, {}}).value();
    write(into / "one.record", store->event(position{17}).value());
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
