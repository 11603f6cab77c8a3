#include "host/problem.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace host {

using acikkapi::condition;
using acikkapi::errc;

namespace {

struct row {
    errc value;
    std::string_view name;
    int status = 0;  ///< 0: as its condition says.
};

// In the order of `errc`.
constexpr std::array rows{
    row{errc::illegal_transition, "illegal_transition", 409},
    row{errc::version_conflict, "version_conflict", 412},
    row{errc::key_reused, "key_reused", 422},
    row{errc::no_such_application, "no_such_application", 404},
    row{errc::not_permitted, "not_permitted", 403},
    row{errc::limit_reached, "limit_reached", 409},
    row{errc::too_late, "too_late", 409},
    row{errc::missing_reason, "missing_reason"},
    row{errc::same_hand, "same_hand", 409},
    row{errc::already_linked, "already_linked", 409},
    row{errc::not_linked, "not_linked", 409},
    row{errc::other_subject, "other_subject", 409},
    row{errc::erased, "erased", 409},
    row{errc::on_hold, "on_hold", 409},
    row{errc::not_reachable, "not_reachable", 409},
    row{errc::bad_identity_number, "bad_identity_number"},
    row{errc::bad_phone, "bad_phone"},
    row{errc::bad_province, "bad_province"},
    row{errc::bad_unit, "bad_unit"},
    row{errc::bad_application_number, "bad_application_number"},
    row{errc::bad_channel, "bad_channel"},
    row{errc::bad_text, "bad_text"},
    row{errc::bad_actor, "bad_actor"},
    row{errc::bad_date, "bad_date"},
    row{errc::bad_argument, "bad_argument"},
    row{errc::not_empty, "not_empty"},
    row{errc::beyond_head, "beyond_head"},
    row{errc::bad_checkpoint, "bad_checkpoint"},
    row{errc::not_signed, "not_signed"},
    row{errc::bad_signature, "bad_signature"},
    row{errc::bad_proof, "bad_proof"},
    row{errc::half_bundle, "half_bundle"},
    row{errc::missing_authority, "missing_authority"},
    row{errc::not_proposed, "not_proposed", 409},
    row{errc::overloaded, "overloaded"},
    row{errc::stopping, "stopping"},
    row{errc::disk_full, "disk_full"},
    row{errc::busy, "busy"},
    row{errc::cancelled, "cancelled"},
    row{errc::not_covered, "not_covered"},
    row{errc::outcome_unknown, "outcome_unknown", 503},
    row{errc::corrupt_journal, "corrupt_journal"},
    row{errc::corrupt_snapshot, "corrupt_snapshot"},
    row{errc::unknown_schema, "unknown_schema"},
    row{errc::not_a_store, "not_a_store"},
    row{errc::other_workflow, "other_workflow"},
    row{errc::wrong_key, "wrong_key"},
    row{errc::bad_backup, "bad_backup"},
    row{errc::missing_epoch, "missing_epoch"},
    row{errc::no_key_file, "no_key_file"},
    row{errc::io_error, "io_error"},
};

const row* find_row(errc value) noexcept
{
    const auto* const at = std::find_if(
        rows.begin(), rows.end(), [value](const row& one) { return one.value == value; });
    return at == rows.end() ? nullptr : at;
}

int status_by_condition(const acikkapi::error_code& error)
{
    constexpr int unprocessable = 422;
    constexpr int unavailable = 503;
    constexpr int failed = 500;
    if (error == condition::rejected) {
        return unprocessable;
    }
    return error == condition::unavailable ? unavailable : failed;
}

}  // namespace

std::string_view name_of(errc value) noexcept
{
    const auto* const found = find_row(value);
    return found == nullptr ? std::string_view{"unknown"} : found->name;
}

problem problem_of(const acikkapi::error_code& error)
{
    const bool ours = error.category() == acikkapi::error_category();
    const auto* const found = ours ? find_row(static_cast<errc>(error.value())) : nullptr;
    problem out;
    out.code = found == nullptr ? "unknown" : std::string{found->name};
    out.status =
        found != nullptr && found->status != 0 ? found->status : status_by_condition(error);
    if (out.status == 500) {
        out.detail =
            "something is wrong here; it was logged";  // What exactly is not for strangers.
        return out;
    }
    out.detail = error.message();
    if (out.status == 503) {
        out.retry_after = std::chrono::seconds{5};
    }
    return out;
}

response to_response(const problem& what)
{
    boost::json::object body{
        {"type", "about:blank"},
        {"title", phrase_of(what.status)},
        {"status", what.status},
        {"code", what.code},
        {"detail", what.detail}};
    if (!what.errors.empty()) {
        boost::json::array list;
        for (const auto& one : what.errors) {
            list.push_back(boost::json::object{{"pointer", one.pointer}, {"detail", one.detail}});
        }
        body["errors"] = std::move(list);
    }
    auto out = reply_with(what.status, "application/problem+json", boost::json::serialize(body));
    out.code = what.code;
    out.headers.insert(out.headers.end(), what.headers.begin(), what.headers.end());
    if (what.retry_after) {
        out.headers.emplace_back("Retry-After", std::to_string(what.retry_after->count()));
    }
    return out;
}

problem not_utf8()
{
    return {400, "not_utf8", "what was sent is not UTF-8"};
}

problem no_such_application()
{
    return {404, "no_such_application", "there is no such application, or the code is wrong"};
}

}  // namespace host
