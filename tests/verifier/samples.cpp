// Makes what the independent verifier is to judge: a journal with checkpoints, proofs of its records,
// and the same with something changed. usage: verifier_samples DIRECTORY
#include "codec/record_codec.hpp"
#include "journal/journal.hpp"
#include "journal/nodes.hpp"
#include "proof/lines.hpp"
#include "support/ask.hpp"
#include "support/tally.hpp"
#include "vault/signing.hpp"

#include <boost/json.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>

namespace {

using namespace support;
namespace json = boost::json;
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

std::string lines_of(const std::vector<digest>& hashes)
{
    std::string out;
    for (const auto& one : hashes) {
        out += proof::to_text(one) + "\n";
    }
    return out;
}

json::object part_of_bundle(const journal::journal& store, const record_proof& proof)
{
    json::array path;
    for (const auto& one : proof.path) {
        path.emplace_back(proof::to_text(one));
    }
    const auto record = store.event(position{proof.index + 1}).value();
    return {
        {"index", proof.index}, {"record", vault::to_base64(record)}, {"path", std::move(path)}};
}

void make(const fs::path& into)
{
    fs::remove_all(into);
    fs::create_directories(into);
    host h;
    auto options = h.options();
    options.log_name = "register.example.org/2026";
    std::vector<record_proof> proofs;
    std::string older;
    std::string newer;
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
        newer = e.sign_checkpoint().value();
        for (std::uint64_t at = 1; at <= number_of(e.head()); ++at) {
            proofs.push_back(e.prove(position{at}).value());
        }
    }
    write(into / "older.note", older);
    write(into / "newer.note", newer);
    const auto store = journal::open({h.where.str(), false, true, nullptr, {}}).value();
    const journal::journal_nodes nodes{*store};
    const auto old_tree = checkpoint::parse(signed_note::parse(older).value().text).value().tree;
    const auto size = number_of(store->head());
    write(
        into / "consistency",
        lines_of(proof::tree{nodes}.consistency(old_tree.size, size).value()));
    write(into / "one.tlog-proof", proofs[16].str());
    write(into / "one.record", store->event(position{17}).value());
    json::object bundle{{"format", "acikkapi-bundle/1"}, {"number", "2"}, {"checkpoint", newer}};
    json::array records;
    for (const auto& proof : proofs) {
        const auto at = position{proof.index + 1};
        const auto kept = codec::decode_record(at, store->event(at).value()).value();
        if (kept.stream == stream_id{2}) {
            records.push_back(part_of_bundle(*store, proof));
        }
    }
    bundle["records"] = std::move(records);
    write(into / "bundle.json", json::serialize(bundle));
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
