// Files are damaged while no engine has the store open. It may be refused, or read as if nothing
// had happened; a wrong answer without a word is the failure, and so is a touched file.
#include "crash/damage.hpp"

#include <algorithm>
#include <thread>

namespace crash {
namespace {

constexpr std::uint64_t kept_root = 256;

error_code read_lists(const engine<evened>& office, reading& out)
{
    constexpr std::size_t all = 1'000;
    const auto views = office.views();
    for (const bool ended : {false, true}) {
        auto page = views.list({"sum", "", ended, {}, all});
        if (!page) {
            return page.error();
        }
        out.by_sum[ended ? 1 : 0] = std::move(page->streams);
    }
    auto found = views.find_by("kind", "tally");
    if (!found) {
        return found.error();
    }
    out.tallies = *std::move(found);
    return {};
}

template <class Proof>
error_code note_proof(const result<Proof>& proof, reading& out)
{
    const auto none = proof ? error_code{} : proof.error();
    if (none && none != errc::not_covered && none != errc::beyond_head) {
        return none;
    }
    out.proofs.push_back(proof ? proof->str() : none.message());
    return {};
}

error_code read_proofs(const engine<evened>& office, reading& out)
{
    // Also on both sides of the first root that is kept.
    for (const auto at : {std::uint64_t{1}, std::uint64_t{20}, kept_root, kept_root + 1}) {
        if (const auto bad = note_proof(office.prove(position{at}), out)) {
            return bad;
        }
    }
    return note_proof(office.prove_growth(1), out);
}

/// Many records of few commands, so that the tree keeps a root and goes on behind it.
void go_beyond_kept_root(outside& world, boot& now)
{
    constexpr std::size_t events_each = 60;
    while (number_of(now.office().head()) < kept_root + events_each) {
        auto& one = world.invent();
        one.what.requests.front().wish.times = events_each;
        now.give(one);
    }
}

std::vector<result<std::vector<receipt>>>
give_again(engine<evened>& office, const std::vector<batch<evened>>& all)
{
    std::vector<result<std::vector<receipt>>> out;
    for (const auto& one : all) {
        out.push_back(office.submit_all(one));
    }
    return out;
}

/// The same answer, or an error that says what it is.
bool is_honest(const result<std::vector<receipt>>& sound, const result<std::vector<receipt>>& now)
{
    const auto same = [](const receipt& a, const receipt& b) {
        return a.stream == b.stream && a.version == b.version && a.first == b.first &&
               a.last == b.last && a.repeated == b.repeated;
    };
    if (now) {
        return sound && std::equal(now->begin(), now->end(), sound->begin(), sound->end(), same);
    }
    const bool refused = !sound && now.error() == sound.error();
    return refused || now.error() == condition::corrupt || now.error() == condition::unavailable;
}

bool keeps_its_word(engine<evened>& office, const victim& what)
{
    const auto now = give_again(office, what.given);
    return std::equal(what.answers.begin(), what.answers.end(), now.begin(), is_honest);
}

/// @param about  Of which streams; nothing for those of the journal.
result<reading> read(const engine<evened>& office, const reading* about)
{
    reading out;
    auto journal = read_all(office);
    if (!journal) {
        return journal.error();
    }
    out.journal = *std::move(journal);
    for (const auto& one : about != nullptr ? about->journal : out.journal) {
        if (one.stream == no_stream || out.streams.count(one.stream) > 0) {
            continue;
        }
        const auto found = office.views().find(one.stream);
        if (found) {
            out.streams[one.stream] = {found->version, found->state.sum};
        } else if (found.error() != errc::no_such_application) {
            return found.error();
        }
    }
    out.counted = office.views().statistics().value();
    if (const auto bad = read_lists(office, out)) {
        return bad;
    }
    if (const auto bad = read_proofs(office, out)) {
        return bad;
    }
    return out;
}

/// One change to one file. @return What was done to what.
std::string harm(files& bytes, std::mt19937_64& chance)
{
    std::map<std::string, std::vector<std::string>> kinds;
    for (const auto& [path, content] : bytes) {
        if (kind_of(path) != "LOCK" && !content.empty()) {
            kinds[kind_of(path)].push_back(path);
        }
    }
    const auto kind =
        std::next(kinds.begin(), static_cast<std::ptrdiff_t>(chance() % kinds.size()));
    const auto& path = kind->second[chance() % kind->second.size()];
    auto& content = bytes.at(path);
    switch (chance() % 8) {
    case 0: content.resize(chance() % content.size()); return kind->first + " cut";
    case 1: bytes.erase(path); return kind->first + " deleted";
    case 2: {
        // With one of its own kind, where there is another; else with any file.
        auto other = kind->second[chance() % kind->second.size()];
        if (other == path) {
            other = std::next(bytes.begin(), static_cast<std::ptrdiff_t>(chance() % bytes.size()))
                        ->first;
        }
        std::swap(content, bytes.at(other));
        return kind->first + " swapped";
    }
    default: {
        flip(content, chance() % (content.size() * 8));
        return kind->first + " bit flipped";
    }
    }
}

bool untouched(const files& before, const files& after)
{
    return std::all_of(before.begin(), before.end(), [&](const auto& one) {
        const auto found = after.find(one.first);
        return found != after.end() && found->second == one.second;
    });
}

}  // namespace

victim make_victim(std::uint64_t seed, length how_long)
{
    const bool closed = seed % 2 == 0;
    const auto disk = with_new_store();
    outside world{seed};
    for (int i = 0; i < 3; ++i) {
        boot one{world, *disk, false};
        one.work(6);
    }
    victim out;
    out.closed = closed;
    {
        boot last{world, *disk, false};
        if (how_long == length::with_kept_roots) {
            go_beyond_kept_root(world, last);
        }
        last.work(6);
        static_cast<void>(last.office().sign_checkpoint().value());
        last.work(6);
        // The mark of the last group follows a moment later, on a machine with much to do much later.
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
        if (!closed) {
            out.bytes = disk->after_stop(tail::kept, seed)->contents();
        }
    }
    if (closed) {
        out.bytes = disk->contents();
    }
    std::erase_if(out.bytes, [](const auto& one) {
        return !one.first.starts_with(std::string{store_directory} + "/");  // Copies.
    });
    const auto sound = faulty_files::with(out.bytes);
    boot again{world, *sound, false};
    out.sound = read(again.office(), nullptr).value();
    for (const auto& one : world.commands) {
        if (one.what.key) {
            out.given.push_back(one.what);
        }
    }
    out.answers = give_again(again.office(), out.given);
    return out;
}

std::string kind_of(const std::string& path)
{
    const auto name = path.substr(path.rfind('/') + 1);
    for (const char* prefix : {"MANIFEST", "OPTIONS", "CURRENT", "IDENTITY", "LOCK"}) {
        if (name.starts_with(prefix)) {
            return prefix;
        }
    }
    return name.ends_with(".log") ? "WAL" : name.ends_with(".sst") ? "SST" : "own";
}

void flip(std::string& content, std::size_t bit)
{
    auto& byte = content[bit / 8];
    byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << (bit % 8)));
}

