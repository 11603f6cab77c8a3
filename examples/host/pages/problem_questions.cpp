// What is asked about a chronic problem, and what is answered.
#include "host/pages/problem_words.hpp"
#include "host/shapes.hpp"

#include <algorithm>
#include <charconv>

namespace host {

using namespace acikkapi;
using shape = control::shape;

namespace {

constexpr std::size_t title_max = 200;
constexpr std::size_t text_max = 4'000;

// --- questions ------------------------------------------------------------------------------------

control field(const visit& by, shape what, std::string name)
{
    control out;
    out.what = what;
    out.label = by.text("staff.problem." + name);
    if (const auto hint = "staff.problem." + name + ".hint"; by.all.look.words().has(hint)) {
        out.hint = by.text(hint);
    }
    out.name = std::move(name);
    return out;
}

/// Of the directory, or typed.
control ask_owner(const visit& by, const actor& now)
{
    auto out = field(by, shape::line, "owner");
    out.value = now.empty() ? by.who->staff.str() : now.str();
    return out;
}

std::vector<control> ask_plan(const visit& by, const chronic_problem& now)
{
    auto plan = field(by, shape::text, "plan");
    plan.characters_max = text_max;
    plan.value = now.plan;
    auto target = field(by, shape::line, "target");
    target.value = now.target ? text_of(*now.target) : "";
    return {ask_owner(by, now.owner), plan, target};
}

}  // namespace

std::vector<control> ask_new_problem(const visit& by)
{
    auto matter = field(by, shape::list, "category");
    for (const auto& one : by.all.where.categories) {
        matter.options.push_back({one.code, by.all.where.category_name(by.speaks, one.code)});
    }
    auto district = field(by, shape::list, "district");
    for (const auto& one : by.all.where.districts) {
        district.options.push_back({one, one});
    }
    auto unit = field(by, shape::list, "unit");
    for (const auto& one : by.all.where.units) {
        unit.options.push_back({one.id.str(), one.name});
    }
    for (auto* const one : {&matter, &district, &unit}) {
        one->value = query_value(by.got.asked.query, one->name).value_or("");
    }
    auto title = field(by, shape::line, "title");
    title.characters_max = title_max;
    std::vector<control> out{title, matter, district, unit};
    for (auto& one : ask_plan(by, {})) {
        out.push_back(std::move(one));
    }
    return out;
}

namespace {

std::vector<control> ask_close(const visit& by)
{
    auto came = field(by, shape::text, "what_came");
    came.characters_max = text_max;
    return {came};
}

// --- answers --------------------------------------------------------------------------------------

/// Reads the answers of a form, and says in it what is wrong with them.
class answers {
public:
    answers(const visit& by, std::vector<control>& all)
        : by_(by), all_(all), good_(check_lengths(all, by.text("act.too_long")))
    {}

    control& at(std::string_view name)
    {
        return *std::find_if(
            all_.begin(), all_.end(), [name](const control& one) { return one.name == name; });
    }
    void wrong(std::string_view name, std::string_view key)
    {
        at(name).error = by_.text(key);
        good_ = false;
    }
    std::string needed(std::string_view name)
    {
        if (at(name).value.empty()) {
            wrong(name, "act.missing");
        }
        return at(name).value;
    }
    actor owner()
    {
        const auto who = actor::parse(at("owner").value);
        if (!who || place_of(*who).empty()) {
            wrong("owner", "staff.hand.wrong");
            return {};
        }
        return *who;
    }
    std::optional<day> target()
    {
        const auto& text = at("target").value;
        const auto out = read_typed_day(text);
        if (!out && !text.empty()) {
            wrong("target", "staff.problem.target.wrong");
        }
        return out;
    }
    [[nodiscard]] bool good() const { return good_; }

private:
    const visit& by_;
    std::vector<control>& all_;
    bool good_;
};

}  // namespace

std::optional<commands::open_problem> read_new_problem(const visit& by, std::vector<control>& all)
{
    answers in{by, all};
    commands::open_problem out;
    out.where = by.all.where.where;
    out.title = in.needed("title");
    out.category = in.needed("category");
    out.district = in.at("district").value;
    const auto unit = unit_id::parse(in.at("unit").value);
    out.unit = unit ? *unit : unit_id{};
    if (out.district.empty() && out.unit.empty()) {
        in.wrong("district", "staff.problem.place_missing");
    }
    out.owner = in.owner();
    out.plan = in.at("plan").value;
    out.target = in.target();
    return in.good() ? std::optional{out} : std::nullopt;
}

std::vector<control> ask_change(const visit& by, const problem_file& file, const std::string& act)
{
    return act == "plan" ? ask_plan(by, file.what()) : ask_close(by);
}

std::optional<command>
read_change(const visit& by, const std::string& act, std::vector<control>& questions)
{
    answers in{by, questions};
    if (act == "plan") {
        const auto owner = in.owner();
        const commands::plan_problem wish{owner, in.at("plan").value, in.target()};
        return in.good() ? std::optional<command>{wish} : std::nullopt;
    }
    const commands::close_problem wish{in.needed("what_came")};
    return in.good() ? std::optional<command>{wish} : std::nullopt;
}

std::optional<day> read_typed_day(std::string_view text)
{
    constexpr std::size_t size = 10;
    if (text.size() != size) {
        return std::nullopt;
    }
    const bool turkish = text[2] == '.';  // 01.05.2026
    const auto part = [&](std::size_t at, std::size_t digits) {
        int out = -1;
        const char* const from = text.data() + at;
        const auto read = std::from_chars(from, from + digits, out);
        return read.ptr == from + digits ? out : -1;
    };
    const char mark = turkish ? '.' : '-';
    if (text[turkish ? 2 : 4] != mark || text[turkish ? 5 : 7] != mark) {
        return std::nullopt;
    }
    const std::chrono::year year{part(turkish ? 6 : 0, 4)};
    const auto month = part(turkish ? 3 : 5, 2);
    const auto of_month = part(turkish ? 0 : 8, 2);
    if (int{year} < 2000 || month < 1 || of_month < 1) {
        return std::nullopt;
    }
    const std::chrono::year_month_day out{
        year,
        std::chrono::month{static_cast<unsigned>(month)},
        std::chrono::day{static_cast<unsigned>(of_month)}};
    return out.ok() ? std::optional{day{out}} : std::nullopt;
}

}  // namespace host
