#include "host/oidc.hpp"
#include "host/pages/figure_address.hpp"
#include "host/pages/staff_words.hpp"
#include "host/shapes.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace host {

using namespace acikkapi;

namespace {

std::optional<int> read_digits(std::string_view text)
{
    int out = 0;
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, out);
    return read.ec == std::errc{} && read.ptr == end && out >= 0 ? std::optional{out}
                                                                 : std::nullopt;
}

}  // namespace

std::optional<day> read_day(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return std::nullopt;
    }
    const auto y = read_digits(text.substr(0, 4));
    const auto m = read_digits(text.substr(5, 2));
    const auto d = read_digits(text.substr(8, 2));
    if (!y || !m || !d) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{
        std::chrono::year{*y},
        std::chrono::month{static_cast<unsigned>(*m)},
        std::chrono::day{static_cast<unsigned>(*d)}};
    const bool there = date.ok() && *y >= 1970 && *y <= 2999;
    return there ? std::optional{day{std::chrono::local_days{date}}} : std::nullopt;
}

std::string decimal_text(language speaks, double value)
{
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%.1f", value);
    std::string out{text.data()};
    if (speaks == language::turkish) {
        std::replace(out.begin(), out.end(), '.', ',');
    }
    return out;
}

std::string address_of(const visit& by, const figure& which)
{
    std::string out = "/staff/governor/cases?what=" + std::string{name_of(which.what)};
    out += "&from=" + text_of(which.when.first) + "&to=" + text_of(which.when.last);
    if (which.of != trait::none) {
        out += "&by=" + std::string{name_of(which.of)} + "&key=" + percent_encoded(which.key);
    }
    return by.at(out);
}

std::optional<figure> figure_of(std::string_view query)
{
    constexpr std::size_t key_bytes_max = 100;
    const auto get = [query](std::string_view name) {
        return query_value(query, name).value_or("");
    };
    const auto what = measure_of(get("what"));
    const auto first = read_day(get("from"));
    const auto last = read_day(get("to"));
    const auto of = trait_of(get("by"));
    const auto key = get("key");
    if (!what || !first || !last || !of || key.size() > key_bytes_max) {
        return std::nullopt;
    }
    return figure{*what, {*first, *last}, *of, *of == trait::none ? "" : key};
}

std::string words_of(const visit& by, const figures_of_city& city, const figure& of)
{
    const auto what = by.text("governor.measure." + std::string{name_of(of.what)});
    return of.of == trait::none ? what : what + " · " + name_of_key(by, city, of.of, of.key);
}

std::string
name_of_key(const visit& by, const figures_of_city& city, trait of, const std::string& key)
{
    if (key.empty()) {
        return by.text(of == trait::unit ? "governor.no_unit" : "governor.none");
    }
    const auto unit = unit_id::parse(key);
    switch (of) {
    case trait::unit: return by.all.where.unit_name(unit ? *unit : unit_id{}, city.unit_name(key));
    case trait::category: return by.all.where.category_name(by.speaks, key);
    case trait::channel: return means_text(by, key);
    default: return key;
    }
}

}  // namespace host