void try_damaged(
    findings& out,
    const victim& what,
    const files& damaged,
    const std::string& done,
    const std::string& where)
{
    const auto name = (what.closed ? "closed " : "crashed ") + done;
    const auto full = where + " (" + name + ")";
    out.begin(full);
    const auto disk = faulty_files::with(damaged);
    disk->refuse_options();
    outside world{1};
    boot now{world, *disk, false};
    if (now.error()) {
        const bool whole = untouched(damaged, disk->contents());
        out.count(name + ": refused");
        if (!whole) {
            out.count(name + ": refused, and files touched");
            out.fail(full, "refused, and a file was changed or deleted");
        }
        return;
    }
    const auto found = read(now.office(), &what.sound);
    if (!found) {
        out.count(name + ": error on reading");
    } else if (*found != what.sound) {
        out.count(name + ": silent");
        out.fail(
            full,
            "a wrong answer without a word: " + std::to_string(found->journal.size()) + " of " +
                std::to_string(what.sound.journal.size()) + " records");
    } else if (!keeps_its_word(now.office(), what)) {
        out.count(name + ": silent under a key");
        out.fail(full, "another answer under a key without a word");
    } else {
        out.count(name + ": harmless");
    }
}

findings try_damage(const settings& how)
{
    findings out{"damage", how};
    std::vector<victim> victims;
    for (std::uint64_t i = 0; i < 8; ++i) {
        victims.push_back(
            make_victim(how.seed + i, i < 6 ? length::some_records : length::with_kept_roots));
    }
    for (;;) {
        const auto seed = how.at > 0 ? how.at : 1 + how.common->taken++;
        const auto& one = victims[seed % victims.size()];
        std::mt19937_64 chance{seed};
        auto bytes = one.bytes;
        const auto done = harm(bytes, chance);
        try_damaged(out, one, bytes, done, "--at " + std::to_string(seed));
        if (!out.next() || how.at > 0) {
            return out;
        }
    }
}

}  // namespace crash
