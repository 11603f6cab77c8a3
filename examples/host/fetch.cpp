#include "host/fetch.hpp"

#include <curl/curl.h>
#include <memory>

namespace host {
namespace {

constexpr std::size_t body_bytes_max = 128U << 10U;
constexpr long time_ms_max = 10'000;
constexpr long connect_ms_max = 5'000;

struct handle_end {
    void operator()(CURL* what) const noexcept { curl_easy_cleanup(what); }
};
struct list_end {
    void operator()(curl_slist* what) const noexcept { curl_slist_free_all(what); }
};
using header_list = std::unique_ptr<curl_slist, list_end>;

/// The host in a URL, its port left out.
std::string_view host_in(std::string_view rest)
{
    rest = rest.substr(0, rest.find_first_of("/?#"));
    const auto colon = rest.find(':', rest.starts_with('[') ? rest.find(']') : 0);
    return rest.substr(0, colon);
}

/// @return 0, which ends the call, for what is too much.
std::size_t on_body(const char* bytes, std::size_t size, std::size_t count, void* to) noexcept
{
    auto& body = *static_cast<std::string*>(to);
    const auto more = size * count;
    if (more > body_bytes_max - body.size()) {
        return 0;
    }
    try {
        body.append(bytes, more);
    } catch (...) {
        return 0;
    }
    return more;
}

void set_rules(CURL* handle, const outgoing& what)
{
    curl_easy_setopt(handle, CURLOPT_URL, what.url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, time_ms_max);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, connect_ms_max);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!what.ca_file.empty()) {
        curl_easy_setopt(handle, CURLOPT_CAINFO, what.ca_file.c_str());
        curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
    }
    if (!what.form.empty()) {
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, what.form.c_str());
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(what.form.size()));
    }
}

}  // namespace

bool is_safe_url(std::string_view url)
{
    constexpr std::string_view tls = "https://";
    constexpr std::string_view plain = "http://";
    const auto authority = url.substr(0, url.find_first_of("/?#", tls.size()));
    if (url.find_first_of(" \\\t\r\n") != url.npos || authority.find('@') != url.npos) {
        return false;
    }
    if (url.starts_with(tls)) {
        return !host_in(url.substr(tls.size())).empty();
    }
    const auto name = url.starts_with(plain) ? host_in(url.substr(plain.size())) : "";
    return name == "127.0.0.1" || name == "[::1]" || name == "localhost";
}

fetched fetch(const outgoing& what)
{
    static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    const std::unique_ptr<CURL, handle_end> handle{ready ? curl_easy_init() : nullptr};
    if (!handle || !is_safe_url(what.url)) {
        return {};
    }
    set_rules(handle.get(), what);
    header_list headers{curl_slist_append(nullptr, "Accept: application/json")};
    if (!what.authorization.empty()) {
        const auto line = "Authorization: " + what.authorization;
        if (headers && curl_slist_append(headers.get(), line.c_str()) == nullptr) {
            return {};
        }
    }
    curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
    fetched out;
    curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, &on_body);
    curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &out.body);
    if (!headers || curl_easy_perform(handle.get()) != CURLE_OK) {
        return {};
    }
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    out.status = static_cast<int>(status);
    return out;
}

}  // namespace host
