#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "import/import.hpp"
#include "import/rows.hpp"
#include "import/steps.hpp"
#include "support/beside.hpp"
#include "support/key_file.hpp"
#include "support/progress.hpp"

#include <boost/asio/thread_pool.hpp>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <iostream>
#include <mutex>
#include <optional>
#include <tuple>
#include <unordered_set>
#include <utility>
#include <vector>

namespace tools {
namespace {

using namespace acikkapi;
namespace asio = boost::asio;

struct event_of_row {
    instant at{};
    std::size_t row = 0;
    step what = step::submit;
};

/// What became of a command, on its way from the engine's thread to ours.
struct completed {
    std::size_t row = 0;
    error_code error;
    receipt done;
};

/// Handed over from handlers to the one thread that imports.
class completions {
public:
    void put(completed one)
    {
        const std::lock_guard lock{mutex_};
        waiting_.push_back(one);
        some_.notify_one();
    }
    [[nodiscard]] completed take()
    {
        std::unique_lock lock{mutex_};
        some_.wait(lock, [this] { return !waiting_.empty(); });
        const auto one = waiting_.front();
        waiting_.pop_front();
        return one;
    }

private:
    std::mutex mutex_;
    std::condition_variable some_;
    std::deque<completed> waiting_;
};

/// One request on its way in. Its steps come one after the other; other requests do not wait.
struct progress_of_row {
    stream_id stream = no_stream;
    std::optional<step> under_way;
    std::deque<event_of_row> later;  // At most three: what its own steps must wait for.
    bool refused = false;
};

class importer {
public:
    importer(const import_options& how, import_figures& out) : how_(how), out_(out) {}
    std::string run();

private:
    std::string open();
    void plan();
    void give(const event_of_row& event);
    void start(const event_of_row& event);
    void finish_one();
    void count(step what, stream_id stream);

    const import_options& how_;
    import_figures& out_;
    std::vector<request_row> rows_;
    std::vector<event_of_row> events_;
    std::vector<progress_of_row> progress_;
    std::unordered_set<std::uint64_t> registered_;  // Streams.
    std::unordered_set<std::uint64_t> answered_;
    completions completions_;
    std::size_t under_way_ = 0;
    std::size_t held_back_ = 0;
    asio::thread_pool handlers_{1};
    asio::thread_pool disk_{2};
    manual_clock clock_{instant{}};
    std::optional<person_keys> persons_;
    std::optional<engine<petition>> engine_;
};

void importer::plan()
{
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        for (const auto& one : steps_of(rows_[i])) {
            events_.push_back({one.at, i, one.what});
        }
    }
    std::stable_sort(events_.begin(), events_.end(), [](const auto& a, const auto& b) {
        return std::tie(a.at, a.row) < std::tie(b.at, b.row);
    });
    progress_.resize(rows_.size());
}

/// A row that stands twice is one application.
void importer::count(step what, stream_id stream)
{
    if (what == step::submit) {
        out_.registered += registered_.insert(number_of(stream)).second ? 1U : 0U;
    } else if (what == step::answer) {
        out_.answered += answered_.insert(number_of(stream)).second ? 1U : 0U;
    }
}

void importer::finish_one()
{
    const auto [row, error, done] = completions_.take();
    --under_way_;
    auto& on = progress_[row];
    const step what = *std::exchange(on.under_way, std::nullopt);
    if (error) {
        ++out_.refused;
        std::cerr << how_.requests << ':' << rows_[row].line << ": " << error.message() << '\n';
        on.refused = true;
    } else {
        out_.repeated += done.repeated ? 1U : 0U;
        count(what, done.stream);
        on.stream = what == step::submit ? done.stream : on.stream;
    }
    if (on.refused) {
        held_back_ -= on.later.size();  // What followed a gap would be refused, for ever.
        on.later.clear();
    }
    if (!on.later.empty()) {
        const auto next = on.later.front();
        on.later.pop_front();
        --held_back_;
        start(next);
    }
}

void importer::start(const event_of_row& event)
{
    // The time of a command is that of the clock when it is given, so it may go back for an
    // application that had to wait for its own step before; within one it never does.
    clock_.set(event.at);
    progress_[event.row].under_way = event.what;
    ++under_way_;
    engine_->async_submit(
        request_of(rows_[event.row], event.what, progress_[event.row].stream),
        [this, row = event.row](error_code error, receipt done) {
            completions_.put({row, error, done});
        });
}

void importer::give(const event_of_row& event)
{
    while (under_way_ + held_back_ >= how_.in_flight) {
        finish_one();
    }
    auto& on = progress_[event.row];
    if (on.under_way) {
        on.later.push_back(event);
        ++held_back_;
    } else if (!on.refused) {
        start(event);
    }
}

std::string importer::open()
{
    const auto key_file = beside(how_.data, ".key");
    const auto key = read_key_file(key_file, may_begin_in(how_.data));
    if (!key) {
        return why_no_key(key_file, key.error());
    }
    const auto persons_in = beside(how_.data, ".keys");
    auto persons = read_person_keys(persons_in, how_.sealed);
    if (!persons) {
        return persons_in + ": " + persons.error().message();
    }
    persons_ = *std::move(persons);
    engine_options options;
    if (persons_) {
        options.vault = persons_->options();
    }
    options.directory = how_.data;
    options.create = true;
    options.key = *key;
    options.executor = handlers_.get_executor();
    options.blocking = disk_.get_executor();
    options.clock = &clock_;
    options.log = [](std::string_view line) {
        std::cerr << "acikkapi-import: " << std::string{line}.append("\n");
    };
    auto opened = engine<petition>::open(std::move(options));
    if (!opened) {
        return how_.data + ": " + opened.error().message();
    }
    engine_.emplace(*std::move(opened));
    return {};
}

std::string importer::run()
{
    if (auto bad = read_rows(how_, out_, rows_); !bad.empty()) {
        return bad;
    }
    plan();
    if (auto bad = open(); !bad.empty()) {
        return bad;
    }
    progress shown{"importing", events_.size()};
    std::uint64_t done = 0;
    for (const auto& event : events_) {
        give(event);
        shown.at(++done);
    }
    while (under_way_ > 0) {
        finish_one();
    }
    // So that each of these records can be proved to a stranger.
    if (const auto note = engine_->sign_checkpoint(); !note && note.error() != errc::not_covered) {
        return how_.data + ": " + note.error().message();
    }
    engine_->stop();
    return {};
}

}  // namespace

std::string run_import(const import_options& how, import_figures& out)
{
    return importer{how, out}.run();
}

}  // namespace tools
