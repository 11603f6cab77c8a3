#include <acikkapi/application.hpp>

#include "codec/values.hpp"

namespace acikkapi::codec {
namespace {

constexpr std::uint16_t application_type = 1;
constexpr std::uint16_t schema = 1;
// With what was added since; a state that says nothing of it has the bytes it always had.
constexpr std::uint16_t second_schema = 2;
constexpr std::uint16_t third_schema = 3;
constexpr std::uint16_t fourth_schema = 4;
constexpr std::uint16_t fifth_schema = 5;
constexpr whose_data beneficiary_is = 1;

// The order of the members is the format; a change of it is a new schema.
template <class Archive>
void parts(Archive& clear, Archive& personal, like<application> auto& v)
{
    clear(v.life, v.number, v.where, v.via, v.speaks, v.category, v.district);
    clear(v.anonymous, v.on_behalf);
    clear(v.submitted_at, v.answered_at, v.notified_at, v.ended_at, v.target);
    clear(v.unit, v.answering_unit, v.routings, v.returns, v.with_governorate);
    clear(v.questions, v.contacts, v.interim_answers, v.answers, v.objections, v.days_late);
    clear(v.service, v.legal, v.asked_at, v.late_since, v.reminded, v.escalation);
    clear(v.acknowledgement, v.result, v.phone_suspect);
    clear(v.decision, v.closed_for, v.rating, v.links, v.unit_name);
    personal(v.subject_key, v.contact);
}

template <class Archive>
void added(Archive& clear, like<application> auto& v)
{
    clear(v.unrouted, v.rating_due);
}

template <class Archive>
void added_third(Archive& clear, like<application> auto& v)
{
    clear(v.unit_not_told, v.member, v.problem);
}

template <class Archive>
void added_fourth(Archive& clear, like<application> auto& v)
{
    clear(v.attachments, v.in_hand_of);
}

// That there is a beneficiary's key stays when he is erased; the key is in a piece of his own.
void added_fifth(writer& clear, const application& v)
{
    clear(v.told_by_phone, v.with_no_unit, v.beneficiary_key.has_value());
}

void added_fifth(reader& clear, application& v)
{
    bool known = false;
    clear(v.told_by_phone, v.with_no_unit, known);
    v.beneficiary_key = known ? std::optional{std::string{}} : std::nullopt;
}

/// @return Whether what it says of others is as `encode` writes it.
bool load_others(const encoded_view& bytes, application& v)
{
    if (bytes.others.empty()) {
        return true;
    }
    const auto& part = bytes.others.front();
    if (!v.beneficiary_key || bytes.others.size() != 1 || part.whose != beneficiary_is) {
        return false;
    }
    reader in{part.bytes};
    if (part.erased) {
        in.fail();
    }
    in(*v.beneficiary_key);
    return part.erased || (in.done() && !v.beneficiary_key->empty());
}

/// The first in which all of it can be said.
std::uint16_t schema_of(const application& v)
{
    if (v.told_by_phone || v.with_no_unit || v.beneficiary_key ||
        v.closed_for == closing::other_authority) {
        return fifth_schema;
    }
    if (v.attachments > 0 || !v.in_hand_of.empty()) {
        return fourth_schema;
    }
    if (v.unit_not_told || v.member || v.problem) {
        return third_schema;
    }
    return v.unrouted || v.rating_due ? second_schema : schema;
}

}  // namespace
}  // namespace acikkapi::codec

namespace acikkapi {

encoded encode(const application& value)
{
    encoded bytes;
    bytes.type = codec::application_type;
    bytes.schema = codec::schema_of(value);
    constexpr std::size_t usual_size = 256;  // Written with every event: grow once.
    bytes.clear.reserve(usual_size);
    codec::writer clear{bytes.clear};
    codec::writer personal{bytes.personal};
    codec::parts(clear, personal, value);
    if (bytes.schema >= codec::second_schema) {
        codec::added(clear, value);
    }
    if (bytes.schema >= codec::third_schema) {
        codec::added_third(clear, value);
    }
    if (bytes.schema >= codec::fourth_schema) {
        codec::added_fourth(clear, value);
    }
    if (bytes.schema >= codec::fifth_schema) {
        codec::added_fifth(clear, value);
    }
    if (value.beneficiary_key && !value.beneficiary_key->empty()) {
        auto& part = bytes.others.emplace_back();
        part.whose = codec::beneficiary_is;
        codec::writer{part.bytes}(*value.beneficiary_key);
    }
    return bytes;
}

result<application> decode_application(const encoded_view& bytes)
{
    if (bytes.type != codec::application_type || bytes.schema == 0) {
        return errc::corrupt_snapshot;
    }
    if (bytes.schema > codec::fifth_schema) {
        return errc::unknown_schema;
    }
    codec::reader clear{bytes.clear};
    codec::reader personal{bytes.personal};
    if (bytes.erased) {
        // A reader that has failed gives the default of everything.
        personal.fail();
    }
    application value;
    codec::parts(clear, personal, value);
    if (bytes.schema >= codec::second_schema) {
        codec::added(clear, value);
    }
    if (bytes.schema >= codec::third_schema) {
        codec::added_third(clear, value);
    }
    if (bytes.schema >= codec::fourth_schema) {
        codec::added_fourth(clear, value);
    }
    if (bytes.schema >= codec::fifth_schema) {
        codec::added_fifth(clear, value);
    }
    clear.require(codec::load_others(bytes, value));
    // Two spellings of one state would be two hashes.
    clear.require(codec::schema_of(value) == bytes.schema);
    if (!clear.done() || !(bytes.erased || personal.done())) {
        return errc::corrupt_snapshot;
    }
    return value;
}

}  // namespace acikkapi
