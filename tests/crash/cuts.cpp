// Real file systems, shut down by their own ioctl in the middle of the work: what was not on the
// disk by then never gets there.
#include "crash/check.hpp"
#include "crash/loop_disk.hpp"
#include "crash/trials.hpp"

#include <thread>

namespace crash {
namespace {

/// @return What went wrong before the power failed.
std::string cut_while_working(outside& world, const loop_disk& disk, const place& where)
{
    const auto wait = std::chrono::microseconds{world.chance() % 60'000};
    bool is_down = false;
    {
        boot now{world, where, true};
        if (now.error()) {
            return "not made: " + now.error().message();
        }
        std::thread power{[&] {
            std::this_thread::sleep_for(wait);
            world.dark = true;
            is_down = disk.shut_down();
        }};
        for (int i = 0; i < 20; ++i) {
            now.work(5);
        }
        power.join();
    }
    world.dark = false;
    const bool back = disk.unmount() && disk.mount();
    return !is_down ? "the machine: not shut down" : !back ? "the machine: not mounted again" : "";
}

void cut(findings& out, const std::string& kind, const loop_disk& disk, std::uint64_t seed)
{
    const auto where = kind + " --seed " + std::to_string(seed);
    out.begin(where);
    outside world{seed};
    const place store{disk.path() + "/store" + std::to_string(seed)};
    if (const auto wrong = cut_while_working(world, disk, store); !wrong.empty()) {
        out.fail(where, wrong);
        return;
    }
    error_code refused;
    auto wrong = check_store(world, store, refused);
    if (refused) {
        wrong = "the store is refused: " + refused.message();
    }
    if (!wrong.empty()) {
        out.fail(where, wrong);
    }
    out.count("cuts on " + kind);
    out.count("commands", world.commands.size());
    disk.clear();
}

}  // namespace

findings try_cuts(const settings& how)
{
    findings out{"cuts", how};
    on_loop_disks(out, [&](const std::string& kind, const loop_disk& disk) {
        for (std::uint64_t i = 0; i < (how.trials + 1) / 2; ++i) {
            cut(out, kind, disk, how.seed + i);
            static_cast<void>(out.next());
        }
    });
    return out;
}

}  // namespace crash
