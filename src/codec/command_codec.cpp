#include <acikkapi/command.hpp>

#include "codec/values.hpp"

#include <variant>

// A fingerprint is hashed, under the store's key, and the hash is kept with its idempotency key: these
// lines are a format like any other, though nobody ever reads the bytes back.
namespace acikkapi::codec {

template <class Archive>
void serialize(Archive& ar, commands::submit& v)
{
    ar(v.where, v.category, v.subject, v.text, v.district, v.applicant, v.beneficiary);
    ar(v.anonymous, v.speaks, v.target);
}

template <class Archive>
void serialize(Archive& ar, commands::route& v)
{
    ar(v.unit, v.unit_name, v.note);
}

template <class Archive>
void serialize(Archive& ar, commands::send_back& v)
{
    ar(v.reason, v.note, v.suggested);
}

template <class Archive>
void serialize(Archive& ar, commands::ask& v)
{
    ar(v.question);
}

template <class Archive>
void serialize(Archive& ar, commands::reply& v)
{
    ar(v.text);
}

template <class Archive>
void serialize(Archive& ar, commands::record_contact& v)
{
    ar(v.means, v.by_applicant, v.result, v.note);
}

template <class Archive>
void serialize(Archive& ar, commands::answer_interim& v)
{
    ar(v.text);
}

template <class Archive>
void serialize(Archive& ar, commands::answer& v)
{
    ar(v.decision, v.text, v.signed_by);
}

template <class Archive>
void serialize(Archive& ar, commands::record_notice& v)
{
    ar(v.which, v.how, v.means, v.attempts, v.detail);
    // Kept hashes were made when there was none.
    if (v.cost != charge{}) {
        ar(v.cost);
    }
    if (!v.unit.empty()) {
        ar(v.unit);
    }
}

template <class Archive>
void serialize(Archive& ar, commands::object& v)
{
    ar(v.reason);
}

template <class Archive>
void serialize(Archive& ar, commands::reopen& v)
{
    ar(v.reason);
}

template <class Archive>
void serialize(Archive& ar, commands::withdraw& v)
{
    ar(v.reason);
}

template <class Archive>
void serialize(Archive& ar, commands::close& v)
{
    ar(v.reason, v.note);
    if (!v.authority.empty()) {
        ar(v.authority);  // Kept hashes were made when there was none.
    }
}

template <class Archive>
void serialize(Archive& ar, commands::rate& v)
{
    ar(v.score, v.comment, v.may_call);
}

template <class Archive>
void serialize(Archive& ar, commands::link_to& v)
{
    ar(v.other, v.survivor, v.other_subject_key);
}

template <class Archive>
void serialize(Archive& ar, commands::unlink_from& v)
{
    ar(v.other, v.reason);
}

template <class Archive>
void serialize(Archive& ar, commands::escalate& v)
{
    ar(v.step, v.deadline_version);
}

template <class Archive>
void serialize(Archive& ar, commands::tell_again& v)
{
    ar(v.which);
}

template <class Archive>
void serialize(Archive& ar, commands::plan_problem& v)
{
    ar(v.owner, v.plan, v.target);
}

template <class Archive>
void serialize(Archive& ar, commands::close_problem& v)
{
    ar(v.what_came);
}

template <class Archive>
void serialize(Archive& ar, commands::join_problem& v)
{
    ar(v.problem, v.target);
}

template <class Archive>
void serialize(Archive& ar, commands::leave_problem& v)
{
    ar(v.problem, v.reason);
}

template <class Archive>
void serialize(Archive& ar, commands::tell_problem& v)
{
    ar(v.problem, v.target, v.over);
}

template <class Archive>
void serialize(Archive& ar, commands::attach& v)
{
    ar(v.type, v.name, v.bytes);
}

template <class Archive>
void serialize(Archive& ar, commands::assign& v)
{
    ar(v.to);
}

template <class Archive>
void serialize(Archive& ar, commands::change_contact& v)
{
    ar(v.mobile, v.e_mail);
    if (v.confirmed) {
        ar(v.confirmed);  // What says nothing of it has the bytes it always had.
    }
}

}  // namespace acikkapi::codec

namespace acikkapi {

std::string fingerprint(const command& value)
{
    std::string bytes;
    codec::writer out{bytes};
    out.varint(value.index() + 1);
    std::visit([&](const auto& wish) { out(wish); }, value);
    return bytes;
}

}  // namespace acikkapi
