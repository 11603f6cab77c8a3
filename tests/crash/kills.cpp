// The process of the engine is killed, at any moment or by its own hand at a chosen operation on a
// file, again and again over the same store. What it has said until then lives in its parent.
#include "crash/check.hpp"
#include "crash/lines.hpp"
#include "crash/mortal_files.hpp"
#include "crash/trials.hpp"
#include "support/folder.hpp"

#include <sstream>

namespace crash {
namespace {

using std::chrono::steady_clock;

constexpr std::uint64_t kills_each = 20;  // Of one store; then it is looked at.
constexpr std::size_t rounds_each = 4;
constexpr std::uint64_t changes_of_work = 160;  // What so many rounds and the closing take.
constexpr std::uint64_t changes_of_log = 40;
constexpr std::size_t makings_each =
    2;  // Else most kills would be of a store that is not there yet.
constexpr auto longest = std::chrono::seconds{60};

constexpr const char* was_by_itself = "killed by itself";
constexpr const char* was_from_outside = "killed from outside";
constexpr const char* was_at_work = "at work";
constexpr const char* was_inside_recovery = "inside recovery";

/// How long an opening takes, as it was seen last: where the next kill is aimed at.
struct pace {
    std::uint64_t changes = 40;
    steady_clock::duration time = std::chrono::milliseconds{10};
};

/// What becomes of one process.
struct fate {
    bool by_itself = false;  ///< At an operation; else from outside, at a time.
    death how;
    steady_clock::duration after{};
};

/// @param spared  The opening, this time.
fate draw_fate(std::mt19937_64& chance, const pace& opening, bool spared)
{
    const auto below = [&](std::uint64_t end) { return chance() % end; };
    fate out;
    out.by_itself = below(2) == 0;
    out.how.half = below(2) == 0;
    out.how.slow = below(2) == 0;
    const bool at_work = below(2) == 0 || spared;
    out.how.of_log = at_work && below(2) == 0;
    out.how.at = 1 + (out.how.of_log ? below(changes_of_log)
                      : at_work      ? opening.changes + below(changes_of_work)
                                     : below(opening.changes));
    const auto times = static_cast<std::uint64_t>((3 * opening.time).count());
    out.after = steady_clock::duration{below(times)};
    if (spared) {
        out.after += opening.time;
    }
    return out;
}

/// The child. @return Whether the store was opened.
bool live(outside& world, const std::string& directory, const fate& end, const speaker& parent)
{
    teller lines{parent};
    world.watch(&lines);
    const auto files = make_mortal(end.how);
    place where{directory};
    where.environment = end.by_itself ? files.get() : nullptr;
    boot now{world, where, !world.was_answered()};
    if (now.error()) {
        parent.say("refused " + now.error().message());
        return false;
    }
    parent.say("opened " + std::to_string(changes_of_mortals()));
    now.start_hands();
    for (std::size_t i = 0; i < rounds_each; ++i) {
        // A caller who waits may do the writing himself: he hears nothing before it is over.
        now.give_together(4);
        now.work(2);
    }
    return true;
}

/// The child that looks. @return Whether all is well.
bool look(outside& world, const std::string& directory, const speaker& parent)
{
    {
        boot now{world, place{directory}, !world.was_answered()};
        const auto journal =
            now.error() ? result<std::vector<record>>{now.error()} : read_all(now.office());
        std::set<std::string> there;
        for (const auto& one : journal ? *journal : std::vector<record>{}) {
            there.insert(one.correlation);
        }
        for (const auto& one : world.commands) {
            if (one.how == answer::unknown) {
                parent.say(there.count(one.id) > 0 ? "there" : "not there");
            }
        }
    }
    error_code refused;
    auto wrong = check_store(world, place{directory}, refused);
    if (refused) {
        wrong = "the store is refused: " + refused.message();
    }
    if (!wrong.empty()) {
        parent.say("wrong " + wrong);
    }
    return wrong.empty();
}

/// One store and all its kills.
class victim {
public:
    victim(findings& out, std::uint64_t seed)
        : out_(out), where_("--seed " + std::to_string(seed)), world_(seed), chance_(seed)
    {}

