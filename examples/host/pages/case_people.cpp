// Whose an application is, and what else is theirs.
#include "host/keeping.hpp"
#include "host/pages/applicant.hpp"
#include "host/pages/case_parts.hpp"

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

void add_person(const visit& by, const person& who, filling& with)
{
    const auto row = [&](std::string_view key, std::string value) {
        add_row(with, "PERSON_ROW", by.text("staff.person." + std::string{key}), std::move(value));
    };
    row("name", who.full_name);
    row("identity", who.identity ? who.identity->str() : "");
    row("mobile", who.mobile ? who.mobile->str() : "");
    row("e_mail", who.e_mail);
    row("address", who.address);
}

}  // namespace

void add_persons(const visit& by, const case_file& what, filling& with)
{
    add_erasures(by, what, with);
    const auto left = persons_left(what.now.state, what.history);
    const auto is_left = [&left](whose_data whose) {
        return std::find(left.begin(), left.end(), whose) != left.end();
    };
    if (left.empty()) {
        return;
    }
    if (what.now.withheld) {
        auto& out = with.add("WITHHELD");
        if (verdict_of(by, acts::read_personal, what.own) == verdict::on_record) {
            out.add("LOOK").set("LOOK_AT", case_address(by, what.number, "/look"));
        }
        return;
    }
    const auto* const first = newest<events::submitted>(what.history);
    if (first == nullptr) {
        return;
    }
    if (is_left(0)) {
        with.add("WORDS")
            .set("WORDS_SUBJECT", first->wish.subject)
            .set("WORDS_TEXT", first->wish.text);
    }
    if (!first->wish.anonymous && is_left(0)) {
        auto& out = with.add("PERSON").set("PERSON_TITLE", by.text("staff.person"));
        add_person(by, applicant_of(what.history).value_or(person{}), out);
    }
    if (first->wish.beneficiary && is_left(1)) {
        auto& out = with.add("PERSON").set("PERSON_TITLE", by.text("staff.beneficiary"));
        add_person(by, *first->wish.beneficiary, out);
    }
}

result<std::vector<stream_id>>
cases_of(const views<petition>& all, const std::string& subject, std::size_t limit)
{
    auto out = all.find_by("subject", subject, limit);
    if (!out) {
        return out;
    }
    std::erase_if(*out, [&](stream_id stream) {
        const auto there = all.find(stream);
        // Of whom nothing personal is shown nobody can say it, and nothing is told.
        return there && !(there->state.subject_key.empty() && there->state.contact.empty()) &&
               there->state.subject_key != subject;
    });
    return out;
}

// Who may not read what is personal finds it all the same, and reads nothing of him.
result<std::vector<stream_id>>
cases_for(const views<petition>& all, const std::string& subject, std::size_t limit)
{
    return all.find_by("beneficiary", subject, limit);
}

std::vector<stream_id> surely_of_one(
    const views<petition>& all, const std::string& subject, std::vector<stream_id> streams)
{
    const bool by_phone = !identity_number::parse(subject);
    const bool doubted =
        by_phone && std::any_of(streams.begin(), streams.end(), [&](stream_id stream) {
            const auto one = all.find(stream);
            return one && one->state.phone_suspect;
        });
    return doubted ? std::vector<stream_id>{} : std::move(streams);
}

void add_others(const visit& by, const case_file& what, filling& with)
{
    const auto views = by.all.desk.views(what.as);
    const auto add = [&](stream_id stream, const std::string& how) {
        const auto there = views.find(stream);
        if (!there || stream == what.stream) {
            return;
        }
        auto& box = with.sections["OTHERS"];
        auto& only = box.empty() ? box.emplace_back() : box.front();
        auto& out = only.add("OTHER");
        out.set("OTHER_NUMBER", there->state.number.str());
        out.set("OTHER_AT", case_address(by, there->state.number));
        out.set(
            "OTHER_TEXT",
            by.all.where.category_name(by.speaks, there->state.category) + " · " +
                by.text("staff.status." + std::string{name_of(there->state.life)}) + how);
    };
    const auto& links = what.now.state.links;
    for (const auto& one : links) {
        add(one.other,
            " · " + by.text(one.survivor ? "staff.survivor.other" : "staff.survivor.this"));
    }
    const auto& key = what.now.state.subject_key;
    const auto streams = key.empty() ? result<std::vector<stream_id>>{std::vector<stream_id>{}}
                                     : cases_of(views, key, 50);
    const auto his = streams ? surely_of_one(views, key, *streams) : std::vector<stream_id>{};
    for (const auto stream : his) {
        const bool linked =
            std::any_of(links.begin(), links.end(), [stream](const acikkapi::link& one) {
                return one.other == stream;
            });
        if (!linked) {
            add(stream, "");
        }
    }
}

}  // namespace host
