#include "crash/workload.hpp"

#include <algorithm>
#include <thread>
#include <utility>

namespace crash {
namespace {

origin officer(std::string correlation)
{
    auto out = support::officer();
    out.correlation = std::move(correlation);
    return out;
}

answer kind_of(error_code error)
{
    if (error == condition::rejected) {
        return answer::refused;
    }
    const bool open = error == errc::outcome_unknown || error == errc::io_error;
    return error == condition::unavailable && !open ? answer::not_done : answer::unknown;
}

bool same(const receipt& a, const receipt& b)
{
    return a.stream == b.stream && a.version == b.version && a.first == b.first && a.last == b.last;
}

}  // namespace

outside::outside(const outside& other)
    : commands(other.commands), streams(other.streams), boots(other.boots), wrong(other.wrong),
      chance(other.chance), seed_(other.seed_), letters_(other.letters())
{
    time.set(const_cast<manual_clock&>(other.time).now());  // Asking a clock is not const.
}

std::uint64_t outside::below(std::uint64_t end)
{
    return std::uniform_int_distribution<std::uint64_t>{0, end - 1}(chance);
}

request<evened> outside::invent_one(bool is_new)
{
    request<evened> out;
    out.wish.amount = below(12) == 0 ? -1 : static_cast<std::int64_t>(1 + below(30));
    out.wish.times = 1 + below(3);
    if (!is_new && !streams.empty()) {
        out.stream = streams[below(streams.size())];
        if (below(12) == 0) {
            out.expected = below(3);
        }
    }
    return out;
}

told& outside::invent()
{
    auto& out = commands.emplace_back();
    out.id = "c" + std::to_string(commands.size());
    const bool is_new = streams.size() < 2 || below(3) == 0;
    for (auto left = below(3) == 0 ? 1 + below(3) : 1; left > 0; --left) {
        out.what.requests.push_back(invent_one(is_new));
        out.what.requests.back().from = officer(out.id);
    }
    if (below(10) > 0) {
        out.what.key = out.id;
    }
    return out;
}

hand_result outside::note_letter(const hand_over& what)
{
    const auto lot = std::hash<std::string>{}(what.id + "/" + std::to_string(what.attempt)) ^ seed_;
    std::optional<delivery> how;
    if (lot % 8 != 0) {
        how = lot % 8 == 1 ? delivery::rejected : delivery::sent;
    }
    if (dark) {
        return {std::nullopt, ""};
    }
    const std::lock_guard lock{mutex_};
    letters_.push_back({what.id, what.stream, what.what, boots, how});
    return {how, ""};
}

std::vector<handed> outside::letters() const
{
    const std::lock_guard lock{mutex_};
    return letters_;
}

void note_answer(outside& world, told& one, const result<std::vector<receipt>>& what)
{
    if (world.dark) {
        return;
    }
    const auto now = what ? answer::done : kind_of(what.error());
    const auto complain = [&](const std::string& why) {
        if (world.wrong.empty()) {
            world.wrong = one.id + ": " + why;
        }
    };
    if (one.how == answer::done) {
        const bool told_again = now == answer::done && one.what.key;
        if (told_again &&
            !std::equal(
                what->begin(), what->end(), one.receipts.begin(), one.receipts.end(), same)) {
            complain("the same key got another receipt");
        }
        if (now == answer::refused) {
            complain("refused after it was done");
        }
        return;
    }
    if (one.how == answer::refused) {
        if (now == answer::done || (now == answer::refused && what.error() != one.error)) {
            complain(
                "refused (" + one.error.message() +
                "), and under the same key now: " + (what ? "done" : what.error().message()));
        }
        return;
    }
    one.how = now;
    one.error = what ? error_code{} : what.error();
    if (what) {
        one.receipts = *what;
        for (const auto& each : one.receipts) {
            if (std::count(world.streams.begin(), world.streams.end(), each.stream) == 0) {
                world.streams.push_back(each.stream);
            }
        }
    }
}

boot::boot(outside& world, place where, bool create)
    : world_(world), where_(std::move(where)),
      hand_(threads_.get_executor(), [&world](const hand_over& what) {
          return world.note_letter(what);
      })
{
    ++world_.boots;
    engine_options options;
    options.directory = where_.directory;
    options.create = create;
    options.key.fill(std::byte{7});
    options.executor = threads_.get_executor();
    options.blocking = threads_.get_executor();
    options.clock = &world_.time;
    options.random = [] { return std::uint64_t{0}; };
    options.notifiers["sms"] = &hand_;
    options.shards = 2;
    options.free_space_min = 0;      // The disks of these trials are small.
    options.cached_streams_max = 4;  // So that states are read from the disk again.
    options.environment = where_.environment;
    auto opened = engine<evened>::open(std::move(options));
    if (!opened) {
        error_ = opened.error();
        return;
    }
    office_.emplace(*std::move(opened));
}

void boot::start_hands()
{
    auto ended = std::make_shared<std::promise<void>>();
    hands_end_ = ended->get_future();
    office_->async_run([ended](error_code) { ended->set_value(); });
}

boot::~boot()
{
    if (office_) {
        office_->stop();
    }
    if (hands_end_.valid()) {
        hands_end_.wait();
    }
    office_.reset();
    threads_.join();
}

void boot::give(told& one)
{
    note_answer(world_, one, office_->submit_all(one.what));
}

/// They share an fsync, as callers of a busy office do.
void boot::give_together(std::size_t count)
{
    using answered = result<std::vector<receipt>>;
    std::vector<std::pair<told*, std::future<answered>>> waiting;
    for (; count > 0; --count) {
        auto& one = world_.invent();
        auto kept = std::make_shared<std::promise<answered>>();
        waiting.emplace_back(&one, kept->get_future());
        office_->async_submit_all(
            one.what, [kept](error_code error, const std::vector<receipt>& all) {
                kept->set_value(error ? answered{error} : answered{all});
            });
    }
    for (auto& [one, coming] : waiting) {
        note_answer(world_, *one, coming.get());
    }
}

void boot::give_again()
{
    auto& one = world_.commands[world_.chance() % world_.commands.size()];
    if (one.what.key) {
        give(one);
    }
}

void boot::work(std::size_t commands)
{
    for (std::size_t given = 0; given < commands;) {
        switch (world_.chance() % 16) {
        case 0:
        case 1:
        case 2: {
            const std::size_t count = 2 + world_.chance() % 4;
            give_together(count);
            given += count;
            break;
        }
        case 3:
            if (!world_.commands.empty()) {
                give_again();
            }
            break;
        case 4: world_.time.set(world_.time.now() + std::chrono::minutes{7}); break;
        case 5:
            if (world_.chance() % 8 == 0) {  // It writes the tables in memory to files.
                const auto name =
                    where_.directory + "-copy" + std::to_string(world_.chance() % 1'000'000);
                static_cast<void>(office_->copy_to(name).has_value());
            }
            break;
        default: give(world_.invent()); ++given;
        }
    }
}

std::string boot::ask_all()
{
    for (const auto stream : world_.streams) {
        if (const auto found = office_->views().find(stream); !found) {
            return "stream " + std::to_string(number_of(stream)) + ": " + found.error().message();
        }
    }
    auto all = office_->feed();
    const auto records = all.next(10'000);
    return records ? std::string{} : "the feed: " + records.error().message();
}

std::unique_ptr<faulty_files> with_new_store()
{
    static const auto contents = [] {
        faulty_files disk;
        outside world{0};
        {
            const boot first{world, disk, true};
        }
        return disk.contents();
    }();
    return faulty_files::with(contents);
}

bool boot::finish_letters()
{
    auto all = office_->feed();
    std::size_t open = 0;
    for (int polls = 0; polls < 20'000; ++polls) {
        const auto more = all.next(10'000);
        if (!more) {
            return false;
        }
        for (const auto& one : *more) {
            open += one.letters.size();
            open -= one.caused_by.letter ? 1 : 0;
        }
        if (open == 0) {
            return true;
        }
        if (more->empty()) {
            world_.time.set(world_.time.now() + std::chrono::minutes{1});
            std::this_thread::sleep_for(std::chrono::microseconds{100});
        }
    }
    return false;
}

}  // namespace crash
