#include <acikkapi/access.hpp>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace acikkapi {
namespace {

using words = std::vector<std::string_view>;

constexpr std::array<std::string_view, 3> relation_names{"other", "own", "holder"};

words split(std::string_view text, std::string_view between)
{
    words out;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(between), text.size());
        if (end != 0) {
            out.push_back(text.substr(0, end));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

/// The lines that say something, as words.
std::vector<words> lines_of(std::string_view table)
{
    std::vector<words> out;
    for (const auto line : split(table, "\n")) {
        auto said = split(line.substr(0, line.find('#')), " \t\r");
        if (!said.empty()) {
            out.push_back(std::move(said));
        }
    }
    return out;
}

bool all_different(words names)
{
    std::sort(names.begin(), names.end());
    return std::adjacent_find(names.begin(), names.end()) == names.end();
}

verdict verdict_of(std::string_view word)
{
    if (word.ends_with('!')) {
        return verdict::on_record;
    }
    return word.ends_with('+') ? verdict::by_two : verdict::allowed;
}

std::optional<std::array<verdict, 3>> cell_of(std::string_view text)
{
    std::array<verdict, 3> out{};
    if (text == "-") {
        return out;
    }
    const auto said = split(text, ",");
    if (said.empty()) {
        return std::nullopt;
    }
    for (auto word : said) {
        const verdict says = verdict_of(word);
        word.remove_suffix(says == verdict::allowed ? 0 : 1);
        if (word == "any") {
            out.fill(says);
            continue;
        }
        const auto* const found = std::find(relation_names.begin(), relation_names.end(), word);
        if (found == relation_names.end()) {
            return std::nullopt;
        }
        out.at(static_cast<std::size_t>(found - relation_names.begin())) = says;
    }
    return out;
}

/// @return Whether the line has one cell for each role.
template <class Cells>
bool read_cells(const words& roles, const words& line, Cells& into)
{
    bool good = line.size() == roles.size();
    for (std::size_t i = 1; good && i < roles.size(); ++i) {
        const auto may = cell_of(line[i]);
        good = may.has_value();
        into.emplace(roles[i], may.value_or(std::array<verdict, 3>{}));
    }
    return good;
}

}  // namespace

verdict decide(const access_policy& policy, access_request what, const relations& ways) noexcept
{
    what.to = relation::other;
    verdict best = policy.decide(what);
    const auto in = [&](relation way) {
        what.to = way;
        best = std::max(best, policy.decide(what));
    };
    if (ways.own) {
        in(relation::own);
    }
    if (ways.holder) {
        in(relation::holder);
    }
    return best;
}

result<access_matrix> access_matrix::parse(std::string_view table)
{
    const auto lines = lines_of(table);
    if (lines.empty() || lines.front().front() != "act" || !all_different(lines.front())) {
        return errc::bad_argument;
    }
    access_matrix out;
    for (auto line = std::next(lines.begin()); line != lines.end(); ++line) {
        auto [act, is_new] = out.acts_.try_emplace(std::string{line->front()});
        if (!is_new || !read_cells(lines.front(), *line, act->second)) {
            return errc::bad_argument;
        }
    }
    return out;
}

verdict access_matrix::decide(const access_request& what) const noexcept
{
    const auto act = acts_.find(what.act);
    if (act == acts_.end()) {
        return verdict::refused;
    }
    const auto role = act->second.find(role_of(what.by));
    return role == act->second.end() ? verdict::refused
                                     : role->second.at(static_cast<std::size_t>(what.to));
}

}  // namespace acikkapi
