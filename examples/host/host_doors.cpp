// Where the host is come in by: its routes, what watches the journal for them, and the address it listens on.
#include "host/code_routes.hpp"
#include "host/demo_log_in.hpp"
#include "host/files/media_kind.hpp"
#include "host/files/uploads.hpp"
#include "host/hooks.hpp"
#include "host/host.hpp"
#include "host/log.hpp"
#include "host/probes.hpp"
#include "support/beside.hpp"

#include <boost/asio/post.hpp>

#include <chrono>

namespace host {

using namespace acikkapi;

void whole_host::add_log_in()
{
    const bool tls = config_.over_tls();
    const log_in_pages pages{*site_};
    if (config_.oidc) {
        log_in_.emplace(*config_.oidc, *cookies_, pages, log_ins_.get_executor(), write_fault);
        log_in_->add_routes(front_->routes());
        log_in_->start();
        config_.staff.ask_also([this](std::string_view token) { return log_in_->find(token); });
    } else if (!config_.invented.empty()) {
        add_demo_log_in(front_->routes(), *sessions_, config_.invented, pages, tls);
    }
    auto ports = ports_of(*desk_, hands_ ? hands_->sms() : sms_.get());
    if (config_.behind_tls) {
        ports.each_address = config_.all;
    }
    codes_.emplace(*cookies_, disk_.get_executor(), std::move(ports));
    add_code_routes(front_->routes(), *codes_, *sessions_, pages, tls);
    add_log_out(front_->routes(), *sessions_, *cookies_, pages);
}

/// What is open to programs.
void whole_host::add_open_doors()
{
    feed_.emplace(&*desk_, *api_, disk_.get_executor());
    feed_->add_routes(front_->routes());
    feed_->start();
    auto how = config_.open311;
    how.over_tls = config_.over_tls();
    const open311_services with{
        *desk_, directory_, *registering_, disk_.get_executor(), write_fault};
    open311_.emplace(
        with,
        std::move(how),
        std::string{reinterpret_cast<const char*>(store_key_.data()), store_key_.size()});
    open311_->add_routes(front_->routes());
    open311_->start();
    stops_.emplace_back([this] { open311_->stop(); });
    if (inbox_) {
        add_hooks(front_->routes(), {*desk_, *inbox_, clock_, disk_.get_executor()});
    }
}

/// What reads the journal, without being asked or before somebody asks.
void whole_host::start_watching()
{
    city_.emplace(*desk_);
    asio::post(disk_, [this] { city_->begin(); });
    stops_.emplace_back([this] { city_->stop(); });
    news_.emplace(&*desk_, disk_.get_executor());
    news_->journal.start();
    watch_.emplace(*desk_);
    asio::post(disk_, [this] { watch_->begin(); });
    stops_.emplace_back([this] { watch_->stop(); });
    if (config_.join_later.value_or(false)) {
        joins_.emplace(*desk_, disk_.get_executor(), write_fault);
        joins_->start();
        stops_.emplace_back([this] { joins_->stop(); });
    }
}

/// Those outside who are told of events.
std::string whole_host::open_webhooks(const places& where)
{
    return config_.webhooks ? webhooks::open(
                                  *config_.webhooks,
                                  {*desk_,
                                   clock_,
                                   disk_.get_executor(),
                                   tools::beside(where.store, {}),
                                   write_fault},
                                  webhooks_)
                            : std::string{};
}

std::string whole_host::open_backups(const places& /*where*/)
{
    if (config_.backups) {
        backups_ = std::make_unique<backups>(
            *config_.backups, backups::means{*desk_, clock_, write_fault});
    }
    return {};
}

std::string whole_host::open_doors(const places& where)
{
    if (!knows_media()) {
        return "libmagic does not find the file that it knows files by";
    }
    front_.emplace(disk_.get_executor(), config_.each, config_.all, write_line);
    api_.emplace(&*desk_, config_.staff, disk_.get_executor(), [] {
        return std::chrono::steady_clock::now();
    });
    api_->add_routes(front_->routes());
    if (config_.behind_tls) {
        config_.registering.address_per_hour = 0;
    }
    registering_.emplace(config_.registering, [] { return std::chrono::steady_clock::now(); });
    api_->limit_with(*registering_);
    const auto space = engine_options{}.free_space_min;
    if (auto wrong = site::open(site_); !wrong.empty()) {
        return wrong;
    }
    if (auto wrong = open_webhooks(where); !wrong.empty()) {
        return wrong;
    }
    api_->compare_with(directory_);
    add_log_in();
    add_open_doors();
    add_probes(
        front_->routes(),
        {*desk_,
         *api_,
         front_->figures(),
         *codes_,
         *feed_,
         webhooks_.get(),
         work_,
         stopping_,
         where.store,
         space,
         backups_.get()});
    start_watching();
    pages_.emplace(page_services{
        *desk_,
        *site_,
        *cookies_,
        *sessions_,
        directory_,
        api_->guard(),
        *codes_,
        disk_.get_executor(),
        [] { return std::chrono::steady_clock::now(); },
        *city_,
        *news_,
        *watch_,
        *registering_,
        write_line});
    add_pages(front_->routes(), *pages_);
    return open_server(where);
}

std::string whole_host::open_server(const places& where)
{
    server_limits limits;
    limits.body_bytes = config_.body_bytes;
    limits.connections = config_.connections;
    limits.behind_tls = config_.behind_tls;
    limits.takes_files = &takes_files;
    limits.file_body_bytes = config_.file_body_bytes;
    limits.file_bodies_bytes = config_.file_bodies_bytes;
    limits.tell = [this](const request& head, response told) {
        return for_people(*site_, head, std::move(told));
    };
    auto opened = server::open(
        network_.get_executor(),
        where.listen,
        [this](request asked, const answer& done) {
            const request head{asked.method, asked.path, {}, asked.headers, {}, {}};
            (*front_)(std::move(asked), [this, head, done](response given) {
                done(for_people(*site_, head, for_open311(head, std::move(given))));
            });
        },
        std::move(limits),
        config_.tls);
    if (!opened) {
        return opened.error() == acikkapi::errc::bad_argument
                   ? "the files of TLS are not a certificate and its key"
                   : "cannot listen at this address";
    }
    server_ = *std::move(opened);
    return {};
}

}  // namespace host
