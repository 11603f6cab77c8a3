// What is done with an engine between two boots, and what it is asked.
#include "crash/workload.hpp"

#include <thread>
#include <utility>

namespace crash {

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
    auto ended = std::make_shared<std::promise<error_code>>();
    hands_end_ = ended->get_future();
    office_->async_run([ended](error_code error) { ended->set_value(error); });
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

error_code boot::stop()
{
    office_->stop();
    return hands_end_.valid() ? hands_end_.get() : error_code{};
}

error_code boot::give(told& one)
{
    const auto said = office_->submit_all(one.what);
    note_answer(world_, one, said);
    return said ? error_code{} : said.error();
}

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
