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

/// What is wrong with a code, or with asking for one.
std::string_view words_of(std::string_view fault)
{
    if (fault == "bad_members") {
        return "Başvuru numarası ya da telefon numarası geçerli değil.";
    }
    if (fault == "too_many_requests") {
        return "Çok sık kod istendi. Lütfen daha sonra yeniden deneyin.";
    }
    if (fault == "wrong_code") {
        return "Kod yanlış. Yeniden deneyebilirsiniz.";
    }
    return fault.empty() ? "" : "Bu kodun süresi doldu. Lütfen yeni bir kod isteyin.";
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

response redirect_to(std::string url)
{
    response out;
    out.status = 303;
    out.headers.emplace_back("Location", std::move(url));
    return out;
}

response code_page(std::string_view token, std::string_view fault)
{
    const auto hidden = "<input type=\"hidden\" name=\"csrf\" value=\"" + in_html(token) + "\">\n";
    std::string content;
    if (!fault.empty()) {
        content = "<p role=\"alert\">" + in_html(words_of(fault)) + "</p>\n";
    }
    content += "<form method=\"post\" action=\"/log-in/code\">\n" + hidden +
               "<p><label>Başvuru numarası <input name=\"number\" required></label></p>\n"
               "<p><label>Cep telefonu <input name=\"mobile\" type=\"tel\" autocomplete=\"tel\" "
               "required></label></p>\n<p><button>Kod iste</button></p>\n</form>\n"
               "<p>Telefon bu başvuruda kayıtlıysa kısa mesajla bir kod gönderilir. "
               "Kod beş dakika geçerlidir.</p>\n"
               "<form method=\"post\" action=\"/log-in/code/done\">\n" +
               hidden +
               "<p><label>Kod <input name=\"code\" inputmode=\"numeric\" "
               "autocomplete=\"one-time-code\" required></label></p>\n"
               "<p><button>Devam et</button></p>\n</form>\n";
    return page(200, "Kısa mesajla giriş", content);
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
        form.append("<li><button name=\"account\" value=\"").append(name).append("\">");
        form.append(name).append("</button></li>\n");
    }
    return page(200, "Deneme girişi", form + "</ul>\n</form>\n");
}

}  // namespace host
