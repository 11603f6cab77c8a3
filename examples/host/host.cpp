#include "host/access.hpp"
#include "host/host.hpp"
#include "host/log.hpp"
#include "support/beside.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <random>
#include <thread>

namespace host {

using namespace acikkapi;

// What a unit is told it finds in its worklist: here it is enough that it is on record.
whole_host::whole_host(config how)
    : config_(std::move(how)), work_(write_fault),
      units_(letters_.get_executor(), [](const hand_over& /*what*/) {
          return hand_result{delivery::delivered, "worklist"};
      })
{}

/// What would be sent to applicants, unless somebody sends it, and to those who are to be reminded.
std::string whole_host::open_outboxes(const places& where)
{
    const auto open = [&](const std::string& file, std::unique_ptr<tools::file_notifier>& out) {
        auto opened = tools::file_notifier::open(file, disk_.get_executor());
        if (!opened) {
            return tools::why_no_outbox(file, opened.error());
        }
        out = *std::move(opened);
        return std::string{};
    };
    std::string wrong;
    if (!config_.adapters || config_.adapters->sms_to_file) {
        wrong = open(tools::beside(where.store, ".sms.jsonl"), sms_);
    }
    if (wrong.empty()) {
        wrong = open(tools::beside(where.store, ".staff.jsonl"), staff_file_);
    }
    if (wrong.empty()) {
        staff_.emplace(*staff_file_);
    }
    return wrong;
}

/// The hands that the configuration names, and the ear for what units' systems answer.
std::string whole_host::open_hands(const places& where)
{
    if (!config_.adapters) {
        return {};
    }
    const auto file = tools::beside(where.store, ".reply");
    std::error_code bad;
    const bool fresh = !std::filesystem::exists(file, bad);
    const auto key = tools::read_key_file(file, true);
    if (!key) {
        return file + ": " + key.error().message();
    }
    if (fresh && !begins_) {
        write_fault(
            file + " was not there and is made anew: no unit's system can answer any more what it "
                   "was given before");
    }
    const auto tokens =
        reply_tokens::make({std::string{reinterpret_cast<const char*>(key->data()), key->size()}});
    if (!tokens) {
        return file + ": " + tokens.error().message();
    }
    const hands::means by{letters_.get_executor(), clock_, units_, write_fault, sms_.get()};
    if (auto wrong = hands::open(*config_.adapters, by, *tokens, hands_); !wrong.empty()) {
        return wrong;
    }
    if (!config_.adapters->webhook) {
        return {};
    }
    webhook_inbox_options heard;
    for (const auto& [unit, at] : config_.adapters->webhook->units) {
        heard.secrets[unit] = at.secrets;
    }
    auto inbox = webhook_inbox::make(heard, *tokens);
    if (!inbox) {
        return "adapters.webhook: " + inbox.error().message();
    }
    inbox_.emplace(*std::move(inbox));
    return {};
}

/// The keys of the store and of persons, and what seals sessions.
std::string whole_host::open_keys(const places& where)
{
    const auto key_file =
        where.key_file.empty() ? tools::beside(where.store, ".key") : where.key_file;
    // A store that is there has its keys, or they were lost: new ones would open nothing of it.
    const bool none = tools::may_begin_in(where.store);
    begins_ = where.create && none;
    if (none && !begins_) {
        // Nothing is made beside it: it may only be away.
        return where.store + ": holds no store: is its disk mounted? --create makes one, once";
    }
    const auto key = tools::read_key_file(key_file, begins_);
    if (!key) {
        return tools::why_no_key(key_file, key.error());
    }
    store_key_ = *key;
    const auto persons_in = tools::beside(where.store, ".keys");
    auto persons = tools::read_person_keys(persons_in, begins_);
    if (!persons) {
        return persons_in + ": " + persons.error().message();
    }
    persons_ = *std::move(persons);
    return open_sessions(where);
}

std::string whole_host::open_store(const places& where)
{
    engine_options options;
    options.directory = where.store;
    options.create = where.create;
    options.key = store_key_;
    if (persons_) {
        options.vault = persons_->options();
    }
    options.executor = letters_.get_executor();
    options.blocking = disk_.get_executor();
    options.clock = &clock_;
    options.random = [] { return std::uint64_t{std::random_device{}()}; };
    if (hands_) {
        options.notifiers["sms"] = &hands_->applicants();
        options.departments["unit"] = &hands_->units();
    } else {
        options.notifiers["sms"] = sms_.get();
        options.departments["unit"] = &units_;
    }
    options.departments["staff"] = &*staff_;
    options.access = &*access_;
    options.log = [](std::string_view line) { write_fault(std::string{line}); };
    // Deadlines act: who has it is reminded, his superiors are told, and nobody waits for ever for a unit.
    auto rules = petition_rules::acting();
    rules.on_duty = config_.on_duty;
    auto opened = api::store::open(std::move(options), petition::with(std::move(rules)).value());
    if (!opened) {
        return where.store + ": " + opened.error().message();
    }
    desk_.emplace(*std::move(opened));
    return {};
}

/// What seals sessions lies beside the store as its other keys do; where it was lost, all log in anew. Who changes it
/// keeps the one before for a day, as `DIR.session.before`.
std::string whole_host::open_sessions(const places& where)
{
    const auto file = tools::beside(where.store, ".session");
    const auto key = tools::read_key_file(file, true);
    if (!key) {
        return file + ": " + key.error().message();
    }
    std::optional<sealer::key> before;
    if (const auto old = tools::read_key_file(file + ".before", false)) {
        before = *old;
    }
    sealer_.emplace(*key, before, [this] { return clock_.now(); });
    cookies_.emplace(*sealer_, config_.over_tls());
    sessions_.emplace(*cookies_);
    return {};
}

std::string whole_host::open_directory_of(const places& where)
{
    std::string wrong;
    directory_ = open_directory(where.directory_file, wrong);
    access_.emplace(directory_.where);
    return wrong;
}

std::string whole_host::open(const places& where, config how, std::unique_ptr<whole_host>& out)
{
    std::unique_ptr<whole_host> here{new whole_host{std::move(how)}};
    // What may be missing comes before the store, and nothing works yet: a host that does not come up hands nothing over.
    auto wrong = here->open_directory_of(where);
    for (const auto step :
         {&whole_host::open_keys,
          &whole_host::open_outboxes,
          &whole_host::open_hands,
          &whole_host::open_store,
          &whole_host::open_backups,
          &whole_host::open_doors}) {
        if (wrong.empty()) {
            wrong = (*here.*step)(where);
        }
    }
    if (wrong.empty()) {
        out = std::move(here);
    }
    return wrong;
}

/// A new certificate is taken without a pause; one that cannot be read changes nothing.
void whole_host::reload_on_hangup()
{
    hangup_.async_wait([this](boost::system::error_code bad, int /*which*/) {
        if (bad) {
            return;
        }
        if (!server_->reload_tls()) {
            write_fault("the files of TLS are not a certificate and its key");
        }
        reload_on_hangup();
    });
}

void whole_host::run()
{
    reload_on_hangup();
    if (hands_) {
        hands_->start(*desk_);
    }
    desk_->async_run([this](const error_code& why) { work_.ended(why); });
    if (webhooks_) {
        webhooks_->start();
    }
    if (backups_) {
        backups_->start();
    }
    end_.async_wait([this](boost::system::error_code bad, int /*which*/) {
        if (!bad) {
            stopping_ = true;
            hangup_.cancel();
            stop_telling();
            if (backups_) {
                backups_->stop();
            }
            hold_letters();  // Not first when all connections have ended, which takes a while.
            server_->stop();
        }
    });
    network_.run();
}

/// Who waits for what comes is answered: a request would not end else.
void whole_host::stop_telling()
{
    if (feed_) {
        feed_->stop();
    }
    if (webhooks_) {
        webhooks_->stop();
    }
    if (news_) {
        news_->journal.stop();
    }
}

void whole_host::hold_letters()
{
    const auto ways = desk_->letters();
    for (const auto& way : ways) {
        static_cast<void>(desk_->hold_letters(way.adapter));
    }
}

/// What is under way when an engine stops goes out again after the next start: a citizen would be told twice. So nothing
/// more is handed over, and what is on its way gets a moment to be answered and recorded.
void whole_host::finish_letters()
{
    constexpr std::chrono::seconds patience{5};
    constexpr std::chrono::milliseconds pause{20};
    hold_letters();
    const auto end = std::chrono::steady_clock::now() + patience;
    const auto is_quiet = [this] {
        const auto now = desk_->letters();
        return std::all_of(now.begin(), now.end(), [](const adapter_state& way) {
            return way.held && way.under_way == 0;
        });
    };
    while (!is_quiet() && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(pause);
    }
    std::this_thread::sleep_for(10 * pause);  // What was answered last is being recorded.
}

// First the doors, then the engine, which the last requests still need, then the threads.
// NOLINTNEXTLINE(bugprone-exception-escape): only memory may be short, and that passes through.
whole_host::~whole_host()
{
    network_.stop();
    stop_telling();
    for (const auto& stop : stops_) {
        stop();
    }
    if (webhooks_) {
        webhooks_->wait();
    }
    if (desk_) {
        finish_letters();
        desk_->stop();
    }
    if (hands_) {
        hands_->stop();
    }
    log_ins_.join();
    disk_.join();
    // What a message centre still owes us is waited for, but not without end: what was handed over is on
    // record, and what was not is handed over again.
    constexpr std::chrono::seconds patience{5};
    asio::thread_pool watch{1};
    asio::steady_timer end{watch, patience};
    end.async_wait([this](error_code cancelled) {
        if (!cancelled) {
            letters_.stop();
        }
    });
    letters_.join();
    asio::post(watch, [&end] { end.cancel(); });
    watch.join();
    // The last: a step of it may take longer than all else, and who kills us meanwhile takes no letter from anybody.
    backups_.reset();
}

}  // namespace host
