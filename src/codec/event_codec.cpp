#include <acikkapi/event.hpp>

#include "codec/values.hpp"

#include <array>
#include <cstddef>
#include <utility>
#include <variant>

// One function an event: the clear members first, then those that `event.hpp` marks as personal.
// The order of the members is the format; a change of it is a new schema with an upcast.
namespace acikkapi::codec {
namespace {

constexpr std::uint16_t schema = 1;
// What a type has got since its first schema. A fact that says nothing of it has the bytes it always had.
constexpr std::uint16_t second_schema = 2;
constexpr std::uint16_t third_schema = 3;
constexpr whose_data beneficiary_is = 1;

// That there was a person is no personal value: it stays in clear, so that replaying gives the
// same state after the person was erased.
void presence(writer& out, const std::optional<person>& value)
{
    out(value.has_value());
}

void presence(reader& in, std::optional<person>& value)
{
    bool there = false;
    in(there);
    value = there ? std::optional{person{}} : std::nullopt;
}

template <class Archive>
void parts(Archive& clear, Archive& personal, like<events::submitted> auto& v)
{
    auto& wish = v.wish;
    clear(v.number, v.via, wish.where, wish.category, wish.district, wish.anonymous, wish.speaks);
    clear(wish.target, v.at, v.service, v.legal, v.late_from, v.tell);
    presence(clear, wish.beneficiary);
    personal(wish.subject, wish.text, wish.applicant, v.subject_key);
}

template <class Archive>
void parts(Archive& clear, Archive& personal, like<events::routed> auto& v)
{
    clear(v.unit, v.unit_name, v.tell_unit);
    personal(v.note);
}

template <class Archive>
void parts(Archive& clear, Archive& personal, like<events::returned> auto& v)
{
    clear(v.reason, v.suggested, v.to_governorate);
    personal(v.note);
}

template <class Archive>
void parts(Archive& clear, Archive& personal, like<events::question_asked> auto& v)
{
    clear(v.at, v.service, v.tell);
    personal(v.question);
}

template <class Archive>
void parts(Archive& /*clear*/, Archive& personal, like<events::replied> auto& v)
{
    personal(v.text);
}

template <class Archive>
void parts(Archive& clear, Archive& /*personal*/, like<events::resumed> auto& v)
{
    clear(v.without_reply, v.service, v.late_from);
}

template <class Archive>
void parts(Archive& clear, Archive& /*personal*/, like<events::reminded> auto& v)
{
    clear(v.tell);
}

template <class Archive>
void parts(Archive& clear, Archive& personal, like<events::contact_recorded> auto& v)
{
    clear(v.contact.means, v.contact.by_applicant, v.contact.result);
    personal(v.contact.note);
}

template <class Archive>
void parts(Archive& clear, Archive& personal, like<events::interim_answered> auto& v)
{
    clear(v.tell);
    personal(v.text);
}

template <class Archive>
void parts(Archive& clear, Archive& personal, like<events::answered> auto& v)
{
    clear(v.decision, v.at, v.days_late, v.tell);
    personal(v.text, v.signed_by);
}

template <class Archive>
void parts(Archive& clear, Archive& /*personal*/, like<events::notice_recorded> auto& v)
{
    clear(v.notice.which, v.notice.how, v.notice.means, v.notice.attempts, v.notice.detail);
}

template <class Archive>
void parts(Archive& clear, Archive& /*personal*/, like<events::notified> auto& v)
{
    clear(v.at, v.means);
}

template <class Archive>
void parts(Archive& clear, Archive& personal, like<events::objected> auto& v)
{
    clear(v.service, v.late_from);
    personal(v.reason);
}

template <class Archive>
void parts(Archive& clear, Archive& personal, like<events::reopened> auto& v)
{
    clear(v.service, v.late_from);
    personal(v.reason);
}

template <class Archive>
void parts(Archive& clear, Archive& personal, like<events::withdrawn> auto& v)
{
    clear(v.at);
    personal(v.reason);
}

template <class Archive>
void parts(Archive& clear, Archive& personal, like<events::closed> auto& v)
{
    clear(v.reason, v.at, v.tell);
    personal(v.note);
}

template <class Archive>
void parts(Archive& clear, Archive& personal, like<events::rated> auto& v)
{
    clear(v.score, v.may_call);
    personal(v.comment);
}

template <class Archive>
void parts(Archive& clear, Archive& /*personal*/, like<events::linked> auto& v)
{
    clear(v.other, v.survivor);
}

template <class Archive>
void parts(Archive& clear, Archive& personal, like<events::unlinked> auto& v)
{
    clear(v.other);
    personal(v.reason);
}

template <class Archive>
void parts(Archive& clear, Archive& /*personal*/, like<events::escalated> auto& v)
{
    clear(v.step);
}

template <class Archive>
void parts(Archive& clear, Archive& /*personal*/, like<events::deadlines_recomputed> auto& v)
{
    clear(v.service, v.legal, v.late_from);
}

template <class Archive>
void parts(Archive& clear, Archive& /*personal*/, like<events::told_again> auto& v)
{
    clear(v.which);
    if constexpr (Archive::is_loading::value) {
        clear.require(v.which != notice::other);
    }
}

template <class Archive>
void parts(Archive& clear, Archive& /*personal*/, like<events::left_unrouted> auto& v)
{
    clear(v.tell);
}

template <class Archive>
void parts(Archive& clear, Archive& /*personal*/, like<events::rating_asked> auto& v)
{
    clear(v.tell);
}

template <class Archive>
void parts(Archive& clear, Archive& /*personal*/, like<events::problem_opened> auto& v)
{
    clear(v.wish, v.at);
}

template <class Archive>
void parts(Archive& clear, Archive& /*personal*/, like<events::problem_planned> auto& v)
{
    clear(v.owner, v.plan, v.target);
}

template <class Archive>
void parts(Archive& clear, Archive& /*personal*/, like<events::problem_closed> auto& v)
{
    clear(v.what_came, v.at);
}

template <class Archive>
void parts(Archive& clear, Archive& /*personal*/, like<events::problem_joined> auto& v)
{
    clear(v.problem, v.target, v.tell);
}

template <class Archive>
void parts(Archive& clear, Archive& personal, like<events::problem_left> auto& v)
{
    clear(v.problem);
    personal(v.reason);
}

template <class Archive>
void parts(Archive& clear, Archive& /*personal*/, like<events::problem_told> auto& v)
{
    clear(v.problem, v.target, v.over, v.tell);
}

template <class Archive>
void parts(Archive& clear, Archive& personal, like<events::attached> auto& v)
{
    clear(v.type, v.size);
    personal(v.name, v.bytes);
}

template <class Archive>
void parts(Archive& clear, Archive& /*personal*/, like<events::assigned> auto& v)
{
    clear(v.to, v.tell);
}

template <class Archive>
void parts(Archive& clear, Archive& personal, like<events::contact_changed> auto& v)
{
    clear(v.tell);
    personal(v.mobile, v.e_mail);
}

// What came with a further schema stands behind what there was. `adds` says whether there is any of it, `adds_third`
// the same of the third. Of `submitted` that is the beneficiary: a person of his own, who has a piece of his own; in
// the first schema he stood behind the applicant, in the third there is what he is found by behind him.

bool adds(const events::submitted& v)
{
    return v.wish.beneficiary.has_value();
}

bool adds_third(const events::submitted& v)
{
    return v.beneficiary_key.has_value();
}

bool adds(const events::notice_recorded& v)
{
    return v.notice.cost != charge{};
}

template <class Archive>
void added(Archive& clear, like<events::notice_recorded> auto& v)
{
    clear(v.notice.cost);
}

bool adds(const events::notified& v)
{
    return v.rating_due.has_value();
}

template <class Archive>
void added(Archive& clear, like<events::notified> auto& v)
{
    clear(v.rating_due);
}

bool adds_third(const events::notified& v)
{
    return v.by_phone;
}

template <class Archive>
void added_third(Archive& clear, like<events::notified> auto& v)
{
    clear(v.by_phone);
}

bool adds(const events::contact_recorded& v)
{
    return v.untold;
}

template <class Archive>
void added(Archive& clear, like<events::contact_recorded> auto& v)
{
    clear(v.untold);
}

bool adds(const events::withdrawn& v)
{
    return v.with_no_unit;
}

template <class Archive>
void added(Archive& clear, like<events::withdrawn> auto& v)
{
    clear(v.with_no_unit);
}

bool adds(const events::closed& v)
{
    return v.days_late > 0 || v.with_no_unit || !v.authority.empty();
}

template <class Archive>
void added(Archive& clear, like<events::closed> auto& v)
{
    clear(v.days_late, v.with_no_unit, v.authority);
}

bool adds(const events::escalated& v)
{
    return v.tell;
}

template <class Archive>
void added(Archive& clear, like<events::escalated> auto& v)
{
    clear(v.tell);
}

// To a unit. Who only knows the first schema is not to take it for damage.
bool adds(const events::told_again& v)
{
    return v.which == notice::unit;
}

template <class Archive>
void added(Archive& /*clear*/, like<events::told_again> auto& /*v*/)
{}

template <class Fact>
concept has_second_schema = requires(const Fact& fact)
{
    adds(fact);
};

template <class Fact>
concept has_added_clear = requires(writer& out, const Fact& fact)
{
    added(out, fact);
};

template <class Fact>
concept has_third_schema = requires(const Fact& fact)
{
    adds_third(fact);
};

template <class Fact>
concept has_added_third = requires(writer& out, const Fact& fact)
{
    added_third(out, fact);
};

/// The first in which all of it can be said.
template <class Fact>
std::uint16_t schema_of(const Fact& fact)
{
    if constexpr (has_third_schema<Fact>) {
        if (adds_third(fact)) {
            return third_schema;
        }
    }
    if constexpr (has_second_schema<Fact>) {
        return adds(fact) ? second_schema : schema;
    }
    return schema;
}

template <class Fact>
void all_added(auto& clear, Fact& fact, std::uint16_t of_schema)
{
    if constexpr (has_added_clear<Fact>) {
        if (of_schema >= second_schema) {
            added(clear, fact);
        }
    }
    if constexpr (has_added_third<Fact>) {
        if (of_schema >= third_schema) {
            added_third(clear, fact);
        }
    }
}

/// @return The schema in which it is written.
template <class Fact>
std::uint16_t save_fact(writer& clear, writer& personal, const Fact& fact)
{
    const auto of_schema = schema_of(fact);
    parts(clear, personal, fact);
    all_added(clear, fact, of_schema);
    return of_schema;
}

template <std::size_t I>
event load_alternative(reader& clear, reader& personal, std::uint16_t of_schema)
{
    using fact = std::variant_alternative_t<I, event>;
    event value{std::in_place_index<I>};
    auto& loaded = *std::get_if<I>(&value);
    parts(clear, personal, loaded);
    all_added(clear, loaded, of_schema);
    if constexpr (has_added_clear<fact>) {
        clear.require(schema_of(loaded) == of_schema);
    }
    return value;
}

template <class Fact>
constexpr std::uint16_t last_schema = has_third_schema<Fact>    ? third_schema
                                      : has_second_schema<Fact> ? second_schema
                                                                : schema;

template <std::size_t... I>
constexpr auto every_last_schema(std::index_sequence<I...> /*all*/)
{
    return std::array{last_schema<std::variant_alternative_t<I, event>>...};
}
constexpr auto last_schemas =
    every_last_schema(std::make_index_sequence<std::variant_size_v<event>>{});

constexpr auto loaders = []<std::size_t... I>(std::index_sequence<I...>)
{
    return std::array{&load_alternative<I>...};
}
(std::make_index_sequence<std::variant_size_v<event>>{});

/// Reads who the event names besides the applicant.
/// @return Whether it is as `encode` writes it, now or in the first schema.
bool load_beneficiary(const encoded_view& bytes, reader& personal, event& value)
{
    auto* const submitted = std::get_if<events::submitted>(&value);
    person* const who = submitted != nullptr && submitted->wish.beneficiary
                            ? &*submitted->wish.beneficiary
                            : nullptr;
    if (submitted == nullptr || bytes.schema == schema) {
        if (who != nullptr) {
            personal(*who);
        }
        return bytes.others.empty();
    }
    if (who == nullptr || bytes.others.size() != 1) {
        return false;
    }
    const auto& part = bytes.others.front();
    reader in{part.bytes};
    if (part.erased) {
        in.fail();
    }
    in(*who);
    if (bytes.schema >= third_schema) {
        // That there is a key is told by the schema, so that the state is the same once he was erased.
        in(submitted->beneficiary_key.emplace());
    }
    return part.whose == beneficiary_is && (part.erased || in.done());
}

bool is_known(std::uint16_t type, std::uint16_t of_schema)
{
    return type <= loaders.size() && of_schema <= last_schemas.at(type - 1U);
}

}  // namespace
}  // namespace acikkapi::codec

