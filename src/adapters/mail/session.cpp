#include "adapters/curl_handle.hpp"
#include "adapters/mail/session.hpp"

#include <algorithm>
#include <chrono>

namespace acikkapi::adapters {
namespace {

/// libcurl gives each line of the server's: after "354" the message is on its way.
std::size_t on_line(char* bytes, std::size_t, std::size_t size, void* in_data)
{
    if (std::string_view{bytes, size}.starts_with("354")) {
        *static_cast<bool*>(in_data) = true;
    }
    return size;
}

/// When a session is to end though the server would go on.
struct limit {
    CURL* handle = nullptr;
    const std::atomic<bool>& ended;
    std::chrono::steady_clock::time_point until;
};

/// libcurl's own limit does not hold while it says goodbye to a server that is silent: two minutes
/// more.
int stop_at_limit(void* data, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    const auto& given = *static_cast<const limit*>(data);
    if (!given.ended.load() && std::chrono::steady_clock::now() < given.until) {
        return 0;
    }
    curl_easy_setopt(given.handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, 1L);
    return 1;
}

std::size_t drop(char*, std::size_t, std::size_t size, void*)
{
    return size;
}

void set_server(CURL* handle, const mail_options& options)
{
    const bool implicit = options.security == mail_security::tls;
    const bool v6 = options.host.find(':') != std::string::npos;
    const auto url = std::string{implicit ? "smtps://" : "smtp://"} +
                     (v6 ? "[" + options.host + "]" : options.host) + ":" +
                     std::to_string(options.port) + "/" + options.greeting;
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(
        handle,
        CURLOPT_USE_SSL,
        static_cast<long>(
            options.security == mail_security::none ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!options.ca_file.empty()) {
        curl_easy_setopt(handle, CURLOPT_CAINFO, options.ca_file.c_str());
        curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
    }
    if (!options.user.empty()) {
        curl_easy_setopt(handle, CURLOPT_USERNAME, options.user.c_str());
        curl_easy_setopt(handle, CURLOPT_PASSWORD, options.password.c_str());
    }
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(options.time_max).count();
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, std::min<long>(seconds, 30));
    curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(seconds));
}

bool add_part(curl_mime* to, const std::string& text, const char* type)
{
    auto* const part = curl_mime_addpart(to);
    return part && curl_mime_data(part, text.data(), text.size()) == CURLE_OK &&
           curl_mime_type(part, type) == CURLE_OK &&
           curl_mime_encoder(part, "quoted-printable") == CURLE_OK;
}

/// The plain text first: a reader shows the last part that it can (RFC 2046).
curl_mime_handle parts_of(CURL* handle, const mail_message& message)
{
    curl_mime_handle out{curl_mime_init(handle)};
    bool whole = out && add_part(out.get(), message.plain, "text/plain; charset=utf-8");
    if (whole && !message.html.empty()) {
        whole = add_part(out.get(), message.html, "text/html; charset=utf-8");
    }
    return whole ? std::move(out) : curl_mime_handle{};
}

curl_list lines_of(const mail_message& message)
{
    curl_list out;
    bool whole = append(out, "Content-Type: multipart/alternative");
    for (const auto& one : message.headers) {
        whole = whole && append(out, one.c_str());
    }
    return whole ? std::move(out) : curl_list{};
}

/// It is us whom the server does not take, not the letter (RFC 4954). So it answers to a sender where it did not offer
/// the login that it demands: then libcurl goes on without.
bool demands_login(int code)
{
    return code == 530 || code == 534 || code == 535 || code == 538;
}

mail_end ended_as(CURLcode code, CURL* handle, bool in_data)
{
    long response = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &response);
    mail_end out;
    out.done = code == CURLE_OK;
    // So libcurl calls a refused sender or address, and a refused message.
    out.refused = response >= 400 &&
                  (code == CURLE_SEND_ERROR || (code == CURLE_WEIRD_SERVER_REPLY && in_data));
    out.in_data = in_data;
    out.code = static_cast<int>(response);
    out.why = curl_easy_strerror(code);
    return out;
}

}  // namespace

mail_end
send_mail(const mail_options& options, const mail_message& message, const std::atomic<bool>& ended)
{
    const auto handle = make_curl_handle(ended);
    if (!handle) {
        return {.why = "no memory"};
    }
    const auto lines = lines_of(message);
    const auto parts = parts_of(handle.get(), message);
    curl_list to;
    if (!lines || !parts || !append(to, ("<" + message.to + ">").c_str())) {
        return {.why = "no memory"};
    }
    bool in_data = false;
    set_server(handle.get(), options);
    limit bound{handle.get(), ended, std::chrono::steady_clock::now() + options.time_max};
    curl_easy_setopt(handle.get(), CURLOPT_XFERINFOFUNCTION, &stop_at_limit);
    curl_easy_setopt(handle.get(), CURLOPT_XFERINFODATA, &bound);
    curl_easy_setopt(handle.get(), CURLOPT_HEADERFUNCTION, &on_line);
    curl_easy_setopt(handle.get(), CURLOPT_HEADERDATA, &in_data);
    curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, &drop);
    curl_easy_setopt(handle.get(), CURLOPT_MAIL_FROM, ("<" + options.from + ">").c_str());
    curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT, to.get());
    curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, lines.get());
    curl_easy_setopt(handle.get(), CURLOPT_MIMEPOST, parts.get());
    // So it says goodbye while our limit holds, and not when the handle goes.
    curl_easy_setopt(handle.get(), CURLOPT_FORBID_REUSE, 1L);
    const auto code = curl_easy_perform(handle.get());  // Before `in_data` is looked at.
    return ended_as(code, handle.get(), in_data);
}

hand_result judge(const mail_end& end)
{
    const auto code = "SMTP code " + std::to_string(end.code);
    if (end.done) {
        return {delivery::sent, code};
    }
    if (end.refused) {
        return end.code >= 500 && !demands_login(end.code) ? hand_result{delivery::rejected, code}
                                                           : hand_result{std::nullopt, code};
    }
    std::string why{end.why};
    if (end.in_data && end.code == 354) {
        return {delivery::unknown, std::move(why)};
    }
    return {std::nullopt, std::move(why)};
}

}  // namespace acikkapi::adapters
