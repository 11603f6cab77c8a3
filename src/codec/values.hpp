#pragma once

#include <acikkapi/application.hpp>
#include <acikkapi/command.hpp>
#include <acikkapi/deadline_clock.hpp>
#include <acikkapi/identity.hpp>
#include <acikkapi/ids.hpp>
#include <acikkapi/record.hpp>
#include <acikkapi/workflow.hpp>

#include "codec/archive.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

// The words of the model in the archives. A stored value that its type would refuse is a fault.
namespace acikkapi::codec {

template <>
struct range_of<status> : values<status::none, status::problem_over> {};
template <>
struct range_of<notice_state> : values<notice_state::none, notice_state::unknown> {};
template <>
struct range_of<notice> : values<notice::acknowledgement, notice::other> {};
template <>
struct range_of<outcome> : values<outcome::granted, outcome::referred> {};
template <>
struct range_of<closing> : values<closing::not_examined_no_subject, closing::other_authority> {};
template <>
struct range_of<return_reason> : values<return_reason::not_our_duty, return_reason::incomplete> {};
template <>
struct range_of<language> : values<language::turkish, language::arabic> {};
template <>
struct range_of<counting> : values<counting::calendar_days, counting::business_days> {};
template <>
struct range_of<delivery> : values<delivery::sent, delivery::dead> {};
template <>
struct range_of<media> : values<media::jpeg, media::pdf> {};
template <>
struct range_of<commands::contact_means>
    : values<commands::contact_means::phone, commands::contact_means::message> {};
template <>
struct range_of<commands::contact_result>
    : values<commands::contact_result::reached, commands::contact_result::wrong_person> {};

/// A value that is written (`const V`) or read (`V`) by the same line.
template <class V, class T>
concept like = std::same_as<std::remove_const_t<V>, T>;

/// Names that stand in most records take one byte: 65 for the first. Append only.
inline constexpr std::array<std::string_view, 5> usual_names{
    "desk", "web", "mobile", "engine", "citizen"};

void save_name(writer& out, std::string_view text);
[[nodiscard]] std::string_view load_name(reader& in);

template <class Tag>
void save(writer& out, const name<Tag>& value)
{
    save_name(out, value.str());
}

template <class Tag>
void load(reader& in, name<Tag>& value)
{
    value = {};
    if (const auto text = load_name(in); !text.empty()) {
        auto read = name<Tag>::parse(text);
        in.require(read.has_value());
        value = read ? *std::move(read) : name<Tag>{};
    }
}

inline void save(writer& out, const instant& value)
{
    out(value.time_since_epoch().count());
}

inline void load(reader& in, instant& value)
{
    instant::rep count = 0;
    in(count);
    value = instant{instant::duration{count}};
}

inline void save(writer& out, const day& value)
{
    out(value.time_since_epoch().count());
}

/// Refuses days beyond the years that the calendar functions know.
inline void load(reader& in, day& value)
{
    using std::chrono::year;
    std::chrono::days::rep count = 0;
    in(count);
    const day read{std::chrono::days{count}};
    in.require(read >= day{year::min() / 1 / 1} && read <= day{year::max() / 12 / 31});
    value = in.ok() ? read : day{};
}

void save(writer& out, const province& value);
void load(reader& in, province& value);
void save(writer& out, const unit_id& value);
void load(reader& in, unit_id& value);
void save(writer& out, const application_number& value);
void load(reader& in, application_number& value);

// Neither is ever an empty text, so that none takes one byte and some no flag.
void save(writer& out, const std::optional<identity_number>& value);
void load(reader& in, std::optional<identity_number>& value);
void save(writer& out, const std::optional<phone>& value);
void load(reader& in, std::optional<phone>& value);

template <class Archive>
void serialize(Archive& ar, charge& v)
{
    ar(v.parts, v.price);
}

template <class Archive>
void serialize(Archive& ar, deadline_rule& v)
{
    ar(v.count, v.days, v.roll, v.half_day_is_off);
}

template <class Archive>
void serialize(Archive& ar, paused_span& v)
{
    ar(v.from, v.to);
    if constexpr (Archive::is_loading::value) {
        ar.require(v.from < v.to);
    }
}

template <class Archive>
void serialize(Archive& ar, deadline_clock& v)
{
    ar(v.rule, v.started, v.due, v.pauses, v.paused_since, v.calendar_version, v.version);
    if constexpr (Archive::is_loading::value) {
        ar.require(v.pauses.size() <= deadline_clock::pauses_max);
    }
}

template <class Archive>
void serialize(Archive& ar, person& v)
{
    ar(v.identity, v.full_name, v.mobile, v.e_mail, v.address);
}

template <class Archive>
void serialize(Archive& ar, link& v)
{
    ar(v.other, v.survivor);
}

template <class Archive>
void serialize(Archive& ar, membership& v)
{
    ar(v.problem, v.target, v.over, v.left, v.changes);
}

template <class Archive>
void serialize(Archive& ar, chronic_problem& v)
{
    ar(v.title, v.owner, v.plan, v.target, v.since, v.until, v.what_came, v.plans);
}

template <class Archive>
void serialize(Archive& ar, commands::open_problem& v)
{
    ar(v.where, v.category, v.district, v.unit, v.title, v.owner, v.plan, v.target);
}

}  // namespace acikkapi::codec
