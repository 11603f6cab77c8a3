#include "host/open311_form.hpp"
#include "support/time_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::chrono::days span_max{90};
constexpr std::size_t all_max = 1'000;
constexpr std::size_t page_usual = 50;

class faults {
public:
    void add(const std::string& name, std::string detail)
    {
        what_.errors.push_back({"#/" + name, std::move(detail)});
    }
    [[nodiscard]] bool any() const noexcept { return !what_.errors.empty(); }
    [[nodiscard]] const problem& all() const noexcept { return what_; }

private:
    problem what_{400, "bad_members", "some of what was sent is wrong"};
};

/// Whether it is a number of degrees.
bool is_angle(const std::string& text, double most)
{
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    return read.ec == std::errc{} && read.ptr == text.data() + text.size() &&
           std::isfinite(value) && std::abs(value) <= most;
}

/// Where it is, in words: the register has no coordinates, so a person reads them.
std::string read_location(const form& in, faults& wrong)
{
    constexpr double latitude_max = 90;
    constexpr double longitude_max = 180;
    std::string out;
    const auto lat = in.get("lat");
    const auto lon = in.get("long");
    if (!lat.empty() || !lon.empty()) {
        if (!is_angle(lat, latitude_max) || !is_angle(lon, longitude_max)) {
            wrong.add("lat", "and long must both be degrees, WGS84");
        }
        out += "Konum: " + lat + ", " + lon + "\n";
    }
    if (const auto address = in.get("address_string"); !address.empty()) {
        out += "Adres: " + address + "\n";
    }
    if (const auto id = in.get("address_id"); !id.empty()) {
        out += "Adres no: " + id + "\n";
    }
    if (out.empty()) {
        wrong.add("address_string", "is missing, or lat and long, or address_id");
    }
    return out;
}

person read_applicant(const form& in, faults& wrong)
{
    person out;
    const auto first = in.get("first_name");
    const auto last = in.get("last_name");
    out.full_name = first + (first.empty() || last.empty() ? "" : " ") + last;
    out.e_mail = in.get("email");
    if (const auto text = in.get("phone"); !text.empty()) {
        if (const auto number = phone::parse(text)) {
            out.mobile = *number;
        } else {
            wrong.add("phone", number.error().message());
        }
    }
    return out;
}

std::string read_district(const form& in, const directory& where, faults& wrong)
{
    auto out = in.get("attribute[district]");
    const auto& known = where.districts;
    if (!out.empty() && std::find(known.begin(), known.end(), out) == known.end()) {
        wrong.add("attribute[district]", "is none of the districts");
    }
    return out;
}

std::optional<instant> read_time(const request& asked, const std::string& name, faults& wrong)
{
    const auto text = query_value(asked.query, name).value_or("");
    if (text.empty()) {
        return std::nullopt;
    }
    const auto time = tools::parse_time(text);
    if (!time) {
        wrong.add(name, "is no time as 2026-11-29T08:00:00+03:00");
        return std::nullopt;
    }
    return *time;
}

void read_span(const request& asked, instant now, public_query& out, faults& wrong)
{
    const auto from = read_time(asked, "start_date", wrong);
    const auto to = read_time(asked, "end_date", wrong);
    out.to = to.value_or(from ? *from + span_max : now);
    out.from = from.value_or(out.to - span_max);
    out.to = std::min(out.to, out.from + span_max);
}

void read_status(const request& asked, public_query& out, faults& wrong)
{
    const auto words = split_list(query_value(asked.query, "status").value_or(""));
    const auto has = [&](std::string_view word) {
        return std::find(words.begin(), words.end(), word) != words.end();
    };
    out.open = words.empty() || has("open");
    out.closed = words.empty() || has("closed");
    if (!words.empty() && words.size() != std::size_t{out.open} + std::size_t{out.closed}) {
        wrong.add("status", "is open, closed, or both with a comma between them");
    }
}

std::optional<std::size_t>
read_count(const request& asked, const std::string& name, std::size_t most, faults& wrong)
{
    const auto text = query_value(asked.query, name).value_or("");
    if (text.empty()) {
        return std::nullopt;
    }
    std::size_t out = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || out == 0 || out > most) {
        wrong.add(name, "is a number from 1 to " + std::to_string(most));
        return std::nullopt;
    }
    return out;
}

}  // namespace

std::vector<std::string> split_list(std::string_view text)
{
    std::vector<std::string> out;
    while (!text.empty()) {
        const auto one = text.substr(0, text.find(','));
        if (!one.empty()) {
            out.emplace_back(one);
        }
        text.remove_prefix(std::min(text.size(), one.size() + 1));
    }
    return out;
}

reply<commands::submit> read_open311_submission(const form& in, const directory& where)
{
    const auto code = in.get("service_code");
    const auto* const kind = where.find_category(code);
    if (!code.empty() && (kind == nullptr || !kind->in_public)) {
        return problem{404, "no_such_service", "there is no service with this service_code"};
    }
    faults wrong;
    if (code.empty()) {
        wrong.add("service_code", "is missing");
    }
    commands::submit out;
    out.where = where.where;
    out.category = code;
    out.district = read_district(in, where, wrong);
    const auto location = read_location(in, wrong);
    const auto description = in.get("description");
    out.text = description + (description.empty() ? "" : "\n\n") + location;
    out.applicant = read_applicant(in, wrong);
    out.anonymous = out.applicant == person{};
    if (wrong.any()) {
        return wrong.all();
    }
    out.subject = where.category_name(out.speaks, code);
    return out;
}

reply<public_query> read_open311_query(const request& asked, instant now)
{
    constexpr std::size_t pages_max = 1'000;
    public_query out;
    faults wrong;
    out.services = split_list(query_value(asked.query, "service_code").value_or(""));
    read_span(asked, now, out, wrong);
    read_status(asked, out, wrong);
    const auto page = read_count(asked, "page", pages_max, wrong);
    const auto size = read_count(asked, "page_size", all_max, wrong);
    out.limit = size.value_or(page ? page_usual : all_max);
    out.skip = (page.value_or(1) - 1) * out.limit;
    if (wrong.any()) {
        return wrong.all();
    }
    return out;
}

}  // namespace host
