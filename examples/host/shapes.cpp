#include <acikkapi/petition.hpp>

#include "host/shapes.hpp"
#include "support/time_text.hpp"

#include <array>
#include <cstdio>
#include <variant>

namespace host {

using namespace acikkapi;

namespace {

namespace json = boost::json;

std::string_view word_of(outcome value) noexcept
{
    switch (value) {
    case outcome::granted: return "granted";
    case outcome::refused: return "refused";
    case outcome::partly: return "partly";
    case outcome::referred: return "referred";
    }
    return {};
}

std::string_view word_of(closing value) noexcept
{
    switch (value) {
    case closing::not_examined_no_subject: return "no_subject";
    case closing::not_examined_court: return "court";
    case closing::not_examined_no_identity: return "no_identity";
    case closing::duplicate: return "duplicate";
    case closing::abusive: return "abusive";
    case closing::other_authority: return "other_authority";
    }
    return {};
}

void set_time(json::object& out, std::string_view name, const std::optional<instant>& when)
{
    if (when) {
        out[name] = tools::format_utc(*when);
    }
}

void set_text(json::object& out, std::string_view name, std::string_view text)
{
    if (!text.empty()) {
        out[name] = text;
    }
}

/// What a citizen reads of an event, and with it the text that is meant for him.
struct told {
    std::string_view word;  ///< Empty: nothing for him.
    std::string text{};
    std::string subject{};
    std::string_view decision{};    ///< Of an answer.
    std::string signed_by{};        ///< Of an answer.
    std::string_view closed_for{};  ///< Why there is none.
    std::string authority{};        ///< Which has got it, where it is another's duty.
};

struct teller {
    bool staff = false;  ///< He who asks is not who applied.

    told operator()(const events::submitted& e) const
    {
        return {"Başvurunuz alındı", e.wish.text, e.wish.subject};
    }
    told operator()(const events::routed& e) const
    {
        return {"İlgili birime iletildi", e.unit_name};
    }
    told operator()(const events::returned& /*e*/) const
    {
        return {"Başka bir birime iletilmek üzere geri gönderildi"};
    }
    told operator()(const events::question_asked& e) const
    {
        return {"Sizden bilgi istendi", e.question};
    }
    told operator()(const events::replied& e) const { return {"Cevabınız alındı", e.text}; }
    told operator()(const events::resumed& /*e*/) const { return {"İnceleme sürüyor"}; }
    told operator()(const events::reminded& /*e*/) const { return {"Beklenen bilgi hatırlatıldı"}; }
    told operator()(const events::contact_recorded& /*e*/) const
    {
        return {"Sizinle görüşme kaydedildi"};
    }
    told operator()(const events::interim_answered& e) const { return {"Ara cevap", e.text}; }
    told operator()(const events::answered& e) const
    {
        return {"Cevaplandı", e.text, {}, word_of(e.decision), e.signed_by};
    }
    told operator()(const events::notified& /*e*/) const { return {"Sonuç size bildirildi"}; }
    told operator()(const events::objected& e) const { return {"İtiraz ettiniz", e.reason}; }
    told operator()(const events::reopened& e) const { return {"Yeniden açıldı", e.reason}; }
    told operator()(const events::withdrawn& e) const { return {"Geri çektiniz", e.reason}; }
    told operator()(const events::closed& e) const
    {
        return {"Kapandı", e.note, {}, {}, {}, word_of(e.reason), e.authority};
    }
    /// What he wrote tells how he rated, which is his own; who wants to be called has said it to who calls.
    told operator()(const events::rated& e) const
    {
        return {"Değerlendirdiniz", !staff || e.may_call ? e.comment : std::string{}};
    }
    told operator()(const events::deadlines_recomputed& /*e*/) const
    {
        return {"Söz verilen gün yeniden hesaplandı"};
    }
    told operator()(const events::attached& e) const
    {
        return {"Fotoğraf veya belge eklendi", e.name};
    }
    told operator()(const events::contact_changed& /*e*/) const
    {
        return {"İletişim bilgileriniz değişti"};
    }
    told operator()(const events::linked& /*e*/) const
    {
        return {"Aynı konudaki başvurunuzla birleştirildi"};
    }
    told operator()(const events::unlinked& /*e*/) const { return {"Birleştirme kaldırıldı"}; }
    template <class Other>
    told operator()(const Other& /*e*/) const
    {
        return {};
    }
};

told tell(const happening& one, bool staff)
{
    const auto& what = one.what;
    switch (what.kind) {
    case record_kind::fact: break;
    case record_kind::erasure: return {"Kişisel bilgiler silindi"};
    case record_kind::disclosure:
        return {"Kişisel bilgilerinize kayıtlı olarak bakıldı", what.payload.clear};
    case record_kind::hold:
        return staff ? told{"Saklama kararı kondu", what.payload.clear} : told{};
    case record_kind::release:
        return staff ? told{"Saklama kararı kalktı", what.payload.clear} : told{};
    default: return {};
    }
    return std::visit(teller{staff}, *one.fact);
}

std::string_view event_name(const record& what)
{
    switch (what.kind) {
    case record_kind::erasure: return "erased";
    case record_kind::disclosure: return "disclosed";
    case record_kind::hold: return "held";
    case record_kind::release: return "released";
    default: return petition::type_name(what.payload.type);
    }
}

}  // namespace

response json_response(int status, const json::value& body)
{
    return reply_with(status, "application/json", json::serialize(body));
}

std::string tag_of(version value)
{
    return '"' + std::to_string(value) + '"';
}

std::string text_of(day value)
{
    const std::chrono::year_month_day date{value};
    std::array<char, 32> text{};
    std::snprintf(
        text.data(),
        text.size(),
        "%04d-%02u-%02u",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()));
    return text.data();
}

