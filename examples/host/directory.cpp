#include "host/directory.hpp"
#include "host/json_parts.hpp"
#include "host/pages/embedded.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace host {

namespace json = boost::json;
using namespace acikkapi;

namespace {

std::string text_of(const json::object& from, std::string_view name)
{
    const auto* const value = from.if_contains(name);
    return value != nullptr && value->is_string() ? std::string{value->get_string()}
                                                  : std::string{};
}

void read_units(directory& to, const json::object& from, std::string& wrong)
{
    for (const auto& one : objects_in(from, "units")) {
        const auto id = unit_id::parse(text_of(one, "id"));
        if (!id || text_of(one, "name").empty()) {
            wrong = "directory.units: a unit has an id of eight digits and a name";
            return;
        }
        to.units.push_back({*id, text_of(one, "name")});
    }
}

void read_categories(directory& to, const json::object& from, std::string& wrong)
{
    constexpr std::size_t code_bytes_max = 100;
    for (const auto& one : objects_in(from, "categories")) {
        category out;
        out.code = text_of(one, "code");
        out.names = {text_of(one, "tr"), text_of(one, "en"), text_of(one, "ar")};
        const bool named = std::none_of(
            out.names.begin(), out.names.end(), [](const auto& name) { return name.empty(); });
        if (out.code.empty() || out.code.size() > code_bytes_max || !named) {
            wrong = "directory.categories: a category has a code, and names tr, en and ar";
            return;
        }
        if (const auto id = unit_id::parse(text_of(one, "unit"))) {
            out.unit = *id;
        }
        const auto* const open = one.if_contains("public");
        out.in_public = open != nullptr && open->is_bool() && open->get_bool();
        to.categories.push_back(std::move(out));
    }
}

/// Who works there: named accounts.
void read_accounts(directory& to, const json::object& from, std::string& wrong)
{
    const auto all = list_in(from, "accounts");
    for (const auto& one : all) {
        const auto who = actor::parse(one.is_string() ? one.get_string() : "");
        if (!who || who->str().find('/') == std::string::npos) {
            wrong = "directory.accounts: an account is a role, a place and a name: officer:34/4711";
            return;
        }
        to.accounts.push_back(*who);
    }
}

}  // namespace

const category* directory::find_category(std::string_view code) const noexcept
{
    const auto at = std::find_if(
        categories.begin(), categories.end(), [code](const auto& one) { return one.code == code; });
    return at == categories.end() ? nullptr : &*at;
}

const unit* directory::find_unit(const unit_id& id) const noexcept
{
    const auto at =
        std::find_if(units.begin(), units.end(), [&id](const auto& one) { return one.id == id; });
    return at == units.end() ? nullptr : &*at;
}

std::string directory::unit_name(const unit_id& id, std::string_view in_register) const
{
    const auto* const known = find_unit(id);
    if (known != nullptr) {
        return known->name;
    }
    return in_register.empty() ? id.str() : std::string{in_register};
}

bool directory::takes_tasks(const actor& who) const noexcept
{
    return accounts.empty() || who.empty() ||
           std::find(accounts.begin(), accounts.end(), who) != accounts.end();
}

std::string directory::category_name(language speaks, std::string_view code) const
{
    const auto* const found = find_category(code);
    return found == nullptr ? std::string{code}
                            : found->names.at(static_cast<std::size_t>(speaks) - 1);
}

directory read_directory(std::string_view text, std::string& wrong)
{
    directory out;
    boost::system::error_code bad;
    const auto value = json::parse(text, bad);
    if (bad || !value.is_object()) {
        wrong = "directory: not a JSON object";
        return out;
    }
    const auto& from = value.get_object();
    const auto* const plate = from.if_contains("province");
    const auto where = province::from_plate(
        plate != nullptr && plate->is_int64()
            ? static_cast<int>(std::clamp<std::int64_t>(plate->get_int64(), 0, 100))
            : 0);
    if (!where) {
        wrong = "directory.province: a plate code from 1 to 81";
        return out;
    }
    out.where = *where;
    if (const auto* const all = from.if_contains("districts"); all != nullptr && all->is_array()) {
        for (const auto& one : all->get_array()) {
            out.districts.emplace_back(one.is_string() ? one.get_string() : "");
        }
    }
    read_units(out, from, wrong);
    read_categories(out, from, wrong);
    read_accounts(out, from, wrong);
    if (wrong.empty() && out.categories.empty()) {
        wrong = "directory.categories: there is none";
    }
    return out;
}

directory open_directory(const std::string& file, std::string& wrong)
{
    std::string text{embedded("directory.json")};
    if (!file.empty()) {
        std::ifstream in{file};
        text.assign(std::istreambuf_iterator<char>{in}, {});
    }
    return read_directory(text, wrong);
}

}  // namespace host
