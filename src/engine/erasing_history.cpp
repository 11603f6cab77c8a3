// The part of the eraser that reads what there is of an application.
#include "engine/erasing_history.hpp"
#include "journal/read.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::engine_room {
namespace {

constexpr std::string_view kind_of_notice = "erased";

}  // namespace

result<eraser::history> eraser::read(stream_id stream) const
{
    const auto places = journal::read_places(store_, stream);
    if (!places) {
        return places.error();
    }
    history out;
    out.stream = stream;
    out.state = rules_.initial();
    for (const position at : *places) {
        const auto one = journal::read_record(store_, at, keys_);
        if (!one) {
            return one.error();
        }
        if (one->kind == record_kind::refusal) {
            continue;
        }
        if (const auto bad = take(*one, out)) {
            return bad;
        }
    }
    return out;
}

error_code eraser::take(const record& what, history& into) const
{
    auto next = rules_.follow(into.state.get(), what);
    if (!next) {
        return next.error();
    }
    into.state = *std::move(next);
    into.at = what.version;
    if (what.kind == record_kind::erasure) {
        // Of several records of one erasure the receipt has the first and the last.
        const receipt seen{what.stream, what.version, what.at, what.at, true};
        auto& done =
            into.erased.try_emplace(what.whose, on_record{seen, what.on}).first->second.done;
        done.version = what.version;
        done.last = what.at;
        into.persons.insert(what.whose);
    }
    into.holds += what.kind == record_kind::hold ? 1 : 0;
    into.holds -= what.kind == record_kind::release && into.holds > 0 ? 1 : 0;
    if (what.payload.erased) {
        into.unreadable.insert(0);
    }
    for (const auto& other : what.payload.others) {
        into.persons.insert(other.whose);
        if (other.erased) {
            into.unreadable.insert(other.whose);
        }
    }
    const auto found_by = rules_.index(into.state.get()).lookups;
    into.lookups.insert(found_by.begin(), found_by.end());
    for (const auto& sent : what.letters) {
        // A unit's id is nobody's personal value; who gets a message is.
        const letter notice{
            sent.adapter,
            std::string{kind_of_notice},
            sent.to_unit ? sent.recipient : std::string{},
            sent.reference,
            sent.to_unit};
        if (std::find(into.told.begin(), into.told.end(), notice) == into.told.end()) {
            into.told.push_back(notice);
        }
    }
    return {};
}

}  // namespace acikkapi::engine_room