json::object shape_of(const found<application>& what, bool staff)
{
    const auto& now = what.state;
    json::object out{
        {"number", now.number.str()},
        {"version", what.version},
        {"status", name_of(now.life)},
        {"word", citizen_word(now.life)},
        {"closed", what.closed},
        {"province", now.where.plate()},
        {"category", now.category},
        {"submitted_at", tools::format_utc(now.submitted_at)},
        {"promised", text_of(now.service.due)},
        {"waiting", now.service.paused_since.has_value()},
        {"withheld", what.withheld}};
    set_text(out, "district", now.district);
    set_text(out, "unit", now.unit.str());
    set_text(out, "unit_name", now.unit_name);
    set_text(out, "in_hand_of", staff ? now.in_hand_of.str() : "");
    set_time(out, "answered_at", now.answered_at);
    set_time(out, "notified_at", now.notified_at);
    if (const auto last = legal_limit(now)) {
        out["legal_limit"] = text_of(*last);
    }
    if (now.decision) {
        out["decision"] = word_of(*now.decision);
    }
    if (now.closed_for) {
        out["closed_for"] = word_of(*now.closed_for);
    }
    if (now.rating && !staff) {
        out["rating"] = *now.rating;
    }
    return out;
}

json::array timeline_of(const std::vector<happening>& all, bool staff)
{
    json::array out;
    for (const auto& one : all) {
        const auto said = tell(one, staff);
        if (said.word.empty()) {
            continue;
        }
        json::object entry{
            {"at", tools::format_utc(one.what.recorded_at)},
            {"event", event_name(one.what)},
            {"word", said.word}};
        set_text(entry, "subject", said.subject);
        set_text(entry, "text", said.text);
        set_text(entry, "decision", said.decision);
        set_text(entry, "signed_by", said.signed_by);
        set_text(entry, "closed_for", said.closed_for);
        set_text(entry, "authority", said.authority);
        if (staff) {
            set_text(entry, "by", one.what.by.str());
            if (one.what.kind == record_kind::erasure) {
                entry["erasure"] = number_of(one.what.at);
            }
        }
        out.push_back(std::move(entry));
    }
    return out;
}

}  // namespace host
