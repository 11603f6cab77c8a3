#include "adapters/http/outbound.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <array>
#include <cstdint>

namespace acikkapi::adapters {
namespace {

namespace ip = boost::asio::ip;

constexpr std::size_t url_size_max = 4'096;

char lower(char one)
{
    return one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one;
}

std::string lower(std::string_view text)
{
    std::string out{text};
    std::transform(out.begin(), out.end(), out.begin(), [](char one) { return lower(one); });
    return out;
}

/// Letters, digits, points and dashes only: in anything else two readers might see two hosts.
bool is_plain_name(std::string_view host)
{
    return !host.empty() && host.size() <= 253 &&
           std::all_of(host.begin(), host.end(), [](char one) {
               return (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9') || one == '.' ||
                      one == '-';
           });
}

bool fits(std::string_view pattern, std::string_view host)
{
    if (!pattern.starts_with("*.")) {
        return pattern == host;
    }
    const auto tail = pattern.substr(1);
    return host.size() > tail.size() && host.ends_with(tail);
}

struct parts {
    std::string host;  ///< In small letters; of IPv6 without brackets.
    bool is_v6 = false;
    bool secure = true;
    std::uint16_t port = 443;
};

result<parts> parts_of(const boost::urls::url_view& url)
{
    const bool is_http = url.scheme_id() == boost::urls::scheme::http;
    if ((!is_http && url.scheme_id() != boost::urls::scheme::https) || url.has_userinfo() ||
        url.has_fragment()) {
        return errc::bad_argument;
    }
    parts out;
    out.secure = !is_http;
    out.is_v6 = url.host_type() == boost::urls::host_type::ipv6;
    if (out.is_v6) {
        // Without a zone, and in the one spelling that the places are compared in.
        boost::system::error_code bad;
        out.host = ip::make_address_v6(url.host_ipv6_address().to_string(), bad).to_string();
        if (bad) {
            return errc::bad_argument;
        }
    } else {
        out.host = lower(std::string_view{url.encoded_host().data(), url.encoded_host().size()});
        if (!is_plain_name(out.host)) {
            return errc::bad_argument;
        }
    }
    if (url.has_port() && url.port_number() == 0) {
        return errc::bad_argument;
    }
    out.port = url.has_port() ? url.port_number() : (is_http ? 80 : 443);
    return out;
}

std::string spelled(const parts& from, const boost::urls::url_view& url)
{
    const auto host = from.is_v6 ? "[" + from.host + "]" : from.host;
    const auto target = url.encoded_target();
    return std::string{from.secure ? "https://" : "http://"} + host + ":" +
           std::to_string(from.port) + (target.starts_with("/") ? "" : "/") +
           std::string{target.data(), target.size()};
}

struct network {
    std::uint32_t address;
    unsigned bits;
};

/// Special purposes by the registry of IANA (RFC 6890), multicast and what is reserved.
constexpr std::array<network, 15> not_public_v4{
    {{0x00000000, 8},    // This network.
     {0x0a000000, 8},    // Private.
     {0x64400000, 10},   // Shared by the customers of a provider.
     {0x7f000000, 8},    // Loopback.
     {0xa9fe0000, 16},   // Link-local: there the clouds keep their secrets.
     {0xac100000, 12},   // Private.
     {0xc0000000, 24},   // Of protocols.
     {0xc0000200, 24},   // For examples.
     {0xc0586300, 24},   // Relays of 6to4.
     {0xc0a80000, 16},   // Private.
     {0xc6120000, 15},   // For measurements.
     {0xc6336400, 24},   // For examples.
     {0xcb007100, 24},   // For examples.
     {0xe0000000, 4},    // Multicast.
     {0xf0000000, 4}}};  // Reserved, and broadcast.

bool is_public_v4(const ip::address_v4& where)
{
    const auto value = where.to_uint();
    return std::none_of(not_public_v4.begin(), not_public_v4.end(), [value](const network& one) {
        return value >> (32 - one.bits) == one.address >> (32 - one.bits);
    });
}

ip::address_v4 wrapped_v4(const ip::address_v6::bytes_type& bytes, std::size_t from)
{
    return ip::address_v4{{bytes[from], bytes[from + 1], bytes[from + 2], bytes[from + 3]}};
}

bool begins(const ip::address_v6::bytes_type& bytes, std::initializer_list<unsigned> with)
{
    return std::equal(with.begin(), with.end(), bytes.begin());
}

bool is_public_v6(const ip::address_v6& where)
{
    const auto bytes = where.to_bytes();
    if (where.is_v4_mapped() ||
        begins(bytes, {0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0})) {  // NAT64.
        return is_public_v4(wrapped_v4(bytes, 12));
    }
    // All that was ever given out to networks is 2000::/3; in it, what has a special purpose.
    const bool of_protocols = begins(bytes, {0x20, 0x01}) && bytes[2] < 2;  // Teredo among them.
    const bool of_examples =
        begins(bytes, {0x20, 0x01, 0x0d, 0xb8}) || (begins(bytes, {0x3f, 0xff}) && bytes[2] < 16);
    const bool of_6to4 = begins(bytes, {0x20, 0x02});
    return bytes[0] >> 5U == 1 && !of_protocols && !of_examples && !of_6to4;
}

}  // namespace

result<outbound_url> permit(const std::vector<http_place>& places, std::string_view url)
{
    if (url.size() > url_size_max) {
        return errc::bad_argument;
    }
    const auto read = boost::urls::parse_uri(boost::urls::string_view{url.data(), url.size()});
    if (!read) {
        return errc::bad_argument;
    }
    const auto wanted = parts_of(*read);
    if (!wanted) {
        return wanted.error();
    }
    const auto place = std::find_if(places.begin(), places.end(), [&](const http_place& one) {
        return fits(lower(one.host), wanted->host) && one.port == wanted->port &&
               (wanted->secure || one.allow_http);
    });
    if (place == places.end()) {
        return errc::not_permitted;
    }
    return outbound_url{spelled(*wanted, *read), place->allow_private};
}

bool is_public(const ip::address& where)
{
    return where.is_v4() ? is_public_v4(where.to_v4()) : is_public_v6(where.to_v6());
}

}  // namespace acikkapi::adapters
