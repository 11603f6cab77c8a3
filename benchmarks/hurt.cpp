#include "counted_files.hpp"
#include "driver.hpp"
#include "hurt.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

namespace bench {
namespace {

using namespace acikkapi;
using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;

/// A hand that takes letters and never answers.
class hanging_hand final : public notifier {
public:
    /// Ends its silence: those who wait are told that it failed, and whoever comes from now on.
    void drop()
    {
        const std::lock_guard lock{mutex_};
        over_ = true;
        held_.clear();
    }

private:
    void do_hand_over(hand_over, asio::any_completion_handler<void(hand_result)> done) override
    {
        const std::lock_guard lock{mutex_};
        if (!over_) {
            held_.push_back(std::move(done));
        }
    }

    std::mutex mutex_;
    bool over_ = false;
    std::vector<asio::any_completion_handler<void(hand_result)>> held_;
};

/// An engine with a full pool, and a clock that is moved by hand.
class site {
public:
    site(const run_options& how, const std::string& name) : how_(how), clock_(system_clock{}.now())
    {
        how_.files = &written_;
        how_.directory = (std::filesystem::path{how.directory} / name).string();
        how_.applications = 1'000'000'000;  // The time is the bound.
    }
    site(const site&) = delete;
    site& operator=(const site&) = delete;
    ~site()
    {
        driver_.reset();
        desk_ = errc::stopping;
        std::error_code ignored;
        std::filesystem::remove_all(how_.directory, ignored);
    }

    /// @param hand  Takes the letters to applicants; null for none.
    [[nodiscard]] result<void> open(notifier* hand = nullptr)
    {
        std::filesystem::create_directories(how_.directory);
        auto persons = keys_for(how_.directory, how_.sealed);
        if (!persons) {
            return persons.error();
        }
        persons_ = *std::move(persons);
        auto options = options_of(how_, handlers_, disk_, clock_, persons_);
        options.environment = files_.get();
        if (hand != nullptr) {
            options.random = [] { return std::uint64_t{4}; };
            options.notifiers = {{"sms", hand}};
        }
        desk_ = engine<petition>::open(std::move(options));
        if (!desk_) {
            return desk_.error();
        }
        desk_->async_run([](error_code) {});
        driver_.emplace(*desk_, handlers_, applications_, how_.keys);
        return driver_->fill();
    }

    /// @param times  So many times as long.
    [[nodiscard]] result<figures> measured(std::uint64_t times = 1)
    {
        auto longer = how_;
        longer.seconds *= times;
        return measure(*driver_, applications_, longer);
    }

