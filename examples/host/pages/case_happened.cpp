// What happened with an application, whom somebody has spoken to, and what became of messages.
#include "host/pages/case_parts.hpp"
#include "host/pages/staff_words.hpp"

namespace host {

using namespace acikkapi;

namespace {

void add_entry(const visit& by, const happening& one, filling& to)
{
    const auto told = tell_staff(by, one);
    auto& out = to.add("ENTRY");
    out.set("ENTRY_WORD", told.title);
    out.set("ENTRY_AT", time_text(by.speaks, one.what.recorded_at));
    out.set("ENTRY_BY", who_text(by, one.what.by));
    for (const auto& line : told.lines) {
        out.add("ENTRY_TEXT").set("ENTRY_TEXT_TEXT", line);
    }
}

}  // namespace

void add_history(const visit& by, const case_file& what, filling& with)
{
    for (auto at = what.history.rbegin(); at != what.history.rend(); ++at) {
        const bool notice = at->fact && std::holds_alternative<events::notice_recorded>(*at->fact);
        if (!notice && at->what.kind != record_kind::refusal) {
            add_entry(by, *at, with);
        }
    }
}

void add_contacts(const visit& by, const case_file& what, filling& with)
{
    for (const auto& one : what.history) {
        if (one.fact && std::holds_alternative<events::contact_recorded>(*one.fact)) {
            auto& box = with.sections["CONTACTS"];
            add_entry(by, one, box.empty() ? box.emplace_back() : box.front());
        }
    }
}

void add_notices(const visit& by, const case_file& what, filling& with)
{
    for (const auto& one : what.history) {
        const auto* const fact =
            one.fact ? std::get_if<events::notice_recorded>(&*one.fact) : nullptr;
        if (fact == nullptr) {
            continue;
        }
        const auto& told = fact->notice;
        auto& box = with.sections["NOTICES"];
        auto& out = (box.empty() ? box.emplace_back() : box.front()).add("NOTICE");
        const bool good = told.how == delivery::delivered || told.how == delivery::sent;
        out.set("NOTICE_WHAT", by.text(word_key(told.which)));
        out.set("NOTICE_HOW", by.text(word_key(told.how)));
        out.set("NOTICE_COLOUR", good ? "green" : "red");
        out.set("NOTICE_MEANS", means_text(by, told.means))
            .set("NOTICE_COST", cost_text(by.speaks, told.cost));
        out.set("NOTICE_AT", time_text(by.speaks, one.what.recorded_at));
    }
}

}  // namespace host