    /// @return Whether it may go on.
    [[nodiscard]] bool kill_once(std::array<pace, 2>& openings);
    void check();
    [[nodiscard]] bool well() const { return well_; }

private:
    void fail(const std::string& why);
    void hear(const std::string& line, pace& opening);
    void count_kill(const fate& end, bool making);

    findings& out_;
    std::string where_;
    support::folder folder_;
    outside world_;
    std::mt19937_64 chance_;
    steady_clock::time_point began_;
    bool opened_ = false;
    bool well_ = true;
};

void victim::fail(const std::string& why)
{
    well_ = false;
    out_.fail(where_ + " (boot " + std::to_string(world_.boots) + ")", why);
}

void victim::hear(const std::string& line, pace& opening)
{
    std::istringstream in{line};
    std::string what;
    in >> what;
    if (what == "opened") {
        opened_ = true;
        std::uint64_t changes = 0;
        in >> changes;
        opening.changes = changes > 0 ? changes : opening.changes;
        opening.time = steady_clock::now() - began_;
    } else if (what == "refused" || !note_line(world_, line)) {
        fail(line);
    }
}

void victim::count_kill(const fate& end, bool making)
{
    out_.count(end.by_itself ? was_by_itself : was_from_outside);
    out_.count(opened_ ? was_at_work : making ? "while it is made" : was_inside_recovery);
}

bool victim::kill_once(std::array<pace, 2>& openings)
{
    out_.begin(where_);
    const bool making = !world_.was_answered();
    auto& opening = openings[making ? 1 : 0];
    world_.chance.seed(chance_());
    const auto end = draw_fate(chance_, opening, making && world_.boots >= makings_each);
    opened_ = false;
    began_ = steady_clock::now();
    child life{[&](const speaker& parent) { return live(world_, folder_.str(), end, parent); }};
    ++world_.boots;
    const auto until = began_ + (end.by_itself ? longest : end.after);
    while (!life.is_silent() && steady_clock::now() < until) {
        if (const auto line = life.hear(until)) {
            hear(*line, opening);
        }
    }
    if (end.by_itself && !life.is_silent()) {
        fail("it hangs");
    }
    life.kill();
    while (const auto line = life.hear()) {
        hear(*line, opening);
    }
    switch (life.wait()) {
    case child::ending::killed: count_kill(end, making); return out_.next() && well_;
    case child::ending::well: out_.count("came too late"); return well_;
    case child::ending::badly:
        if (well_) {
            fail("ended badly, and did not say why");  // As a sanitizer ends a process.
        }
        break;
    case child::ending::otherwise: fail("ended by itself"); break;
    }
    static_cast<void>(out_.next());
    return false;
}

void victim::check()
{
    child eyes{[&](const speaker& parent) { return look(world_, folder_.str(), parent); }};
    while (const auto line = eyes.hear(steady_clock::now() + longest)) {
        if (line->starts_with("wrong ")) {
            fail(line->substr(6));
        } else {
            out_.count("unknown, and " + *line);
        }
    }
    if (!eyes.is_silent()) {
        fail("the look at it hangs");
    } else if (eyes.wait() != child::ending::well && well_) {
        fail("the look at it ended by itself");
    }
    for (const auto& one : world_.commands) {
        out_.count(
            one.how == answer::done      ? "acknowledged"
            : one.how == answer::refused ? "refused"
                                         : "without an answer");
    }
    out_.count("letters", world_.letters().size());
    out_.count("stores");
}

}  // namespace

findings try_kills(const settings& how)
{
    findings out{"kills", how};
    for (const auto* name : {was_by_itself, was_from_outside, was_at_work, was_inside_recovery}) {
        out.wants(name, 100);
    }
    std::array<pace, 2> openings;
    // Each store is killed at least once, or the kills come too late for ever.
    while (!out.is_over() && how.common->taken < how.trials) {
        victim one{out, how.next_seed()};
        for (std::uint64_t i = 0; i < kills_each && one.kill_once(openings); ++i) {
        }
        if (one.well()) {
            one.check();
        }
    }
    return out;
}

}  // namespace crash
