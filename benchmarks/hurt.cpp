#include "driver.hpp"
#include "hurt.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>
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
    /// Ends its silence: those who wait are told that it failed.
    void drop()
    {
        const std::lock_guard lock{mutex_};
        held_.clear();
    }

private:
    void do_hand_over(hand_over, asio::any_completion_handler<void(hand_result)> done) override
    {
        const std::lock_guard lock{mutex_};
        held_.push_back(std::move(done));
    }

    std::mutex mutex_;
    std::vector<asio::any_completion_handler<void(hand_result)>> held_;
};

/// An engine with a full pool, and a clock that is moved by hand.
class site {
public:
    site(const run_options& how, const std::string& name) : how_(how), clock_(system_clock{}.now())
    {
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

    [[nodiscard]] result<figures> measured() { return measure(*driver_, applications_, how_); }

    /// As much as the machine gives, so that tables are written and merged.
    [[nodiscard]] result<figures> burst()
    {
        auto more = how_;
        more.in_flight = std::min<std::size_t>(4'096, how_.pool);
        return measure(*driver_, applications_, more);
    }

    [[nodiscard]] engine<petition>& desk() { return *desk_; }
    [[nodiscard]] manual_clock& clock() { return clock_; }
    [[nodiscard]] std::string beside(const std::string& name) const
    {
        return how_.directory + "/" + name;
    }

private:
    run_options how_;
    manual_clock clock_;
    asio::io_context handlers_{1};
    asio::thread_pool disk_{disk_threads};
    pool applications_{how_.pool, fixed_seed};
    std::optional<tools::person_keys> persons_;
    result<engine<petition>> desk_ = errc::stopping;
    std::optional<driver> driver_;
};

/// @param begin  Makes it happen; what it returns is kept while it lasts.
template <class Begin>
result<hurt> hurt_by(
    const run_options& how, const std::string& name, const std::string& words, const Begin& begin)
{
    site here{how, name};
    if (const auto opened = here.open(); !opened) {
        return opened.error();
    }
    const auto before = here.measured();
    if (!before) {
        return before.error();
    }
    const auto lasting = begin(here);
    const auto head = here.desk().head();
    const auto during = here.measured();
    if (!during) {
        return during.error();
    }
    const auto events = number_of(here.desk().head()) - number_of(head);
    // Of four commands one is two events.
    const auto own = during->commands + during->commands / step_count;
    return hurt{words, *before, *during, events > own ? events - own : 0};
}

/// Its first letters hang before anything is measured: it is compared with a store that has no hand.
result<hurt> hurt_by_hand(const run_options& how)
{
    hanging_hand hand;
    hurt out{"an adapter never answers", {}, {}, 0};
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

/// Reads the feed as it grows, until it is stopped.
class follower {
public:
    explicit follower(engine<petition>& desk)
        : thread_([this, feed = desk.feed(desk.head())]() mutable {
              while (!stopped) {
                  if (const auto some = feed.next(1'000); !some || some->empty()) {
                      std::this_thread::sleep_for(1ms);
                  }
              }
          })
    {}
    ~follower()
    {
        stopped = true;
        thread_.join();
    }
    follower(const follower&) = delete;
    follower& operator=(const follower&) = delete;

    std::atomic<bool> stopped{false};

private:
    std::thread thread_;
};

}  // namespace

boost::json::object to_json(const hurt& value)
{
    return {
        {"what", value.what},
        {"before", to_json(value.before)},
        {"during", to_json(value.during)},
        {"events_besides", value.events_besides}};
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
    using lasting = std::shared_ptr<void>;
    const auto told = [&](const result<hurt>& one) -> result<void> {
        if (!one) {
            return one.error();
        }
        tell(*one);
        return {};
    };
    auto done = told(hurt_by(how, "timers", "every timer of the pool is due", [](site& here) {
        here.clock().set(here.clock().now() + 24h * 12);
        return lasting{};
    }));
    if (done) {
        done = told(hurt_by_hand(how));
    }
    if (done) {
        done = told(hurt_by(how, "reader", "a reader reads all that happens", [](site& here) {
            return std::make_shared<follower>(here.desk());
        }));
    }
    if (done) {
        done = told(hurt_by(how, "backup", "a backup is being made", [](site& here) {
            return std::make_shared<std::jthread>(
                [&here] { static_cast<void>(here.desk().backup(here.beside("backups"))); });
        }));
    }
    if (done) {
        done = told(hurt_by(how, "tables", "tables are being merged", [](site& here) {
            static_cast<void>(here.burst());
            return lasting{};
        }));
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
    options.waiting_commands_max = 1'000;
    auto desk = engine<petition>::open(std::move(options));
    if (!desk) {
        return desk.error();
    }
    shed out;
    workload work{fixed_seed, how.keys};
    constexpr std::uint64_t wave = 50'000;
    for (; out.given < wave; ++out.given) {
        desk->async_submit(
            work.wish(step::submit, no_stream),
            [&out, began = steady::now()](error_code why, const receipt&) {
                const auto took = static_cast<std::uint64_t>(
                    std::chrono::duration_cast<std::chrono::microseconds>(steady::now() - began)
                        .count());
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
    return out;
}

}  // namespace bench
