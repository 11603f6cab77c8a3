#include "host/log_in_pages.hpp"

namespace host {
namespace {

response page(int status, std::string_view title, std::string_view content)
{
    std::string body = "<!doctype html>\n<html lang=\"tr\">\n<head><meta charset=\"utf-8\">"
                       "<meta name=\"viewport\" content=\"width=device-width\"><title>";
    body += title;
    body += "</title></head>\n<body><main>\n<h1>";
    body += title;
    body += "</h1>\n";
    body += content;
    body += "</main></body>\n</html>\n";
    return reply_with(status, "text/html; charset=utf-8", std::move(body));
}

struct words {
    int status;
    std::string_view text;
};

words words_of(log_in_fault why)
{
    switch (why) {
    case log_in_fault::other_attempt:
        return {400, "Bu giriş denemesi artık geçerli değil. Lütfen baştan giriş yapın."};
    case log_in_fault::refused:
        return {403, "Giriş yapılmadı: kimlik sağlayıcı onaylamadı ya da vazgeçildi."};
    case log_in_fault::not_believed:
        return {403, "Kimlik sağlayıcının yanıtı doğrulanamadı. Lütfen baştan giriş yapın."};
    case log_in_fault::no_role:
        return {
            403,
            "Kimliğiniz doğrulandı, ancak bu sistemde size verilmiş bir görev yok. "
            "Yöneticinize başvurun."};
    case log_in_fault::unavailable:
        return {503, "Kimlik sağlayıcıya şu anda ulaşılamıyor. Bir dakika sonra yeniden deneyin."};
    case log_in_fault::not_from_here:
        return {403, "Bu form bu siteden gönderilmedi ya da süresi doldu. Sayfayı yenileyin."};
    }
    return {500, ""};
}

}  // namespace

std::string in_html(std::string_view text)
{
    std::string out;
    for (const char one : text) {
        switch (one) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default: out += one;
        }
    }
    return out;
}

response log_in_failed(log_in_fault why)
{
    const auto [status, text] = words_of(why);
    auto out = page(
        status,
        "Giriş yapılamadı",
        "<p>" + in_html(text) + "</p>\n<p><a href=\"/log-in\">Yeniden dene</a></p>\n");
    if (why == log_in_fault::unavailable) {
        out.headers.emplace_back("Retry-After", "60");
    }
    return out;
}

response go_to(std::string url)
{
    response out;
    out.status = 303;
    out.headers.emplace_back("Location", std::move(url));
    return out;
}

response demo_page(
    const std::vector<acikkapi::actor>& accounts, std::string_view token, std::string_view next)
{
    std::string form = "<p>Bu bir denemedir: hesapların hepsi uydurmadır, parola sorulmaz.</p>\n"
                       "<form method=\"post\" action=\"/log-in\">\n"
                       "<input type=\"hidden\" name=\"csrf\" value=\"" +
                       in_html(token) + "\">\n<input type=\"hidden\" name=\"next\" value=\"" +
                       in_html(next) + "\">\n<ul>\n";
    for (const auto& one : accounts) {
        const auto name = in_html(one.str());
        form += "<li><button name=\"account\" value=\"" + name + "\">" + name + "</button></li>\n";
    }
    return page(200, "Deneme girişi", form + "</ul>\n</form>\n");
}

}  // namespace host
