// Many have sent nearly the same text: what it says, and who has it.
#include "host/pages/campaign_words.hpp"
#include "host/pages/sheet.hpp"
#include "host/pages/staff_words.hpp"
#include "host/pages/watched_pages.hpp"

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::size_t shown_max = 50;  ///< Applications on one page.

// --- what they say --------------------------------------------------------------------------------

std::string beginning_of(const std::string& text)
{
    constexpr std::size_t bytes_max = 160;
    if (text.size() <= bytes_max) {
        return text;
    }
    const auto blank = text.rfind(' ', bytes_max);  // Never within a letter.
    return text.substr(0, blank == text.npos ? 0 : blank) + " …";
}

response show_campaigns(const visit& by)
{
    const auto watch = watched(by);
    if (!watch) {
        return staff_tell(by, watch.error());
    }
    sheet out;
    out.title = by.text("staff.campaigns.now");
    out.note = by.text("staff.campaigns.note");
    for (const auto* const one : {"matter", "size", "since", "last", "text"}) {
        out.columns.push_back(by.text("staff.campaign." + std::string{one}));
    }
    const auto views = by.all.desk.views(staff_viewer(by));
    for (const auto& one : (*watch)->campaigns(by.all.jar.now())) {
        const auto first = views.find(one.streams.front());
        if (!first) {
            continue;
        }
        out.lines.push_back(
            {{by.all.where.category_name(by.speaks, first->state.category)},
             {{std::to_string(one.streams.size()), campaign_address(by, one)},
              {time_text(by.speaks, first->state.submitted_at)},
              {time_text(by.speaks, one.last)},
              {beginning_of(sample_of(by, one))}}});
    }
    filling with;
    with.set("HERE", by.text("staff.campaigns"));
    add_sheet(with, "SHEET", out);
    auto around = staff_frame(by, "staff.campaigns");
    around.wide = true;
    return by.all.look.show(around, "sheets.html", std::move(with));
}

response show_campaign(const visit& by)
{
    const auto what = campaign_of(by);
    if (!what) {
        return staff_tell(by, what.error());
    }
    filling with;
    with.set("HERE", by.text("staff.campaign.title"));
    const auto row = [&](std::string_view key, std::string value) {
        with.add("ROW")
            .set("ROW_NAME", by.text("staff.campaign." + std::string{key}))
            .set("ROW_VALUE", std::move(value));
    };
    row("size", std::to_string(what->streams.size()));
    row("last", time_text(by.speaks, what->last));
    if (auto text = sample_of(by, *what); !text.empty()) {
        with.add("SAMPLE").set("SAMPLE_TEXT", std::move(text));
    }
    for (const auto& name : campaign_acts_of(by)) {
        only(with, "ACTS")
            .add("ACT")
            .set("ACT_NAME", by.text("staff.campaign.act." + name))
            .set("ACT_AT", campaign_address(by, *what, "/" + name));
    }
    const auto views = by.all.desk.views(staff_viewer(by));
    auto& table = with.add("CASES");
    if (!is_of_unit(by.who->staff)) {
        table.add("UNITS");
    }
    for (const auto stream : first_of(what->streams, shown_max)) {
        if (const auto one = views.find(stream)) {
            add_case_row(by, *one, table);
        }
    }
    with.set("MEMBERS", by.text("staff.campaign.first"));
    auto around = staff_frame(by, "staff.campaign.title");
    around.wide = true;
    around.back = by.at("/staff/campaigns");
    return by.all.look.show(around, "matter_of_many.html", std::move(with));
}

}  // namespace

std::vector<stream_id> first_of(const std::vector<stream_id>& all, std::size_t most)
{
    return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(most, all.size()))};
}

std::string sample_of(const visit& by, const campaign& what)
{
    const auto history = history_of(by.all.desk.views(staff_viewer(by)), what.streams.front());
    const auto* const first = history ? newest<events::submitted>(*history) : nullptr;
    return first == nullptr ? std::string{} : first->wish.text;
}

std::string number_text(stream_id of)
{
    return std::to_string(number_of(of));
}

std::string campaign_address(const visit& by, const campaign& what, std::string_view then)
{
    return by.at("/staff/campaigns/" + number_text(what.streams.front()) + std::string{then});
}

reply<campaign> campaign_of(const visit& by)
{
    auto watch = watched(by);
    if (!watch) {
        return watch.error();
    }
    for (auto& one : (*watch)->campaigns(by.all.jar.now())) {
        if (number_text(one.streams.front()) == by.got.parts.front()) {
            return std::move(one);
        }
    }
    return problem{404, "not_found", ""};
}

bool sees_campaigns(const visit& by)
{
    return verdict_of(by, acts::list, false) == verdict::allowed && !campaign_acts_of(by).empty();
}

void add_campaign_pages(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "/campaigns", only_for(sees_campaigns, show_campaigns));
    add_staff_page(to, all, "GET", "/campaigns/{number}", only_for(sees_campaigns, show_campaign));
    add_campaign_act_pages(to, all);
}

}  // namespace host
