// The machine stops at every operation of a life of the store, and again while it recovers.
#include "crash/check.hpp"
#include "crash/trials.hpp"

#include <algorithm>

namespace crash {
namespace {

constexpr const char* stopped_in_opening = "stopped again in the opening";
constexpr const char* stopped_later = "stopped again later";

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

/// Where a boot begins and how many changes its opening makes.
struct opening {
    std::uint64_t from = 0;
    std::uint64_t changes = 0;
};

/// Some boots with work between them: those after the first merge files that the others left.
/// @return Their openings.
std::vector<opening> live(outside& world, faulty_files& disk, std::uint64_t seed)
{
    std::vector<opening> out;
    const std::uint64_t boots = seed % 4 == 0 ? 6 : 1 + seed % 2;
    for (std::uint64_t i = 0; i < boots && !disk.struck(); ++i) {
        const auto from = disk.changes();
        boot now{world, disk, i == 0};
        if (now.error()) {
            if (!disk.struck() && world.wrong.empty()) {
                world.wrong = "refused on a sound disk: " + now.error().message();
            }
            break;
        }
        out.push_back({from, disk.changes() - from});
        if (seed % 3 != 0) {
            now.start_hands();
        }
        now.work(boots == 1 ? 24 : 8);
    }
    return out;
}

/// A life in which nothing fails.
struct sound_life {
    std::uint64_t length = 0;
    std::vector<opening> openings;  ///< Also of the boot that comes after it.
    std::string wrong;

    /// About how many changes the recovery makes that follows a stop.
    [[nodiscard]] std::uint64_t recovery_after(std::uint64_t at) const
    {
        const auto found = std::find_if(openings.begin(), openings.end(), [at](const auto& one) {
            return at <= one.from + one.changes;
        });
        return found == openings.end() ? openings.back().changes : found->changes;
    }
};

sound_life look_at(std::uint64_t seed)
{
    const auto disk = first_disk(seed);
    outside world{seed};
    sound_life out;
    out.openings = live(world, *disk, seed);
    out.length = disk->changes();
    const boot last{world, *disk, false};
    out.wrong = last.error() ? "refused: " + last.error().message() : world.wrong;
    out.openings.push_back({out.length, disk->changes() - out.length});
    return out;
}

/// In one image of two; anywhere in the recovery, or shortly after it.
std::uint64_t draw_second(const point& where, std::uint64_t recovery)
{
    constexpr std::uint64_t later = 4;
    std::mt19937_64 chance{(where.seed * 1'000'003 + where.at) * 8 + std::uint64_t(where.rest)};
    return chance() % 2 == 0 ? 0 : 1 + chance() % (recovery + later);
}

void try_image(findings& out, const point& where, const outside& before, const faulty_files& disk)
{
    out.begin(where.str());
    outside world{before};
    auto left = disk.after_stop(where.rest, where.seed * 1'000'003 + where.at);
    if (where.again_at > 0) {
        bool in_opening = false;
        left->arm({fault::stop, where.again_at});
        {
            boot broken{world, *left, !world.was_answered()};
            in_opening = left->struck();
            if (broken.error() && !in_opening && world.wrong.empty()) {
                world.wrong = "refused after a stop: " + broken.error().message();
            }
            if (!broken.error()) {
                broken.start_hands();
                broken.work(2);
            }
        }
        out.count(
            in_opening       ? stopped_in_opening
            : left->struck() ? stopped_later
                             : "second stop came too late");
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
bool try_stop(findings& out, std::uint64_t seed, std::uint64_t at, std::uint64_t recovery)
{
    const auto disk = first_disk(seed);
    outside world{seed};
    disk->arm({fault::stop, at});
    live(world, *disk, seed);
    if (!disk->struck()) {
        // Background work makes a run a little shorter at times.
        return out.miss("stop came too late");
    }
    for (const auto rest : tails) {
        point where{seed, at, 0, rest};
        where.again_at = draw_second(where, recovery);
        try_image(out, where, world, *disk);
        if (!out.next()) {
            return false;
        }
    }
    return true;
}

/// @return Whether there are more to come.
bool try_life(findings& out, const settings& how, std::uint64_t seed)
{
    const auto life = look_at(seed);
    if (!life.wrong.empty()) {
        out.fail("--seed " + std::to_string(seed), life.wrong);
    }
    out.count("lives");
    out.count("operations", life.length);
    for (std::uint64_t at = how.at > 0 ? how.at : 1; at <= life.length; ++at) {
        if (!try_stop(out, seed, at, life.recovery_after(at)) || how.at > 0) {
            return false;
        }
    }
    return true;
}

}  // namespace

findings try_points(const settings& how)
{
    findings out{"points", how};
    while (try_life(out, how, how.next_seed())) {
    }
    out.wants(stopped_in_opening);
    out.wants(stopped_later);
    return out;
}

}  // namespace crash
