#pragma once

#include <acikkapi/event.hpp>
#include <acikkapi/record.hpp>

#include "codec/snapshot.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Values with every member different from its default, and bytes as text.
namespace samples {

using namespace acikkapi;
using namespace std::chrono_literals;

inline std::string hex(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

/// Bytes of hexadecimal digits; blanks between them are left out.
inline std::string bytes(std::string_view text)
{
    std::string out;
    int high = -1;
    for (const char c : text) {
        if (c == ' ') {
            continue;
        }
        const int digit = c <= '9' ? c - '0' : c - 'a' + 10;
        if (high < 0) {
            high = digit;
        } else {
            out += static_cast<char>(high * 16 + digit);
            high = -1;
        }
    }
    return out;
}

inline constexpr std::string_view turkish = "Şişli'de çöp, ığdır ağacı ve İĞÜŞÖÇ “yol” bozuk";
inline constexpr instant monday =
    std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 9h + 15min;
inline constexpr day monday_day{std::chrono::days{20'514}};

inline unit_id roads()
{
    return unit_id::parse("24301265").value();
}
inline unit_id parks()
{
    return unit_id::parse("00000042").value();
}
inline province istanbul()
{
    return province::from_plate(34).value();
}

inline application_number number()
{
    return application_number::make(istanbul(), 2026, 48'213'975).value();
}

inline person citizen()
{
    return {
        identity_number::parse("10000000146").value(),
        "Ayşe Yılmaz",
        phone::parse("+905321234567").value(),
        "ayse@example.org",
        "Örnek Sok. 1, Şişli"};
}

inline deadline_clock service()
{
    using std::chrono::days;
    return {
        {counting::business_days, 7, true, true},
        monday_day,
        monday_day + days{9},
        {{monday_day, monday_day + days{1}}, {monday_day + days{1}, monday_day + days{2}}},
        monday_day + days{2},
        12,
        2};
}

inline deadline_clock legal()
{
    return {
        {counting::calendar_days, 30, true, false},
        monday_day,
        monday_day + std::chrono::days{30},
        {},
        std::nullopt,
        1,
        1};
}

inline commands::submit wish()
{
    person child;
    child.full_name = "Can Yılmaz";
    return {
        istanbul(),
        "yol",
        "Çukur",
        std::string{turkish},
        "Şişli",
        citizen(),
        child,
        true,
        language::arabic,
        monday + 48h};
}

inline commands::open_problem problem_wish()
{
    return {
        istanbul(),
        "yol",
        "Şişli",
        roads(),
        "Asfalt",
        actor::parse("head:24301265").value(),
        "Kaplanacak",
        monday_day};
}

/// One full event of each type, in the order of the variant.
inline std::vector<event> events()
{
    const std::string text{turkish};
    return {
        events::submitted{
            number(),
            channels::mobile(),
            wish(),
            monday,
            service(),
            legal(),
            monday + 240h,
            true,
            "k:1"},
        events::routed{roads(), "Yol Bakım", text, true},
        events::returned{return_reason::incomplete, text, parks(), true},
        events::question_asked{text, monday, service(), true},
        events::replied{text},
        events::resumed{true, service(), monday + 300h},
        events::reminded{true},
        events::contact_recorded{
            {commands::contact_means::message, true, commands::contact_result::wrong_person, text}},
        events::interim_answered{text, true},
        events::answered{outcome::referred, text, "Müdür Ali Öz", monday + 5h, 300, true},
        events::notice_recorded{{notice::result, delivery::dead, "sms", 70'000, "code 21"}},
        events::notified{monday + 6h, "post"},
        events::objected{text, legal(), monday + 7h},
        events::reopened{text, service(), monday + 8h},
        events::withdrawn{text, monday + 9h},
        events::closed{closing::abusive, text, monday + 10h, true},
        events::rated{5, text, true},
        events::linked{stream_id{77'000'000}, true},
        events::unlinked{stream_id{9}, text},
        events::escalated{5},
        events::deadlines_recomputed{service(), legal(), monday + 11h},
        events::told_again{notice::acknowledgement},
        events::left_unrouted{true},
        events::rating_asked{true},
        events::problem_opened{problem_wish(), monday + 12h},
        events::problem_planned{
            actor::parse("head:24301265").value(), "Boru değişecek", monday_day},
        events::problem_closed{"Değişti", monday + 13h},
        events::problem_joined{stream_id{77'000'000}, monday_day, true},
        events::problem_left{stream_id{9}, text},
        events::problem_told{stream_id{9}, monday_day, true, true},
        events::attached{media::pdf, 70'000, "çukur.pdf", std::string{"\0PDF", 4}},
        events::assigned{actor::parse("officer:34/4711").value(), true},
        events::contact_changed{citizen().mobile, "yeni@example.org", true},
    };
}

/// One empty event of each type.
inline std::vector<event> empty_events()
{
    return []<std::size_t... I>(std::index_sequence<I...>)
    {
        return std::vector<event>{event{std::in_place_index<I>}...};
    }
    (std::make_index_sequence<std::variant_size_v<event>>{});
}

inline application state()
{
    application v;
    v.life = status::objected;
    v.number = number();
    v.where = istanbul();
    v.via = channels::mobile();
    v.speaks = language::english;
    v.category = "yol";
    v.district = "Şişli";
    v.anonymous = v.on_behalf = v.with_governorate = v.reminded = v.phone_suspect = true;
    v.submitted_at = monday;
    v.answered_at = monday + 1h;
    v.notified_at = monday + 2h;
    v.ended_at = monday + 3h;
    v.target = monday + 4h;
    v.unit = roads();
    v.answering_unit = parks();
    v.routings = 1;
    v.returns = 2;
    v.questions = 3;
    v.contacts = 4;
    v.interim_answers = 5;
    v.answers = 6;
    v.objections = 65'535;
    v.days_late = 300;
    v.service = service();
    v.legal = legal();
    v.asked_at = monday + 5h;
    v.late_since = monday + 6h;
    v.escalation = 5;
    v.acknowledgement = notice_state::delivered;
    v.result = notice_state::unknown;
    v.decision = outcome::partly;
    v.closed_for = closing::duplicate;
    v.rating = std::uint8_t{4};
    v.links = {{stream_id{7}, true}, {stream_id{8'000'000'000}, false}};
    v.subject_key = "10000000146";
    v.contact = "+905321234567";
    v.unit_name = "Yol Bakım";
    return v;
}

inline key_hash key(unsigned first)
{
    key_hash value{};
    for (std::size_t i = 0; i < value.size(); ++i) {
        value[i] = static_cast<std::byte>(first + i);
    }
    return value;
}

/// What most records look like: an officer's command with a key.
inline record ordinary()
{
    record v;
    v.at = position{1'000'000};
    v.stream = stream_id{250'000};
    v.version = 2;
    v.recorded_at = monday;
    v.by = actor::parse("officer:4711").value();
    v.via = channels::desk();
    v.key = key(0);
    v.command_hash = 0x0123'4567'89ab'cdef;
    v.payload = encode(event{events::routed{roads(), "Yol Bakım", std::string{turkish}, true}});
    return v;
}

/// Every part of a record that a fact may have.
inline record full()
{
    record v = ordinary();
    v.version = 1;
    v.occurred_at = monday - 48h;
    v.on = authority::parse("law-3071/7").value();
    v.caused_by = {position{999'000}, 3, true};
    v.correlation = "case-2026/17";
    v.workflow = "petition/1";
    v.letters = {
        {"sms", "received", "+905321234567", "34-2026-048213975-6"},
        {"unit", "routed", "24301265", "34-2026-048213975-6"}};
    v.payload.schema = 2;
    return v;
}

inline record refusal()
{
    record v = ordinary();
    v.kind = record_kind::refusal;
    v.refused_with = static_cast<std::int32_t>(errc::illegal_transition);
    v.payload = {};
    return v;
}

/// As it stood in the first schemas: of all persons, one behind the other.
inline std::string all_personal(const encoded& value)
{
    std::string out = value.personal;
    for (const auto& other : value.others) {
        out += other.bytes;
    }
    return out;
}

inline record erasure()
{
    record v;
    v.at = position{18};
    v.stream = stream_id{7};
    v.version = 4;
    v.kind = record_kind::erasure;
    v.recorded_at = monday;
    v.by = actor::parse("officer:7").value();
    v.via = channels::desk();
    v.on = authority::parse("kvkk:7").value();
    v.whose = 1;
    v.letters = {{"unit", "erased", "24301265", "34-2026-000000001", true}};
    return v;
}

inline record disclosure()
{
    record v;
    v.at = position{19};
    v.stream = stream_id{7};
    v.version = 5;
    v.kind = record_kind::disclosure;
    v.recorded_at = monday;
    v.by = actor::parse("unit:24301265/3").value();
    v.via = channels::desk();
    v.on = authority::parse("law-3071/7").value();
    v.payload.clear = "a complaint";
    return v;
}

inline codec::snapshot snapshot()
{
    codec::snapshot v;
    v.at = 4;
    v.closed = true;
    v.last_at = monday + 100h;
    v.events = {position{1}, position{130}, position{131}, position{1'000'000}};
    v.refusals = {position{129}, position{2'000'000'000'000}};
    v.keys = {{key(0), 0x0123'4567'89ab'cdef, 1, 1, 0}, {key(100), 1, 4, 0, 9}};
    v.state = encode(state());
    return v;
}

}  // namespace samples