    [[nodiscard]] engine<petition>& desk() { return *desk_; }
    [[nodiscard]] manual_clock& clock() { return clock_; }
    [[nodiscard]] std::string beside(const std::string& name) const
    {
        return how_.directory + "/" + name;
    }

private:
    run_options how_;
    written_bytes written_;
    std::unique_ptr<rocksdb::Env> files_ = count_files(written_);
    manual_clock clock_;
    asio::io_context handlers_{1};
    asio::thread_pool disk_{disk_threads};
    pool applications_{how_.pool, fixed_seed};
    std::optional<tools::person_keys> persons_;
    result<engine<petition>> desk_ = errc::stopping;
    std::optional<driver> driver_;
};

/// Something bad while it lasts.
class trouble {
public:
    virtual ~trouble() = default;
    /// @return How much there was of it, or why there was none.
    virtual result<std::uint64_t> end() = 0;
};

/// What is over as soon as it has begun: its consequences are what hurts.
class begun final : public trouble {
public:
    explicit begun(result<std::uint64_t> how) : how_(std::move(how)) {}
    result<std::uint64_t> end() override { return how_; }

private:
    result<std::uint64_t> how_;
};

/// What is done again and again until it ends.
class repeated final : public trouble {
public:
    /// @param once  How much was done this time; 0 if there was nothing to do.
    explicit repeated(std::function<result<std::uint64_t>()> once)
        : thread_([this, once = std::move(once)](const std::stop_token& stop) {
              while (!stop.stop_requested() && done_) {
                  const auto some = once();
                  if (!some) {
                      done_ = some.error();
                  } else if (*some == 0) {
                      std::this_thread::sleep_for(1ms);
                  } else {
                      *done_ += *some;
                  }
              }
          })
    {}
    result<std::uint64_t> end() override
    {
        thread_.request_stop();
        thread_.join();
        return done_;
    }

private:
    result<std::uint64_t> done_ = std::uint64_t{0};
    std::jthread thread_;  // Is over before what it works with.
};

/// @param begin  Makes it happen.
/// @param times  It lasts so many times as long as what is measured before.
template <class Begin>
result<hurt> hurt_by(
    const run_options& how,
    const std::string& name,
    const std::string& words,
    const Begin& begin,
    std::uint64_t times = 1)
{
    site here{how, name};
    if (const auto opened = here.open(); !opened) {
        return opened.error();
    }
    const auto before = here.measured();
    if (!before) {
        return before.error();
    }
    const std::unique_ptr<trouble> lasting = begin(here);
    const auto head = here.desk().head();
    const auto during = here.measured(times);
    const auto much = lasting->end();
    if (!during || !much) {
        return during ? much.error() : during.error();
    }
    const auto events = number_of(here.desk().head()) - number_of(head);
    // Of four commands one is two events.
    const auto own = during->commands + during->commands / step_count;
    return hurt{words, *before, *during, events > own ? events - own : 0, *much};
}

/// Its first letters hang before anything is measured: it is compared with a store that has no hand.
result<hurt> hurt_by_hand(const run_options& how)
{
    hanging_hand hand;
    hurt out{"an adapter never answers", {}, {}, 0, 0};
    for (auto [to, by] :
         {std::pair{&out.before, static_cast<notifier*>(nullptr)},
          {&out.during, static_cast<notifier*>(&hand)}}) {
        site here{how, "hand"};
        if (const auto opened = here.open(by); !opened) {
            return opened.error();
        }
        const auto measured = here.measured();
        hand.drop();  // While there is somebody to be told.
        if (!measured) {
            return measured.error();
        }
        *to = *measured;
    }
    return out;
}

/// Timers whose time has come.
std::unique_ptr<trouble> let_time_pass(site& here)
{
    here.clock().set(here.clock().now() + 24h * 12);
    return std::make_unique<begun>(std::uint64_t{1});
}

/// Reads the feed as it grows.
std::unique_ptr<trouble> read_on(site& here)
{
    return std::make_unique<repeated>(
        [feed = here.desk().feed(here.desk().head())]() mutable -> result<std::uint64_t> {
            const auto some = feed.next(1'000);
            return some ? result<std::uint64_t>{some->size()} : some.error();
        });
}

std::unique_ptr<trouble> back_up(site& here)
{
    return std::make_unique<repeated>([&here]() -> result<std::uint64_t> {
        const auto made = here.desk().backup(here.beside("backups"));
        return made ? result<std::uint64_t>{1} : made.error();
    });
}

/// Nobody does anything: by itself RocksDB merges when four tables were written, which takes a while.
std::unique_ptr<trouble> wait_for_merging(site& /*here*/)
{
    return std::make_unique<begun>(std::uint64_t{1});
}

}  // namespace

boost::json::object to_json(const hurt& value)
{
    return {
        {"what", value.what},
        {"before", to_json(value.before)},
        {"during", to_json(value.during)},
        {"events_besides", value.events_besides},
        {"times", value.times}};
}

boost::json::object to_json(const shed& value)
{
    return {
        {"given", value.given},
        {"done", value.done},
        {"refused", value.refused},
        {"refused_max_us", value.refused_max_us},
        {"done_max_us", value.done_max_us}};
}

result<void> run_hurt(const run_options& how, const std::function<void(const hurt&)>& tell)
{
    const auto told = [&](const result<hurt>& one) -> result<void> {
        if (!one) {
            return one.error();
        }
        tell(*one);
        return {};
    };
    auto done = told(hurt_by(how, "timers", "every timer of the pool is due", let_time_pass));
    if (done) {
        done = told(hurt_by_hand(how));
    }
    if (done) {
        done = told(hurt_by(how, "reader", "a reader reads all that happens", read_on));
    }
    if (done) {
        done = told(hurt_by(how, "backup", "a backup is being made", back_up));
    }
    if (done) {
        constexpr std::uint64_t until_some_are_merged = 8;
        done = told(hurt_by(
            how, "tables", "tables are being merged", wait_for_merging, until_some_are_merged));
    }
    return done;
}

result<shed> run_shed(const run_options& how)
{
    asio::io_context handlers{1};
    asio::thread_pool disk{disk_threads};
    system_clock time;
    const auto persons = keys_for(how.directory, how.sealed);
    if (!persons) {
        return persons.error();
    }
    auto options = options_of(how, handlers, disk, time, *persons);
    options.waiting_commands_max = 100;
    auto desk = engine<petition>::open(std::move(options));
    if (!desk) {
        return desk.error();
    }
    shed out;
    error_code failed;  // Of anything but that too many waited.
    workload work{fixed_seed, how.keys};
    constexpr std::uint64_t wave = 50'000;
    for (; out.given < wave; ++out.given) {
        desk->async_submit(
            work.wish(step::submit, no_stream),
            [&out, &failed, began = steady::now()](error_code why, const receipt&) {
                const auto took = static_cast<std::uint64_t>(
                    std::chrono::duration_cast<std::chrono::microseconds>(steady::now() - began)
                        .count());
                if (why && why != errc::overloaded) {
                    failed = why;
                }
                auto& count = why ? out.refused : out.done;
                auto& longest = why ? out.refused_max_us : out.done_max_us;
                ++count;
                longest = std::max(longest, took);
            });
        handlers.poll();  // The asking side also listens.
        handlers.restart();
    }
    while (out.done + out.refused < out.given) {
        handlers.run_one();
    }
    return failed ? result<shed>{failed} : out;
}

}  // namespace bench
