#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "host/config.hpp"
#include "host/directory.hpp"
#include "host/open311_book.hpp"
#include "host/open311_id.hpp"
#include "host/open311_text.hpp"
#include "host/problem.hpp"
#include "host/registration_limits.hpp"
#include "host/router.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/json.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace host {

/// What it is built on. All that it refers to outlives it.
struct open311_services {
    acikkapi::engine<acikkapi::petition>& desk;
    const directory& where;
    registration_limits& registering;  ///< Who brings requests does so within these.
    boost::asio::any_io_executor blocking;
    std::function<void(const std::string&)> fault;  ///< Told if the journal cannot be followed.
};

/// `/open311/v2`: GeoReport v2, by which programs of others bring requests and show what became of them. Published
/// is what `public_request` has, of kinds that the directory calls public, and nothing else.
/// @par Thread safety  Its routes from any thread in which waiting for the disk is allowed.
/// @par Lifetime  Outlives the router's last request; what it refers to outlives it.
class open311 {
public:
    using store = acikkapi::engine<acikkapi::petition>;

    /// @param secret  Of the store: what requests are called in public is made with it.
    open311(const open311_services& with, open311_settings how, std::string_view secret);

    void add_routes(router& to);
    void start() { book_.start(); }
    void stop() noexcept { book_.stop(); }

private:
    using document = reply<boost::json::value>;

    void
    add(router& to,
        const std::string& name,
        std::string root,
        document (open311::*tells)(const call&) const);
    void add_each(
        router& to,
        const std::string& name,
        std::string root,
        document (open311::*tells)(const request&, const std::string&) const);
    [[nodiscard]] document discovery(const call& got) const;
    [[nodiscard]] document services(const call& got) const;
    [[nodiscard]] document definition(const request& asked, const std::string& code) const;
    [[nodiscard]] document requests(const call& got) const;
    [[nodiscard]] document request_of(const request& asked, const std::string& id) const;
    [[nodiscard]] document token_of(const request& asked, const std::string& token) const;
    [[nodiscard]] document requests_by_id(const std::string& ids) const;
    [[nodiscard]] reply<public_request> find(const std::string& id) const;
    [[nodiscard]] boost::json::object shape_of(const public_request& one) const;
    void submit(const call& got, open311_format format, const answer& done) const;
    [[nodiscard]] boost::json::value receipt_for(const acikkapi::receipt& what) const;

    store& desk_;
    const directory& where_;
    registration_limits& registering_;
    open311_settings how_;
    public_ids ids_;
    boost::asio::any_io_executor blocking_;
    public_book book_;
    std::string changed_;  ///< When services changed last, as far as this knows: at its start.
};

}  // namespace host
