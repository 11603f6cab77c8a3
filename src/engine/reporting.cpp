#include "codec/record_codec.hpp"
#include "engine/reporting.hpp"
#include "outbox/letters.hpp"

#include <utility>

namespace acikkapi::engine_room {

origin origin_of_engine(const detail::any_workflow& rules)
{
    origin out;
    out.by = actor::parse("engine").value();
    out.via = channels::engine();
    out.on = authority::parse(rules.name_and_version()).value();
    return out;
}

detail::wishes wish_of(
    const detail::any_workflow& rules,
    const letter_outcome& outcome,
    stream_id stream,
    std::string_view what)
{
    detail::wishes out;
    out.by_engine = true;
    // A zero byte in front: no key of a host begins with it.
    out.key = std::string(1, '\0') + std::string{what};
    out.caused_by = {outcome.cause, outcome.index, true};
    out.list.push_back({rules.settle(outcome), origin_of_engine(rules), stream, std::nullopt});
    return out;
}

namespace {

/// The same word about the same means is on record once. What did not arrive by one means goes on by the next, of which
/// the same may be said.
std::string key_of_word(std::string_view letter, const hand_result& how)
{
    constexpr std::size_t means_bytes_max = 64;
    const auto what = std::to_string(static_cast<unsigned>(*how.settled));
    return "receipt/" + std::string{letter} + "/" + how.means.substr(0, means_bytes_max) + "/" +
           what;
}

}  // namespace

result<detail::wishes> late_word::of(std::string_view letter, const hand_result& how) const
{
    const auto id = outbox::parse_id(letter, life);
    if (!id || !how.settled || id->cause == position{0} || id->cause > store.head()) {
        return errc::bad_argument;
    }
    const auto bytes = store.event(id->cause);
    if (!bytes) {
        return bytes.error();
    }
    auto cause = codec::decode_record(id->cause, *bytes, keys);
    if (!cause) {
        return cause.error();
    }
    if (id->index >= cause->letters.size()) {
        return errc::bad_argument;
    }
    letter_outcome outcome{
        id->cause, id->index, std::move(cause->letters[id->index]), *how.settled, 1, how.detail};
    outcome.means = how.means;
    outcome.cost = how.cost;
    return wish_of(rules, outcome, cause->stream, key_of_word(letter, how));
}

}  // namespace acikkapi::engine_room
