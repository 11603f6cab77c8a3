// What is given to who stands before the desk: the receipt, and the result in big letters.
#include "host/pages/contact.hpp"
#include "host/pages/files.hpp"
#include "host/pages/qr.hpp"
#include "host/pages/staff_acts.hpp"
#include "host/pages/staff_words.hpp"

namespace host {

using namespace acikkapi;

bool may_hand_over(const visit& by, const case_file& what)
{
    constexpr std::chrono::hours at_once{1};
    const auto& now = what.now.state;
    const bool late = by.all.jar.now() - now.submitted_at > at_once;
    return verdict_of(by, "reply", what.own) == verdict::allowed && !what.now.withheld &&
           !(now.anonymous && late);
}

namespace {

response get_receipt(const visit& by)
{
    const auto what = case_of(by);
    if (!what || !may_hand_over(by, *what)) {
        return staff_tell(by, what ? problem{403, "not_permitted", ""} : what.error());
    }
    return show_receipt(by, *what, query_value(by.got.asked.query, "files").has_value());
}

response get_qr(const visit& by)
{
    const auto what = case_of(by);
    const auto host = by.got.asked.header("Host");
    if (!what || host.empty() || host.size() > 200) {
        return staff_tell(by, {404, "not_found", ""});
    }
    const std::string scheme = by.all.jar.tls() ? "https://" : "http://";
    return reply_with(
        200,
        "image/svg+xml",
        qr_svg(scheme + std::string{host} + by.at("/follow?number=" + what->number.str())));
}

/// The result in big letters, to be read out or to be shown over the desk.
response get_read_out(const visit& by)
{
    const auto what = case_of(by);
    const auto* const said = what ? newest<events::answered>(what->history) : nullptr;
    if (said == nullptr || what->now.withheld) {
        return staff_tell(by, what ? problem{404, "not_found", ""} : what.error());
    }
    const auto speaks = what->now.state.speaks;
    filling with;
    with.set("NUMBER", what->number.str()).set("ANSWER", said->text);
    with.set("ANSWER_LANGUAGE", std::string{code_of(speaks)});
    with.set("DECISION", by.text(word_key(said->decision)));
    if (is_offered(by, *what, *find_staff_act("record_notice"))) {
        with.add("TELL").set("TELL_AT", case_address(by, what->number, "/record_notice"));
    }
    auto around = staff_frame(by, "staff.read_out");
    around.back = case_address(by, what->number);
    return by.all.look.show(around, "read_out.html", std::move(with));
}

}  // namespace

response
show_receipt(const visit& by, const held& what, bool files_missing, std::optional<language> only_in)
{
    const auto& now = what.now.state;
    const visit reader{by.all, by.got, only_in.value_or(by.speaks), by.who};
    filling with;
    with.set("NUMBER", what.number.str());
    with.add("WITH_CODE").set("CODE", by.all.desk.lookup_code(what.stream));
    with.set("SUBMITTED", time_text(reader.speaks, now.submitted_at));
    with.set("PROMISED", date_text(reader.speaks, now.service.due));
    with.set("QR", case_address(by, what.number, "/qr.svg"));
    with.set("FOLLOW", case_address(by, what.number)).add("AT_DESK");
    if (verdict_of(by, acts::read, petition::is_own(now, by.who->staff)) == verdict::allowed) {
        with.add("ON_LINE");
    }
    add_told_by(now, with);
    add_files(reader, with, files_of(by, what), {});
    if (files_missing) {
        with.add("FILES_MISSING");
    }
    auto around = staff_frame(reader, "receipt.title");
    around.translated = !only_in;
    around.back = by.at("/staff/desk");  // Whoever gave it out goes on in his own language.
    return by.all.look.show(around, "receipt.html", std::move(with));
}

void add_paper_pages(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "/applications/{number}/receipt", get_receipt);
    add_staff_page(to, all, "GET", "/applications/{number}/qr.svg", get_qr);
    add_staff_page(to, all, "GET", "/applications/{number}/read-out", get_read_out);
}

}  // namespace host
