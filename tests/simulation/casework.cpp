#include "simulation/casework.hpp"

#include <array>
#include <chrono>

namespace simulation {
namespace {

constexpr std::size_t files_max = 7;
constexpr std::size_t persons = 4;
constexpr std::array<std::string_view, 3> units{"24301265", "24301266", "24301267"};
constexpr std::string_view citizen = "citizen";
constexpr std::string_view officer = "officer:1";
constexpr std::string_view desk_account = "officer:34/7";
constexpr std::string_view governorate = "governorate:1";
constexpr std::string_view unit_clerk = "unit:1";
constexpr std::string_view gateway = "gateway:1";

unit_id unit(std::string_view digits)
{
    return unit_id::parse(digits).value();
}

commands::record_notice told(notice which, delivery how, std::string means)
{
    return {.which = which, .how = how, .means = std::move(means), .attempts = 1, .detail = {}};
}

}  // namespace

std::size_t casework::next()
{
    const auto& files = past_.files();
    if (files.empty() || (files.size() < files_max && dice_.percent(18))) {
        return acts_.add(registering());
    }
    if (dice_.percent(3)) {
        return acts_.add(reusing_a_key());
    }
    const auto chosen =
        std::next(files.begin(), static_cast<std::ptrdiff_t>(dice_.below(files.size())));
    if (dice_.percent(6)) {
        return acts_.add(linking(chosen->first, chosen->second));
    }
    return acts_.add(handling(chosen->first, chosen->second));
}

request<petition> casework::given(std::string_view who, command what, stream_id stream)
{
    request<petition> out;
    out.wish = std::move(what);
    out.from.by = actor::parse(who).value();
    out.from.on = authority::parse("law-3071").value();
    out.from.via =
        dice_.pick<channel>({{4, channels::desk()}, {4, channels::web()}, {3, channels::mobile()}});
    out.stream = stream;
    return out;
}

/// A key for most, the version that the client saw for some; a few saw an older one.
void casework::add_envelope(act& one, const file_of* file)
{
    if (dice_.percent(75)) {
        one.what.key = "key-" + std::to_string(acts_.size());
    }
    if (file != nullptr && dice_.percent(30)) {
        const bool stale = dice_.percent(15) && file->at > 1;
        one.what.requests.front().expected = file->at - (stale ? 1 : 0);
    }
}

request<petition> casework::application_of_somebody()
{
    commands::submit what;
    what.where = province::from_plate(34).value();
    what.category = "lighting";
    what.subject = "A lamp is out";
    what.text = "Near number 4.";
    what.anonymous = dice_.percent(12);
    const auto person = std::to_string(dice_.below(persons));
    if (dice_.percent(85)) {
        what.applicant.mobile = phone::parse("+90532000000" + person).value();
    }
    what.applicant.full_name = "Person " + person;
    auto out = given(citizen, std::move(what), no_stream);
    out.from.historical = dice_.percent(4);
    if (out.from.via == channels::desk() && dice_.percent(20)) {
        // A desk that was offline: it happened before, and the norm runs from now all the same.
        out.from.occurred_at = past_.latest() - std::chrono::hours{dice_.between(1, 200)};
    }
    return out;
}

act casework::registering()
{
    act out;
    out.as_batch = dice_.percent(8);
    for (int i = 0; i < (out.as_batch ? 2 : 1); ++i) {
        out.what.requests.push_back(application_of_somebody());
    }
    add_envelope(out, nullptr);
    return out;
}

act casework::handling(stream_id stream, const file_of& file)
{
    auto [who, what] = dice_.percent(6) ? any_wish() : wish_for(file);
    act out;
    const bool nowhere = dice_.percent(1);
    out.what.requests.push_back(given(who, std::move(what), nowhere ? stream_id{999} : stream));
    add_envelope(out, &file);
    return dice_.percent(5) ? watched(std::move(out), stream) : out;
}

/// The same act as a batch that holds only if another application stands as the client saw it.
act casework::watched(act one, stream_id stream)
{
    one.as_batch = true;
    one.what.requests.front().expected.reset();
    for (const auto& [other, file] : past_.files()) {
        if (other != stream) {
            one.what.unchanged.push_back({other, file.at});
            break;
        }
    }
    return one;
}

act casework::linking(stream_id stream, const file_of& file)
{
    stream_id other = stream;
    for (const auto& [candidate, its] : past_.files()) {
        if (candidate != stream && its.state.subject_key == file.state.subject_key) {
            other = candidate;
        }
    }
    act out;
    if (!file.state.links.empty() && dice_.percent(40)) {
        const commands::unlink_from undo{file.state.links.front().other, "by mistake"};
        out.what.requests.push_back(given(officer, undo, stream));
    } else {
        const auto& key = past_.find(other)->state.subject_key;
        out.as_batch = true;
        out.what.requests.push_back(given(officer, commands::link_to{other, true, key}, stream));
        out.what.requests.push_back(
            given(officer, commands::link_to{stream, false, file.state.subject_key}, other));
    }
    add_envelope(out, &file);
    return out;
}

/// Somebody's program uses a key twice.
act casework::reusing_a_key()
{
    for (std::size_t tries = 0; tries < 4 && acts_.size() > 0; ++tries) {
        const act& used = acts_.at(static_cast<std::size_t>(dice_.below(acts_.size())));
        const auto& first = used.what.requests.front();
        if (used.what.key && used.done && used.done->front().first != position{0} &&
            used.what.requests.size() == 1 && first.stream != no_stream) {
            commands::record_contact other;
            other.note = "another wish";
            act out;
            out.what.requests.push_back(given(unit_clerk, other, first.stream));
            out.what.key = used.what.key;
            out.must_be = errc::key_reused;
            return out;
        }
    }
    return registering();
}

casework::wish casework::wish_for(const file_of& file)
{
    const application& state = file.state;
    const commands::route route{unit(dice_.one_of(units)), "Unit", {}};
    commands::record_contact call;
    call.result = dice_.percent(92) ? commands::contact_result::reached
                                    : commands::contact_result::wrong_person;
    const commands::attach photo{media::jpeg, "lamp.jpg", "a photo"};
    const actor at_desk = actor::parse(desk_account).value();
    switch (state.life) {
    case status::submitted:
        return dice_.pick<wish>(
            {{70, {officer, route}},
             {8, {officer, commands::close{closing::not_examined_no_subject, {}}}},
             {8, {officer, call}},
             {6, {citizen, photo}},
             {6, {officer, commands::assign{dice_.percent(80) ? at_desk : actor{}}}},
             {6, {citizen, commands::withdraw{}}}});
    case status::routed: return wish_of_unit(state);
    case status::returned:
        return dice_.pick<wish>(
            {{60, {officer, route}},
             {30, {governorate, route}},
             {6, {officer, commands::close{closing::not_examined_court, {}}}},
             {4, {citizen, commands::withdraw{}}}});
    case status::awaiting_applicant:
        return dice_.pick<wish>(
            {{50, {citizen, commands::reply{"Behind the school."}}},
             {10, {unit_clerk, call}},
             {8, {unit_clerk, commands::resume{}}},
             {8, {officer, commands::remind{}}},
             {4, {citizen, commands::withdraw{"It is lit."}}}});
    case status::answered:
        return dice_.pick<wish>(
            {{30, {officer, told(notice::result, delivery::delivered, "desk")}},
             {50, {gateway, told(notice::result, delivery::delivered, "sms")}},
             {10, {gateway, told(notice::acknowledgement, delivery::delivered, "sms")}},
             {8, {governorate, commands::reopen{"Look again."}}}});
    default: return wish_of_told(state);
    }
}

casework::wish casework::wish_of_unit(const application& state)
{
    const commands::route route{unit(dice_.one_of(units)), "Unit", {}};
    return dice_.pick<wish>(
        {{32, {unit_clerk, commands::answer{outcome::granted, "It is lit again.", "Clerk"}}},
         {22, {unit_clerk, commands::ask{"Which lamp?"}}},
         {10, {unit_clerk, commands::answer_interim{"Ordered."}}},
         {10, {unit_clerk, commands::record_contact{}}},
         {12, {unit_clerk, commands::send_back{return_reason::not_our_duty, {}, {}}}},
         {6, {officer, route}},
         {state.unit_not_told ? 30U : 0U, {officer, commands::tell_again{notice::unit}}},
         {state.questions > 0 ? 6U : 0U, {citizen, commands::reply{"Late, but here."}}},
         {3, {officer, commands::close{closing::abusive, {}}}},
         {3, {citizen, commands::withdraw{}}},
         {3, {citizen, commands::change_contact{{}, "new@example.org"}}},
         {4,
          {unit_clerk, commands::assign{actor::parse("unit:" + state.unit.str() + "/7").value()}}},
         {3, {gateway, told(notice::acknowledgement, delivery::sent, "sms")}}});
}

casework::wish casework::wish_of_told(const application& state)
{
    const commands::route route{unit(dice_.one_of(units)), "Unit", {}};
    if (state.life == status::objected) {
        return dice_.pick<wish>(
            {{80, {officer, route}},
             {10, {officer, commands::record_contact{}}},
             {10, {officer, commands::close{closing::not_examined_court, {}}}}});
    }
    return dice_.pick<wish>(
        {{30, {citizen, commands::rate{.score = 4, .comment = {}}}},
         {35, {citizen, commands::object{"Still dark."}}},
         {25, {governorate, commands::reopen{"Look again."}}},
         {10, {gateway, told(notice::result, delivery::sent, "sms")}}});
}

casework::wish casework::any_wish()
{
    return dice_.pick<wish>(
        {{2, {citizen, commands::reply{"?"}}},
         {2, {citizen, commands::object{}}},
         {2, {officer, commands::reopen{"Not allowed."}}},
         {2, {unit_clerk, commands::answer{}}},
         {2, {officer, commands::recompute_deadlines{}}},
         {2, {citizen, commands::rate{.score = 9, .comment = {}}}},
         {2, {officer, commands::route{}}}});
}

}  // namespace simulation
