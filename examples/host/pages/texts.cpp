#include "host/pages/texts.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace host {

namespace json = boost::json;

namespace {

std::size_t index_of(language value) noexcept
{
    return static_cast<std::size_t>(value) - 1;
}

constexpr std::array<std::string_view, 3> codes{"tr", "en", "ar"};

using names_of_months = std::array<std::string_view, 12>;
constexpr std::array<names_of_months, 3> months{{
    {"Ocak",
     "Şubat",
     "Mart",
     "Nisan",
     "Mayıs",
     "Haziran",
     "Temmuz",
     "Ağustos",
     "Eylül",
     "Ekim",
     "Kasım",
     "Aralık"},
    {"January",
     "February",
     "March",
     "April",
     "May",
     "June",
     "July",
     "August",
     "September",
     "October",
     "November",
     "December"},
    {"يناير",
     "فبراير",
     "مارس",
     "أبريل",
     "مايو",
     "يونيو",
     "يوليو",
     "أغسطس",
     "سبتمبر",
     "أكتوبر",
     "نوفمبر",
     "ديسمبر"},
}};

texts::by_key read_one(std::string_view bytes)
{
    texts::by_key out;
    boost::system::error_code bad;
    const auto value = json::parse(bytes, bad);
    if (bad || !value.is_object()) {
        return out;
    }
    for (const auto& [key, text] : value.get_object()) {
        if (text.is_string()) {
            out.emplace(key, text.get_string());
        }
    }
    return out;
}

/// The first key that only one of them has.
std::string only_in_one(const texts::by_key& a, const texts::by_key& b)
{
    for (const auto& [key, text] : a) {
        if (b.find(key) == b.end()) {
            return key;
        }
    }
    return {};
}

/// In Turkey, which has one offset all year (law 697, decision 2016/9154).
constexpr std::chrono::hours turkey{3};

}  // namespace

std::string_view code_of(language value) noexcept
{
    return codes.at(index_of(value));
}

std::optional<language> language_of(std::string_view code) noexcept
{
    for (const auto one : languages_of_pages) {
        if (code_of(one) == code) {
            return one;
        }
    }
    return std::nullopt;
}

language preferred(std::string_view accept_language)
{
    // In the order in which they stand: whoever gives weights lists the best first.
    while (!accept_language.empty()) {
        const auto end = std::min(accept_language.find(','), accept_language.size());
        auto one = accept_language.substr(0, end);
        one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
        if (const auto found = language_of(one.substr(0, 2))) {
            return *found;
        }
        accept_language.remove_prefix(std::min(end + 1, accept_language.size()));
    }
    return language::turkish;
}

std::string date_text(language speaks, acikkapi::day value)
{
    const std::chrono::year_month_day parts{value};
    const auto month = months.at(index_of(speaks)).at(static_cast<unsigned>(parts.month()) - 1);
    return std::to_string(static_cast<unsigned>(parts.day())) + " " + std::string{month} + " " +
           std::to_string(static_cast<int>(parts.year()));
}

std::string time_text(language speaks, acikkapi::instant value)
{
    const auto here = value + turkey;
    const auto day = std::chrono::floor<std::chrono::days>(here);
    const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::minutes>(here - day)};
    const auto two = [](long n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return date_text(speaks, acikkapi::day{day.time_since_epoch()}) + " " +
           two(clock.hours().count()) + ":" + two(clock.minutes().count());
}

texts texts::read(const std::function<std::string_view(std::string_view)>& file, std::string& wrong)
{
    texts out;
    for (const auto one : languages_of_pages) {
        const auto name = std::string{code_of(one)} + ".json";
        out.texts_.at(index_of(one)) = read_one(file(name));
        if (out.all(one).empty()) {
            wrong = name + ": no object of texts";
            return out;
        }
    }
    for (const auto a : languages_of_pages) {
        for (const auto b : languages_of_pages) {
            if (const auto key = only_in_one(out.all(a), out.all(b)); !key.empty()) {
                wrong = key + ": is in " + std::string{code_of(a)} + " and not in " +
                        std::string{code_of(b)};
            }
        }
    }
    return out;
}

std::string_view texts::get(language speaks, std::string_view key) const
{
    const auto& of = all(speaks);
    const auto at = of.find(key);
    return at == of.end() ? key : std::string_view{at->second};
}

bool texts::has(std::string_view key) const
{
    return texts_.front().find(key) != texts_.front().end();
}

const texts::by_key& texts::all(language speaks) const
{
    return texts_.at(index_of(speaks));
}

}  // namespace host
