// One operation of the disk fails; the engine tells the truth about it, goes on answering
// questions, and is whole again when the disk is.
#include "crash/check.hpp"
#include "crash/trials.hpp"

namespace crash {
namespace {

constexpr std::array kinds{
    fault::io_error,
    fault::read_error,
    fault::no_space,
    fault::short_write,
    fault::lying_sync,
    fault::failing_sync};

/// Two boots; in each, questions are answered whatever has become of the disk.
std::string live(outside& world, faulty_files& disk, std::uint64_t seed)
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
    }
    return {};
}

struct lengths {
    std::uint64_t changes = 0;
    std::uint64_t reads = 0;
};

lengths length_of(std::uint64_t seed)
{
    const auto disk = with_new_store();
    outside world{seed};
    static_cast<void>(live(world, *disk, seed));
    return {disk->changes(), disk->reads()};
}

/// The power fails after the fault, or after the boot that healed it.
void try_cut(
    findings& out, const std::string& where, outside& world, const faulty_files& disk, fault what)
{
    const auto left = disk.after_stop(tail::dropped, 1);
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
        out.fail(where, "power cut, " + wrong);
    }
}

void try_fault(findings& out, std::uint64_t seed, plan what)
{
    const auto where = "--seed " + std::to_string(seed) + " --at " + std::to_string(what.at) +
                       " (" + std::string{name_of(what.what)} + ")";
    out.begin(where);
    const auto disk = with_new_store();
    outside world{seed};
    disk->arm(what);
    auto wrong = live(world, *disk, seed);
    out.count((disk->struck() ? "" : "missed ") + std::string{name_of(what.what)});
    disk->heal();
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
        return;
    }
    if (what.what != fault::lying_sync) {
        try_cut(out, where, world, *disk, what.what);
    }
}

}  // namespace

findings try_faults(const settings& how)
{
    findings out{"faults", how};
    for (auto seed = how.next_seed();; seed = how.next_seed()) {
        constexpr std::uint64_t stride = 7;  // Other places with every seed; all of them in time.
        const auto length = length_of(seed);
        for (const auto what : kinds) {
            const auto end = what == fault::read_error ? length.reads : length.changes;
            for (auto at = how.at > 0 ? how.at : 1 + seed % stride; at <= end; at += stride) {
                try_fault(out, seed, {what, at});
                if (!out.next()) {
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
