#pragma once

#include <acikkapi/adapters/http_access.hpp>
#include <acikkapi/error.hpp>

#include <boost/asio/ip/address.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace acikkapi::adapters {

/// A URL that may be called.
struct outbound_url {
    std::string
        url;  ///< Spelled anew from its parts, so that whoever reads it next reads the same.
    bool allow_private = false;
};

/// Whether a URL leads to one of the places. Looks no name up: an address has to be asked for by
/// `is_public` when it is connected to.
/// @return `errc::bad_argument` if it is no URL of HTTP in plain ASCII, or has a user in it;
///         `not_permitted` if no place allows it.
[[nodiscard]] result<outbound_url>
permit(const std::vector<http_place>& places, std::string_view url);

/// `true` for an address that is the same machine for everybody in the internet. Not so are
/// loopback, link-local, private, shared, multicast and reserved ones, nor those of IPv6 in which
/// such a one is wrapped.
[[nodiscard]] bool is_public(const boost::asio::ip::address& where);

}  // namespace acikkapi::adapters
