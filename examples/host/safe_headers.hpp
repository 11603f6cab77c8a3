#pragma once

#include "host/http.hpp"

namespace host {

/// Adds what makes a browser careful, whatever the response is, and the date. What a handler has said
/// itself stays.
/// @param behind_tls  Also that the host is to be asked over TLS only.
void make_safe(response& out, bool behind_tls);

}  // namespace host
