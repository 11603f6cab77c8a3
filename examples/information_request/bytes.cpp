#include "information_request/earlier.hpp"
#include "information_request/information_request.hpp"
#include "information_request/json_archive.hpp"

#include <cstddef>
#include <type_traits>
#include <utility>

namespace information {
namespace {

using namespace acikkapi;

/// The newest layout of each type; one that changes gets the next number, and what was written under
/// the numbers before is read as `earlier.hpp` says.
constexpr std::uint16_t schema_of(const event& of)
{
    constexpr std::uint16_t of_fee_asked = 3;
    return std::holds_alternative<events::fee_asked>(of) ? of_fee_asked : std::uint16_t{1};
}
constexpr std::uint16_t schema_of_state = 1;

// What a value is made of, said once for writing and reading.

void walk(auto& at, commands::request& value)
{
    at.clear("where", value.where);
    at.personal("name", value.name);
    at.personal("address", value.address);
    at.personal("contact", value.contact);
    at.personal("text", value.text);
}

void walk(auto& at, commands::extend& value)
{
    at.clear("other", value.other);
    at.personal("reason", value.reason);
}

void walk(auto& at, commands::ask_fee& value)
{
    at.clear("kurus", value.kurus);
    // Only written: the fingerprint of a wish without them is the one it had before they were there,
    // so that a retry over the upgrade is known by its key.
    if (value.post_kurus != 0 || !value.tariff.empty()) {
        at.clear("post_kurus", value.post_kurus);
        at.clear("tariff", value.tariff);
    }
}

void walk(auto&, commands::record_payment&) {}

void walk(auto& at, commands::answer& value)
{
    at.clear("decision", value.decision);
    at.clear("why", value.why);
    at.personal("text", value.text);
}

void walk(auto& at, commands::object& value)
{
    at.personal("reason", value.reason);
}

void walk(auto& at, commands::rule& value)
{
    at.clear("access_due", value.access_due);
    at.personal("text", value.text);
}

void walk(auto&, commands::withdraw&) {}

void walk(auto& at, commands::record_notice& value)
{
    at.clear("which", value.which);
    at.clear("how", value.how);
}

void walk(auto& at, commands::let_pass& value)
{
    at.clear("which", value.which);
    at.clear("deadline_version", value.deadline_version);
}

void walk(auto& at, events::requested& value)
{
    at.clear("number", value.number);
    at.clear("via", value.via);
    at.clear("at", value.at);
    at.clear("office", value.office);
    walk(at, value.wish);
}

void walk(auto& at, events::extended& value)
{
    at.clear("other", value.other);
    at.personal("reason", value.reason);
    at.clear("office", value.office);
}

void walk(auto& at, events::fee_asked& value)
{
    at.clear("kurus", value.kurus);
    at.clear("post_kurus", value.post_kurus);
    at.clear("tariff", value.tariff);
}

void walk(auto& at, earlier::fee_asked_1& value)
{
    at.clear("kurus", value.kurus);
}

void walk(auto& at, earlier::fee_asked_2& value)
{
    at.clear("kurus", value.kurus);
    at.clear("tariff", value.tariff);
}

void walk(auto& at, events::paid& value)
{
    at.clear("office", value.office);
}

void walk(auto& at, events::answered& value)
{
    at.clear("decision", value.decision);
    at.clear("why", value.why);
    at.personal("text", value.text);
    at.clear("remedy", value.remedy);
    at.clear("days_late", value.days_late);
}

void walk(auto& at, events::fell_silent& value)
{
    at.clear("applicant", value.applicant);
}

void walk(auto& at, events::objected& value)
{
    at.personal("reason", value.reason);
}

void walk(auto& at, events::ruled& value)
{
    at.clear("access_due", value.access_due);
    at.personal("text", value.text);
    at.clear("office", value.office);
}

void walk(auto& at, events::withdrawn& value)
{
    at.clear("unpaid", value.unpaid);
}

void walk(auto& at, events::notice_recorded& value)
{
    walk(at, value.notice);
    at.clear("applicant", value.applicant);
}

void walk(auto&, events::became_final&) {}

void walk(auto& at, file& value)
{
    at.clear("at", value.at);
    at.clear("number", value.number);
    at.clear("via", value.via);
    at.clear("received_at", value.received_at);
    at.clear("extended", value.extended);
    at.clear("other_unit", value.other_unit);
    at.clear("fee_kurus", value.fee_kurus);
    at.clear("office", value.office);
    at.clear("applicant", value.applicant);
    at.clear("answer", value.answer);
    at.clear("why", value.why);
    at.clear("days_late", value.days_late);
    at.personal("contact", value.contact);
}

template <class... T>
void walk(auto& at, std::variant<T...>& value)
{
    std::visit([&at](auto& one) { walk(at, one); }, value);
}

/// A state is written again after somebody was erased: it says nothing then, and an event always names what it says.
template <class Value>
std::string personal_of(const json_writer& from)
{
    return std::is_same_v<Value, file> ? from.personal_text() : from.named_text();
}

// A copy is walked, because a reader changes what it walks over.
template <class Value>
encoded written(Value value, std::size_t type, std::uint16_t schema)
{
    json_writer to;
    walk(to, value);
    return {static_cast<std::uint16_t>(type), schema, to.clear_text(), personal_of<Value>(to)};
}

/// One value has one spelling: bytes that would be written in another way (a key twice or too
/// many, a blank, 1.0 for 1) are not ours.
template <class Value>
bool read_exactly(const encoded_view& bytes, Value& value)
{
    json_reader from{bytes};
    walk(from, value);
    if (!from.good()) {
        return false;
    }
    json_writer again;
    walk(again, value);
    const bool same =
        personal_of<Value>(again) == bytes.personal || again.named_text() == bytes.personal;
    return again.clear_text() == bytes.clear && (bytes.erased || same);
}

/// The event of the type at `index`, made empty.
template <std::size_t... I>
std::optional<event> empty_event(std::size_t index, std::index_sequence<I...>)
{
    std::optional<event> out;
    static_cast<void>(((I == index && (out.emplace(std::in_place_index<I>), true)) || ...));
    return out;
}

template <class Layout>
std::optional<event> read_earlier(const encoded_view& bytes)
{
    Layout value;
    return read_exactly(bytes, value) ? std::optional{event{earlier::newest(std::move(value))}}
                                      : std::nullopt;
}

/// @param bytes  Of a layout before the newest of its type.
std::optional<event> lifted(const encoded_view& bytes, const event& of_type)
{
    if (!std::holds_alternative<events::fee_asked>(of_type)) {
        return std::nullopt;
    }
    switch (bytes.schema) {
    case 1: return read_earlier<earlier::fee_asked_1>(bytes);
    case 2: return read_earlier<earlier::fee_asked_2>(bytes);
    default: return std::nullopt;
    }
}

}  // namespace

encoded information_request::encode(const event& fact)
{
    return written(fact, fact.index() + 1, schema_of(fact));
}

encoded information_request::encode(const state& now)
{
    return written(now, 1, schema_of_state);
}

std::string information_request::fingerprint(const command& wish)
{
    json_writer to;
    command copy = wish;
    walk(to, copy);
    return std::to_string(wish.index() + 1) + to.clear_text() + to.named_text();
}

result<event> information_request::decode_event(const encoded_view& bytes)
{
    auto fact = empty_event(
        bytes.type - std::size_t{1}, std::make_index_sequence<std::variant_size_v<event>>{});
    if (!fact) {
        return errc::corrupt_journal;
    }
    const auto newest = schema_of(*fact);
    if (bytes.schema > newest) {
        return errc::unknown_schema;
    }
    if (bytes.schema < newest) {
        fact = lifted(bytes, *fact);
        return fact ? result<event>{*std::move(fact)} : errc::corrupt_journal;
    }
    return read_exactly(bytes, *fact) ? result<event>{*std::move(fact)} : errc::corrupt_journal;
}

result<file> information_request::decode_state(const encoded_view& bytes)
{
    if (bytes.schema > schema_of_state) {
        return errc::unknown_schema;
    }
    state now;
    if (bytes.schema != schema_of_state || bytes.type != 1 || !read_exactly(bytes, now)) {
        return errc::corrupt_snapshot;
    }
    return now;
}

}  // namespace information
