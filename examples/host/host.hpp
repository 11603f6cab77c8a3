#pragma once

#include <acikkapi/adapters/webhook_inbox.hpp>
#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "host/access.hpp"
#include "host/api.hpp"
#include "host/background.hpp"
#include "host/backups.hpp"
#include "host/code_log_in.hpp"
#include "host/config.hpp"
#include "host/feed.hpp"
#include "host/front.hpp"
#include "host/hands.hpp"
#include "host/join_later.hpp"
#include "host/oidc_log_in.hpp"
#include "host/open311.hpp"
#include "host/pages/news.hpp"
#include "host/pages/pages.hpp"
#include "host/pages/watched_cases.hpp"
#include "host/server.hpp"
#include "host/session.hpp"
#include "host/webhooks.hpp"
#include "support/desk_department.hpp"
#include "support/file_notifier.hpp"
#include "support/key_file.hpp"
#include "support/notifying_department.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <csignal>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace host {

/// Where everything is.
struct places {
    std::string store;           ///< Directory; beside it lie its keys and what was sent.
    std::string key_file;        ///< Empty: `store` with `.key` behind it.
    std::string directory_file;  ///< Empty: an invented governorate's, which is built in.
    asio::ip::tcp::endpoint listen;
    bool create = false;
};

/// A whole host: the library, its ports, and HTTP before it. It keeps nothing that is not in the
/// store, but how far those outside were told of events.
class whole_host {
public:
    /// @return What is wrong, in words; empty if nothing is.
    [[nodiscard]] static std::string
    open(const places& where, config how, std::unique_ptr<whole_host>& out);
    ~whole_host();
    whole_host(const whole_host&) = delete;
    whole_host& operator=(const whole_host&) = delete;

    [[nodiscard]] asio::ip::tcp::endpoint address() const { return server_->address(); }
    [[nodiscard]] const router& routes() { return front_->routes(); }

    /// Answers until a signal says that it is enough and what was asked is answered.
    void run();

private:
    explicit whole_host(config how);
    [[nodiscard]] std::string open_keys(const places& where);
    [[nodiscard]] std::string open_outboxes(const places& where);
    [[nodiscard]] std::string open_hands(const places& where);
    [[nodiscard]] std::string open_store(const places& where);
    [[nodiscard]] std::string open_sessions(const places& where);
    [[nodiscard]] std::string open_doors(const places& where);
    [[nodiscard]] std::string open_server(const places& where);
    [[nodiscard]] std::string open_directory_of(const places& where);
    [[nodiscard]] std::string open_webhooks(const places& where);
    [[nodiscard]] std::string open_backups(const places& where);
    void add_log_in();
    void add_open_doors();
    void start_watching();
    void reload_on_hangup();
    void stop_telling();
    void hold_letters();
    void finish_letters();

    config config_;
    background work_;
    std::atomic<bool> stopping_ = false;
    asio::io_context network_{1};
    // From the beginning: who has read where we listen may send one at once.
    asio::signal_set end_{network_, SIGINT, SIGTERM};
    asio::signal_set hangup_{network_, SIGHUP};
    asio::thread_pool letters_{1};
    asio::thread_pool disk_{4};
    asio::thread_pool log_ins_{2};  // Who waits for the provider holds up nobody else.
    acikkapi::system_clock clock_;
    std::unique_ptr<tools::file_notifier> sms_;  // Null: others tell applicants.
    std::unique_ptr<tools::file_notifier> staff_file_;
    std::optional<tools::notifying_department> staff_;
    tools::desk_department units_;
    std::unique_ptr<hands> hands_;  // Null: the files and the worklist have all letters.
    std::optional<acikkapi::webhook_inbox> inbox_;
    std::optional<tools::person_keys> persons_;
    acikkapi::store_key store_key_{};
    bool begins_ = false;  // There was no store before.
    directory directory_;
    std::optional<office_access> access_;
    std::optional<api::store> desk_;
    std::optional<sealer> sealer_;
    std::optional<cookies> cookies_;
    std::optional<sessions> sessions_;
    std::unique_ptr<site> site_;
    std::optional<city_watch> city_;
    std::optional<news_desk> news_;
    std::optional<case_watch> watch_;
    std::optional<join_later> joins_;  // Only if the configuration says so.
    std::optional<oidc_log_in> log_in_;
    std::optional<code_log_in> codes_;
    std::optional<registration_limits> registering_;
    std::optional<front> front_;
    std::optional<api> api_;
    std::optional<event_feed> feed_;
    std::unique_ptr<webhooks> webhooks_;  // Null: nobody outside is told.
    std::optional<open311> open311_;
    std::optional<page_services> pages_;
    std::vector<std::function<void()>> stops_;  // Of what reads the journal by itself.
    std::unique_ptr<backups> backups_;          // Null: somebody else makes them.
    std::unique_ptr<server> server_;
};

}  // namespace host
