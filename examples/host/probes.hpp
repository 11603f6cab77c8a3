#pragma once

#include "host/api.hpp"
#include "host/background.hpp"
#include "host/backups.hpp"
#include "host/code_log_in.hpp"
#include "host/feed.hpp"
#include "host/front.hpp"
#include "host/webhooks.hpp"

#include <atomic>
#include <cstdint>
#include <string>

namespace host {

/// What the addresses for machines need to know.
struct probed {
    const api::store& desk;
    const api& people;
    const http_figures& figures;
    const code_log_in& codes;
    const event_feed& feed;
    const webhooks* outward;  ///< Null: there are no subscribers.
    const background& work;
    const std::atomic<bool>& stopping;
    std::string directory;             ///< Of the store.
    std::uint64_t free_space_min = 0;  ///< Below it the engine takes no command.
    const backups* copies = nullptr;   ///< Null: the host makes none.
};

/// `/healthz`: this process answers. `/readyz`: it takes commands, and what follows from them goes on. `/metrics`: figures, for a token whose
/// role may see them.
/// @par Lifetime  What is probed outlives the router's last request.
void add_probes(router& to, const probed& what);

}  // namespace host
