#pragma once

#include "host/api.hpp"
#include "host/code_log_in.hpp"
#include "host/log_in_pages.hpp"
#include "host/router.hpp"
#include "host/session.hpp"

namespace host {

/// A log-in by code before a register: its phones, and its notifier for SMS, null if it has none.
///
/// A code is no letter of the application: nothing of it is on record. It goes to the notifier as
/// one of the kind `code`, with the code as its reference.
/// @par Lifetime  Both outlive the ports.
[[nodiscard]] code_log_in_ports ports_of(api::store& desk, acikkapi::notifier* sms);

/// `GET /log-in/code`: the forms; `POST /log-in/code` asks for a code with `number` and `mobile`,
/// `POST /log-in/code/done` logs in with `code`. Their form token is that of the action `code`. Where no codes are sent all
/// of them say so, with 501.
/// @par Lifetime  All of it outlives the router's last request.
void add_code_routes(
    router& to, code_log_in& by, const sessions& all, const log_in_pages& pages, bool tls);

}  // namespace host
