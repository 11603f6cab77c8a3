// The machine stops at every operation of a life of the store, and again while it recovers.
#include "crash/check.hpp"
#include "crash/trials.hpp"

namespace crash {
namespace {

struct point {
    std::uint64_t seed = 0;
    std::uint64_t at = 0;        ///< The first stop.
    std::uint64_t again_at = 0;  ///< The second, in the boot after it; 0 for none.
    tail rest = tail::dropped;

    [[nodiscard]] std::string str() const
    {
        return "--seed " + std::to_string(seed) + " --at " + std::to_string(at) + " (tail " +
               std::string{name_of(rest)} + ", again at " + std::to_string(again_at) + ")";
    }
};

/// One life in eight begins with the making of the store.
std::unique_ptr<faulty_files> first_disk(std::uint64_t seed)
{
    return seed % 8 == 1 ? std::make_unique<faulty_files>() : with_new_store();
}

/// Some boots with work between them: those after the first merge files that the others left.
void live(outside& world, faulty_files& disk, std::uint64_t seed)
{
    const std::uint64_t boots = seed % 4 == 0 ? 6 : 1 + seed % 2;
    for (std::uint64_t i = 0; i < boots && !disk.struck(); ++i) {
        boot now{world, disk, i == 0};
        if (now.error()) {
            return;
        }
        if (seed % 3 != 0) {
            now.start_hands();
        }
        now.work(boots == 1 ? 24 : 8);
    }
}

std::uint64_t length_of(std::uint64_t seed)
{
    const auto disk = first_disk(seed);
    outside world{seed};
    live(world, *disk, seed);
    return disk->changes();
}

void try_image(findings& out, const point& where, const outside& before, const faulty_files& disk)
{
    out.begin(where.str());
    outside world{before};
    auto left = disk.after_stop(where.rest, where.seed * 1'000'003 + where.at);
    if (where.again_at > 0) {
        left->arm({fault::stop, where.again_at});
        {
            boot broken{world, *left, false};
            if (!broken.error()) {
                broken.start_hands();
                broken.work(2);
            }
        }
        out.count(left->struck() ? "stopped again" : "second stop came too late");
        left = left->after_stop(where.rest, where.seed + where.again_at);
    }
    left->refuse_options();
    error_code refused;
    const auto wrong = check_store(world, *left, refused);
    if (refused) {
        out.count("refused " + std::string{name_of(where.rest)});
        out.fail(where.str(), "the store is refused: " + refused.message());
    }
    if (!wrong.empty()) {
        out.fail(where.str(), wrong);
    }
    out.count("commands", world.commands.size());
}

/// @return Whether there are more to come.
bool try_stop(findings& out, std::uint64_t seed, std::uint64_t at)
{
    const auto disk = first_disk(seed);
    outside world{seed};
    disk->arm({fault::stop, at});
    live(world, *disk, seed);
    if (!disk->struck()) {
        out.count("stop came too late");  // Background work makes a run a little shorter at times.
    }
    for (const auto rest : tails) {
        // The first thirty changes of a boot are its recovery.
        const auto lot = (seed * 31 + at * 7 + static_cast<std::uint64_t>(rest)) % 60;
        try_image(out, {seed, at, lot < 30 ? lot + 1 : 0, rest}, world, *disk);
        if (!out.next()) {
            return false;
        }
    }
    return true;
}

}  // namespace

findings try_points(const settings& how)
{
    findings out{"points", how};
    for (auto seed = how.next_seed();; seed = how.next_seed()) {
        const auto length = length_of(seed);
        out.count("lives");
        out.count("operations", length);
        for (std::uint64_t at = how.at > 0 ? how.at : 1; at <= length; ++at) {
            if (!try_stop(out, seed, at) || how.at > 0) {
                return out;
            }
        }
    }
}

}  // namespace crash
