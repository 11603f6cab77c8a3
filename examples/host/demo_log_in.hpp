#pragma once

#include <acikkapi/ids.hpp>

#include "host/log_in_pages.hpp"
#include "host/router.hpp"
#include "host/session.hpp"

#include <vector>

namespace host {

/// Log-in without a provider, of the demo alone: `GET /log-in` offers invented accounts, `POST
/// /log-in` is one of them, and nobody is asked for a secret.
/// @par Lifetime  `all` outlives the router's last request.
void add_demo_log_in(
    router& to,
    const sessions& all,
    std::vector<acikkapi::actor> accounts,
    const log_in_pages& pages,
    bool tls);

}  // namespace host
