#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace acikkapi {

/// A header of HTTP. Names are compared without regard to case.
struct http_header {
    std::string name;
    std::string value;

    friend bool operator==(const http_header&, const http_header&) = default;
};

/// One place outside that an adapter may speak to by HTTP.
struct http_place {
    /// A name in ASCII, `sms.example`; with `*.example` every name below it, but not itself; or an
    /// address, one of IPv6 without brackets.
    std::string host;
    std::uint16_t port = 443;
    bool allow_http = false;  ///< Also without TLS, at the same port.
    /// Also where the name leads to this machine or a network of one's own: what is not reachable
    /// from everywhere in the internet.
    bool allow_private = false;
};

/// What an adapter may reach by HTTP, and whom it believes. Whatever is not named here is not
/// reached: an address in a letter or a setting leads nowhere else, nor does a name that somebody
/// points elsewhere.
struct http_access {
    std::vector<http_place> places;
    /// Certificates in PEM of those who may vouch for a place; empty: those of the system.
    std::string ca_file{};
};

}  // namespace acikkapi