namespace acikkapi {

encoded encode(const event& value)
{
    encoded bytes;
    bytes.type = static_cast<std::uint16_t>(value.index() + 1);
    constexpr std::size_t usual_size = 120;  // Of most events: grow once.
    bytes.clear.reserve(usual_size);
    codec::writer clear{bytes.clear};
    codec::writer personal{bytes.personal};
    bytes.schema = std::visit(
        [&](const auto& fact) { return codec::save_fact(clear, personal, fact); }, value);
    const auto* const submitted = std::get_if<events::submitted>(&value);
    if (submitted != nullptr && submitted->wish.beneficiary) {
        auto& part = bytes.others.emplace_back();
        part.whose = codec::beneficiary_is;
        codec::writer part_of_his{part.bytes};
        part_of_his(*submitted->wish.beneficiary);
        if (submitted->beneficiary_key) {
            part_of_his(*submitted->beneficiary_key);
        }
    }
    return bytes;
}

result<event> decode_event(const encoded_view& bytes)
{
    if (bytes.type == 0 || bytes.schema == 0) {
        return errc::corrupt_journal;
    }
    if (!codec::is_known(bytes.type, bytes.schema)) {
        return errc::unknown_schema;
    }
    codec::reader clear{bytes.clear};
    codec::reader personal{bytes.personal};
    if (bytes.erased) {
        // A reader that has failed gives the default of everything.
        personal.fail();
    }
    event value = codec::loaders.at(bytes.type - 1U)(clear, personal, bytes.schema);
    const bool whole = codec::load_beneficiary(bytes, personal, value);
    if (!whole || !clear.done() || !(bytes.erased || personal.done())) {
        return errc::corrupt_journal;
    }
    return value;
}

}  // namespace acikkapi
