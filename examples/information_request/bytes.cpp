#include "information_request/information_request.hpp"
#include "information_request/json_archive.hpp"

#include <cstddef>
#include <utility>

namespace information {
namespace {

using namespace acikkapi;

/// Of every type so far; a layout that changes gets a number of its own.
constexpr std::uint16_t schema = 1;

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

// A copy is walked, because a reader changes what it walks over.
template <class Value>
encoded written(Value value, std::size_t type)
{
    json_writer to;
    walk(to, value);
    return {static_cast<std::uint16_t>(type), schema, to.clear_text(), to.personal_text()};
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
    const auto again = written(value, bytes.type);
    return again.clear == bytes.clear && (bytes.erased || again.personal == bytes.personal);
}

/// The event of the type at `index`, made empty.
template <std::size_t... I>
std::optional<event> empty_event(std::size_t index, std::index_sequence<I...>)
{
    std::optional<event> out;
    static_cast<void>(((I == index && (out.emplace(std::in_place_index<I>), true)) || ...));
    return out;
}

}  // namespace

encoded information_request::encode(const event& fact)
{
    return written(fact, fact.index() + 1);
}

encoded information_request::encode(const state& now)
{
    return written(now, 1);
}

std::string information_request::fingerprint(const command& wish)
{
    const auto bytes = written(wish, wish.index() + 1);
    return std::to_string(bytes.type) + bytes.clear + bytes.personal;
}

result<event> information_request::decode_event(const encoded_view& bytes)
{
    if (bytes.schema > schema) {
        return errc::unknown_schema;
    }
    auto fact = empty_event(
        bytes.type - std::size_t{1}, std::make_index_sequence<std::variant_size_v<event>>{});
    if (bytes.schema != schema || !fact || !read_exactly(bytes, *fact)) {
        return errc::corrupt_journal;
    }
    return *std::move(fact);
}

result<file> information_request::decode_state(const encoded_view& bytes)
{
    if (bytes.schema > schema) {
        return errc::unknown_schema;
    }
    state now;
    if (bytes.schema != schema || bytes.type != 1 || !read_exactly(bytes, now)) {
        return errc::corrupt_snapshot;
    }
    return now;
}

}  // namespace information
