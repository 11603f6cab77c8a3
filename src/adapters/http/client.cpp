#include "adapters/curl_handle.hpp"
#include "adapters/http/client.hpp"
#include "adapters/http/outbound.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <netinet/in.h>
#include <new>
#include <sys/socket.h>
#include <unistd.h>

namespace acikkapi::adapters {
namespace {

namespace ip = boost::asio::ip;

constexpr long connect_ms_max = 10'000;

http_outcome failed(http_end how, std::string why)
{
    http_outcome out;
    out.end = how;
    out.why = std::move(why);
    return out;
}

/// What libcurl's callbacks work on during one call.
struct exchange {
    http_outcome out;
    std::size_t room = 0;
    bool allow_private = false;
    bool opened = false;
    bool refused_address = false;
    bool too_long = false;
};

bool take(exchange& call, std::size_t size)
{
    call.too_long = call.too_long || size > call.room;
    if (!call.too_long) {
        call.room -= size;
    }
    return !call.too_long;
}

/// Lets no exception into libcurl. What is not taken as a whole ends the call.
template <class Take>
std::size_t guarded(std::size_t size, void* data, const Take& keep)
{
    auto& call = *static_cast<exchange*>(data);
    try {
        if (take(call, size)) {
            keep(call.out);
            return size;
        }
    } catch (const std::bad_alloc&) {
        call.too_long = true;
    }
    return 0;
}

std::size_t on_body(char* bytes, std::size_t, std::size_t size, void* data)
{
    return guarded(size, data, [=](http_outcome& out) { out.body.append(bytes, size); });
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const auto begin = text.find_first_not_of(blanks);
    return begin == text.npos ? "" : text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

void keep_header(http_outcome& out, std::string_view line)
{
    if (line.starts_with("HTTP/")) {
        out.headers.clear();  // Those of an interim response (100, 103).
    } else if (const auto colon = line.find(':'); colon != line.npos) {
        std::string name{trimmed(line.substr(0, colon))};
        std::transform(name.begin(), name.end(), name.begin(), [](char one) {
            return one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one;
        });
        out.headers.push_back({std::move(name), std::string{trimmed(line.substr(colon + 1))}});
    }
}

std::size_t on_header(char* bytes, std::size_t, std::size_t size, void* data)
{
    return guarded(size, data, [=](http_outcome& out) { keep_header(out, {bytes, size}); });
}

ip::address address_of(const curl_sockaddr& where)
{
    if (where.family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &where.addr, sizeof v4);
        return ip::address_v4{ntohl(v4.sin_addr.s_addr)};
    }
    sockaddr_in6 v6{};
    static_assert(sizeof v6 <= sizeof(sockaddr_storage));
    std::memcpy(&v6, &where.addr, std::min<std::size_t>(where.addrlen, sizeof v6));
    ip::address_v6::bytes_type bytes{};
    std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
    return ip::address_v6{bytes};
}

/// Judges the very address that is connected to: a name may lead elsewhere now than a moment ago.
curl_socket_t on_open(void* data, curlsocktype, curl_sockaddr* where)
{
    auto& call = *static_cast<exchange*>(data);
    const bool known = where->family == AF_INET || where->family == AF_INET6;
    if (!known || (!call.allow_private && !is_public(address_of(*where)))) {
        call.refused_address = true;
        return CURL_SOCKET_BAD;
    }
    call.opened = true;
    return ::socket(where->family, where->socktype | SOCK_CLOEXEC, where->protocol);
}

/// A line break in a header would begin another one.
bool is_plain(const http_header& header)
{
    const auto clean = [](std::string_view text) {
        return std::none_of(
            text.begin(), text.end(), [](unsigned char one) { return one < ' ' || one == 0x7f; });
    };
    return !header.name.empty() && header.name.find_first_of(": ") == std::string::npos &&
           clean(header.name) && clean(header.value);
}

bool is_method(std::string_view method)
{
    return !method.empty() && method.size() <= 16 &&
           std::all_of(
               method.begin(), method.end(), [](char one) { return one >= 'A' && one <= 'Z'; });
}

void set_rules(CURL* handle, const std::string& ca_file)
{
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(handle, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!ca_file.empty()) {
        curl_easy_setopt(handle, CURLOPT_CAINFO, ca_file.c_str());
        curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
    }
}

void set_callbacks(CURL* handle, exchange& call)
{
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &on_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &call);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &on_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &call);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, &on_open);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, &call);
}

void set_request(CURL* handle, const http_request& request, const std::string& url)
{
    const auto limit = static_cast<long>(std::max<std::int64_t>(request.time_max.count(), 1));
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, limit);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, std::min(limit, connect_ms_max));
    if (request.method == "GET") {
        curl_easy_setopt(handle, CURLOPT_HTTPGET, 1L);
        return;
    }
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.c_str());
    curl_easy_setopt(
        handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

/// `Expect` would cost a round, and two headers that libcurl makes up are not of our request.
curl_list lines_of(const std::vector<http_header>& headers)
{
    curl_list out;
    bool whole = append(out, "Expect:");
    whole = whole && append(out, "Content-Type:");
    for (const auto& one : headers) {
        const auto line = one.name + (one.value.empty() ? ";" : ": " + one.value);
        whole = whole && append(out, line.c_str());
    }
    return whole ? std::move(out) : curl_list{};
}

/// Whether a byte of the request can have gone out: nothing does before the connection stands.
bool may_have_been_sent(CURL* handle)
{
    curl_off_t ready_us = 0;
    curl_easy_getinfo(handle, CURLINFO_PRETRANSFER_TIME_T, &ready_us);
    return ready_us > 0;
}

void judge(exchange& call, CURL* handle, CURLcode code)
{
    auto& out = call.out;
    if (code == CURLE_OK) {
        long status = 0;
        curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
        out.status = static_cast<int>(status);
        out.end = http_end::answered;
        return;
    }
    out.why = call.too_long ? "the response is too long" : curl_easy_strerror(code);
    if (may_have_been_sent(handle)) {
        out.end = http_end::unknown;
    } else if (call.refused_address && !call.opened) {
        out.end = http_end::permanent;
        out.why = "the address is not public";
    }
}

}  // namespace

std::string_view http_outcome::header(std::string_view name) const
{
    const auto found = std::find_if(
        headers.begin(), headers.end(), [name](const auto& one) { return one.name == name; });
    return found == headers.end() ? std::string_view{} : found->value;
}

http_outcome http_client::call(const http_request& request, const std::atomic<bool>& ended) const
{
    const auto url = permit(access_.places, request.url);
    if (!url) {
        return failed(http_end::permanent, "the URL is not allowed");
    }
    const auto& headers = request.headers;
    if (!is_method(request.method) || !std::all_of(headers.begin(), headers.end(), is_plain)) {
        return failed(http_end::permanent, "this is no request");
    }
    exchange call;
    call.room = request.response_bytes_max;
    call.allow_private = url->allow_private;
    const auto handle = make_curl_handle(ended);
    const auto lines = lines_of(headers);
    if (!handle || !lines) {
        return failed(http_end::temporary, "no memory");
    }
    set_rules(handle.get(), access_.ca_file);
    set_callbacks(handle.get(), call);
    set_request(handle.get(), request, url->url);
    curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, lines.get());
    judge(call, handle.get(), curl_easy_perform(handle.get()));
    return std::move(call.out);
}

}  // namespace acikkapi::adapters
