#include <acikkapi/error.hpp>

#include <string>

namespace acikkapi {
namespace {

// Two copies of a category (one in a shared library, one in the program) compare equal by this id.
constexpr unsigned long long error_category_id = 0xac1cca9100000001ULL;
constexpr unsigned long long condition_category_id = 0xac1cca9100000002ULL;

const char* text_of(errc value) noexcept
{
    switch (value) {
    case errc::illegal_transition: return "the present state does not allow this";
    case errc::version_conflict: return "the application was changed since it was looked at";
    case errc::key_reused: return "the idempotency key was used before, for something else";
    case errc::no_such_application: return "there is no such application";
    case errc::not_permitted: return "the rules do not let this actor do it";
    case errc::limit_reached: return "the rules allow no more of this";
    case errc::too_late: return "the period in which this was possible is over";
    case errc::missing_reason: return "a reason is required";
    case errc::same_hand: return "an objection must go to another unit than the one that answered";
    case errc::already_linked: return "the applications are linked already";
    case errc::not_linked: return "the applications are not linked";
    case errc::other_subject: return "the applications belong to different persons";
    case errc::on_hold: return "a legal hold says otherwise";
    case errc::erased: return "this person was erased";
    case errc::not_reachable: return "there is no address at which the applicant could be told";
    case errc::bad_identity_number: return "not an identity number";
    case errc::bad_phone: return "not a phone number";
    case errc::bad_province: return "not a province";
    case errc::bad_unit: return "not a unit's eight-digit number";
    case errc::bad_application_number: return "not an application number";
    case errc::bad_channel: return "not a channel name";
    case errc::bad_text: return "the text is empty, too long or not UTF-8";
    case errc::bad_actor: return "nobody is named as acting";
    case errc::bad_date: return "not a date or time that the calendar knows";
    case errc::bad_argument: return "an argument is out of its range";
    case errc::not_empty: return "the directory is not empty";
    case errc::beyond_head: return "the journal has not come to this place; was it restored?";
    case errc::bad_checkpoint: return "not a checkpoint, or one of another journal";
    case errc::not_signed: return "there is no signature by this key";
    case errc::bad_signature: return "the signature does not fit the text";
    case errc::bad_proof: return "the proof does not show it";
    case errc::missing_authority: return "no legal or organisational ground is given";
    case errc::not_proposed: return "it needs two persons, and nobody else has proposed it";
    case errc::half_bundle: return "a record is missing in the bundle";
    case errc::overloaded: return "too much is waiting; try again later";
    case errc::stopping: return "the engine is being stopped";
    case errc::disk_full: return "too little free space to write safely";
    case errc::busy: return "the store is open in another process";
    case errc::not_covered: return "no checkpoint covers this yet";
    case errc::cancelled: return "the wait was cancelled";
    case errc::outcome_unknown:
        return "writing failed; ask again with the same key after reopening";
    case errc::corrupt_journal: return "the journal is damaged";
    case errc::corrupt_snapshot: return "a stored state does not follow from its events";
    case errc::unknown_schema: return "written by a later version of this software";
    case errc::not_a_store: return "there is no journal in this directory";
    case errc::other_workflow: return "the journal belongs to another workflow";
    case errc::wrong_key: return "not the secret this store was made with";
    case errc::bad_backup: return "no backup, or not what was written";
    case errc::missing_epoch: return "the key of this epoch is not there";
    case errc::no_key_file: return "the file with the keys of persons is not there";
    case errc::io_error: return "the operating system refused to read or write";
    }
    return "unknown error";
}

class error_category_type final : public boost::system::error_category {
public:
    constexpr error_category_type() noexcept : error_category(error_category_id) {}

    const char* name() const noexcept override { return "acikkapi"; }
    std::string message(int value) const override { return text_of(static_cast<errc>(value)); }

    bool equivalent(int value, const boost::system::error_condition& wanted) const noexcept override
    {
        if (wanted.category() != condition_category()) {
            return error_category::equivalent(value, wanted);
        }
        switch (static_cast<condition>(wanted.value())) {
        case condition::rejected: return value > 0 && value < 60;
        case condition::unavailable: return value >= 60 && value < 90;
        case condition::corrupt: return value >= 90 && value < 110;
        }
        return false;
    }
};

class condition_category_type final : public boost::system::error_category {
public:
    constexpr condition_category_type() noexcept : error_category(condition_category_id) {}

    const char* name() const noexcept override { return "acikkapi.condition"; }
    std::string message(int value) const override
    {
        switch (static_cast<condition>(value)) {
        case condition::rejected: return "rejected: do not retry";
        case condition::unavailable: return "unavailable: retry later";
        case condition::corrupt: return "corrupt: stop and call someone";
        }
        return "unknown condition";
    }
};

constexpr error_category_type errors;
constexpr condition_category_type conditions;

}  // namespace

const boost::system::error_category& error_category() noexcept
{
    return errors;
}

const boost::system::error_category& condition_category() noexcept
{
    return conditions;
}

error_code make_error_code(errc value) noexcept
{
    return {static_cast<int>(value), error_category()};
}

boost::system::error_condition make_error_condition(condition value) noexcept
{
    return {static_cast<int>(value), condition_category()};
}

}  // namespace acikkapi
