#pragma once

#include <acikkapi/adapters/webhook_inbox.hpp>
#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "host/router.hpp"

#include <boost/asio/any_io_executor.hpp>

namespace host {

/// What `hooks` need. @par Lifetime  Of all references: outlives the router's last request.
struct hooked {
    acikkapi::engine<acikkapi::petition>& desk;
    const acikkapi::webhook_inbox& inbox;
    acikkapi::clock& time;
    boost::asio::any_io_executor blocking;
};

/// `POST /hooks/units/{unit}`: what a unit's own system says, as CloudEvents signed by Standard Webhooks. 204 when
/// it is done, also again; 401, 403, 410, 413 and 400 as docs/adapters/webhook.md has them, and what the
/// engine says as at the API.
void add_hooks(router& to, const hooked& by);

}  // namespace host
