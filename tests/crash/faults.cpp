// One operation of the disk fails; the engine tells the truth about it, goes on answering
// questions, and is whole again when the disk is.
#include "crash/check.hpp"
#include "crash/trials.hpp"

#include <thread>

namespace crash {
namespace {

constexpr std::array kinds{
    fault::io_error,
    fault::read_error,
    fault::no_space,
    fault::short_write,
    fault::lying_sync,
    fault::failing_sync};

constexpr const char* written_on = "no space, and written on";
constexpr const char* stopped_coming_back = "no space, and stopped while it came back";

/// There is space again, and the engine finds it by itself: writing goes on in the same boot. At
/// times the machine stops while it does.
std::string resume(findings& out, outside& world, faulty_files& disk, boot& now)
{
    constexpr std::chrono::seconds longest{10};
    disk.heal();
    if (world.chance() % 2 == 0) {
        disk.arm({fault::stop, disk.changes() + 1 + world.chance() % 80});
    }
    const auto began = std::chrono::steady_clock::now();
    for (;;) {
        auto& one = world.invent();
        now.give(one);
        if (disk.struck()) {
            out.count(stopped_coming_back);
            return {};
        }
        if (one.how == answer::done || one.how == answer::refused) {
            out.count(written_on);
            now.work(8);
            const auto ended = now.stop();
            return ended && !disk.struck() ? "no space, and the hands ended: " + ended.message()
                                           : std::string{};
        }
        if (one.error != errc::disk_full && one.error != errc::outcome_unknown) {
            return "no space, and then: " + one.error.message();
        }
        if (std::chrono::steady_clock::now() - began > longest) {
            return "there is space for ten seconds, and still: " + one.error.message();
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
}

/// Two boots; in each, questions are answered whatever has become of the disk.
std::string live(findings& out, outside& world, faulty_files& disk, std::uint64_t seed, fault what)
{
    for (int i = 0; i < 2; ++i) {
        boot now{world, disk, false};
        if (now.error()) {
            // An honest error is all that is asked for; the next boot may go well.
            if (!disk.struck()) {
                return "not opened, and nothing failed: " + now.error().message();
            }
            continue;
        }
        if (seed % 3 != 0) {
            now.start_hands();
        }
        now.work(8);
        auto wrong = now.ask_all();
        if (!wrong.empty()) {
            wrong = now.ask_all();  // One operation fails, which may have been of the question.
        }
        if (!wrong.empty()) {
            return "no answer although the disk can be read: " + wrong;
        }
        if (what == fault::no_space && disk.struck()) {
            return resume(out, world, disk, now);
        }
    }
    return {};
}

/// A disk, and what was said of the store on it.
struct scene {
    std::unique_ptr<faulty_files> disk = with_new_store();
    outside world;

    explicit scene(std::uint64_t seed) : world(seed) {}
    scene(const scene& other) : disk(faulty_files::with(other.disk->contents())), world(other.world)
    {}
};

/// The tables of three boots, which those of the next are merged with: else no fault would meet that.
const scene& worn()
{
    static const scene out = [] {
        scene made{0};
        for (int i = 0; i < 3; ++i) {
            boot now{made.world, *made.disk, false};
            now.start_hands();
            now.work(8);
        }
        return made;
    }();
    return out;
}

/// One life in four goes on from there.
scene begin(std::uint64_t seed)
{
    if (seed % 4 != 0) {
        return scene{seed};
    }
    scene out{worn()};
    out.world.chance.seed(seed);
    return out;
}

struct lengths {
    std::uint64_t changes = 0;
    std::uint64_t reads = 0;
};

lengths length_of(std::uint64_t seed)
{
    auto sound = begin(seed);
    findings unused{"length", {}};
    static_cast<void>(live(unused, sound.world, *sound.disk, seed, fault::none));
    return {sound.disk->changes(), sound.disk->reads()};
}

/// The power fails after the fault, or after the boot that healed it.
void try_cut(
    findings& out,
    const std::string& where,
    outside& world,
    const faulty_files& disk,
    fault what,
    tail rest = tail::dropped)
{
    const auto left = disk.after_stop(rest, 1);
    left->refuse_options();
    error_code refused;
    auto wrong = check_store(world, *left, refused);
    if (what == fault::lying_sync) {
        // No promise holds on a disk that lies; how it ends is worth knowing.
        out.count(
            refused         ? "lying disk: refused"
            : wrong.empty() ? "lying disk: complete"
                            : "lying disk: silent");
        return;
    }
    if (refused) {
        wrong = "the store is refused: " + refused.message();
    }
    if (!wrong.empty()) {
        out.fail(where, "power cut, tail " + std::string{name_of(rest)} + ", " + wrong);
    }
}

/// @return Whether there are more to come.
bool try_fault(findings& out, std::uint64_t seed, plan what)
{
    const auto where = "--seed " + std::to_string(seed) + " --at " + std::to_string(what.at) +
                       " (" + std::string{name_of(what.what)} + ")";
    out.begin(where);
    auto now = begin(seed);
    auto& disk = now.disk;
    auto& world = now.world;
    disk->arm(what);
    auto wrong = live(out, world, *disk, seed, what.what);
    if (disk->stopped()) {
        for (const auto rest : tails) {
            outside other{world};
            try_cut(out, where, other, *disk, what.what, rest);
        }
        return out.next();
    }
    if (!disk->ever_struck() && wrong.empty()) {
        return out.miss("missed " + std::string{name_of(what.what)});
    }
    out.count(std::string{name_of(what.what)});
    disk->heal();
    disk->refuse_options();
    {
        outside other{world};
        try_cut(out, where, other, *disk, what.what);
    }
    if (wrong.empty()) {
        error_code refused;
        wrong = check_store(world, *disk, refused);
        if (refused) {
            wrong = "healed, and the store is refused: " + refused.message();
        }
    }
    if (!wrong.empty()) {
        out.fail(where, wrong);
    } else if (what.what != fault::lying_sync) {
        try_cut(out, where, world, *disk, what.what);
    }
    return out.next();
}

}  // namespace

findings try_faults(const settings& how)
{
    findings out{"faults", how};
    if (how.at == 0) {
        for (const auto what : kinds) {
            out.wants(std::string{name_of(what)});
        }
        out.wants(written_on);
        out.wants(stopped_coming_back);
    }
    for (auto seed = how.next_seed();; seed = how.next_seed()) {
        constexpr std::uint64_t stride = 7;  // Other places with every seed; all of them in time.
        const auto length = length_of(seed);
        for (const auto what : kinds) {
            const auto end = what == fault::read_error ? length.reads : length.changes;
            for (auto at = how.at > 0 ? how.at : 1 + seed % stride; at <= end; at += stride) {
                if (!try_fault(out, seed, {what, at})) {
                    return out;
                }
                if (how.at > 0) {
                    break;
                }
            }
        }
        if (how.at > 0) {
            return out;
        }
    }
}

}  // namespace crash
