// Real file systems that run full under the engine, because somebody else takes all the space at
// once: no look at what is free would have seen it coming.
#include "crash/check.hpp"
#include "crash/loop_disk.hpp"
#include "crash/trials.hpp"

#include <thread>

namespace crash {
namespace {

using steady = std::chrono::steady_clock;

bool is_full(const told& one)
{
    return one.error == errc::disk_full || one.error == errc::outcome_unknown;
}

/// The log has taken tens of megabytes in advance, which must be full first.
void make_large(told& one)
{
    auto& wish = one.what.requests.front();
    wish.stream = no_stream;
    wish.expected.reset();
    wish.wish = {2, 2'000};
    one.what.requests.resize(1);
}

/// Gives commands until one is answered in another way. @return Its error; success for none.
error_code give_until(boot& now, outside& world, std::chrono::seconds longest, bool until_full)
{
    const auto end = steady::now() + longest;
    while (steady::now() < end) {
        auto& one = world.invent();
        if (until_full) {
            make_large(one);
        }
        now.give(one);
        if (one.how == answer::refused) {
            continue;
        }
        if (is_full(one) == until_full) {
            return {};
        }
        if (!until_full) {
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
    }
    return until_full ? errc::busy : errc::disk_full;
}

/// Lives on the space that its log has taken in advance, and leaves megabytes of log, which its next
/// opening has to make tables of.
std::string fill_while_open(outside& world, const loop_disk& disk, const place& where)
{
    boot now{world, where, true};
    if (now.error()) {
        return "not opened: " + now.error().message();
    }
    now.start_hands();
    now.work(50);
    for (int i = 0; i < 20; ++i) {
        auto& one = world.invent();
        make_large(one);
        now.give(one);
    }
    if (!disk.fill()) {
        return "the machine: not filled";
    }
    now.work(5);
    return {};
}

std::string
write_until_full(findings& out, outside& world, const loop_disk& disk, const place& where)
{
    constexpr std::chrono::seconds filling{60};
    constexpr std::chrono::seconds longest{10};
    boot now{world, where, false};
    if (now.error()) {
        return "not opened on a full disk: " + now.error().message();
    }
    static_cast<void>(disk.fill());
    if (give_until(now, world, filling, true)) {
        return "the machine: never full";
    }
    for (int i = 0; i < 20; ++i) {
        if (auto wrong = now.ask_all(); !wrong.empty()) {
            return "no answer although the disk can be read: " + wrong;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    disk.empty();
    const auto began = steady::now();
    if (give_until(now, world, longest, false)) {
        return "there is space for ten seconds, and nothing is written";
    }
    const std::chrono::duration<double, std::milli> took = steady::now() - began;
    out.most("ms until it wrote again", static_cast<std::uint64_t>(took.count()));
    now.work(50);
    return {};
}

void fill(findings& out, const std::string& kind, const loop_disk& disk, std::uint64_t seed)
{
    const auto where = kind + " --seed " + std::to_string(seed);
    out.begin(where);
    outside world{seed};
    const place store{disk.path() + "/store" + std::to_string(seed)};
    auto wrong = fill_while_open(world, disk, store);
    static_cast<void>(disk.fill());  // What the log had in advance and did not need.
    if (wrong.empty()) {
        wrong = write_until_full(out, world, disk, store);
    }
    disk.empty();
    if (wrong.empty()) {
        error_code refused;
        wrong = check_store(world, store, refused);
        if (refused) {
            wrong = "the store is refused: " + refused.message();
        }
    }
    if (!wrong.empty()) {
        out.fail(where, wrong);
    }
    out.count("full " + kind);
    out.count("commands", world.commands.size());
    disk.clear();
}

}  // namespace

findings try_full(const settings& how)
{
    findings out{"full", how};
    on_loop_disks(out, [&](const std::string& kind, const loop_disk& disk) {
        for (std::uint64_t i = 0; i < (how.trials + 1) / 2; ++i) {
            fill(out, kind, disk, how.seed + i);
            static_cast<void>(out.next());
        }
    });
    return out;
}

}  // namespace crash
