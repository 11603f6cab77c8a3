#include "host/members.hpp"
#include "host/utf8.hpp"

namespace host {

namespace json = boost::json;

const json::value* members::find(std::string_view name)
{
    asked_.emplace(name);
    const auto* const value = from_.if_contains(name);
    return value == nullptr || value->is_null() ? nullptr : value;
}

bool members::has(std::string_view name)
{
    return find(name) != nullptr;
}

std::string members::text_of(std::string_view name, bool required)
{
    const auto* const value = find(name);
    const bool is_text = value != nullptr && value->is_string();
    if (value != nullptr && !is_text) {
        complain(name, "is not a text");
    } else if (required && (!is_text || value->get_string().empty())) {
        complain(name, "is required");
    }
    return is_text ? std::string{value->get_string()} : std::string{};
}

std::string members::text(std::string_view name)
{
    return text_of(name, true);
}

std::string members::text_or_empty(std::string_view name)
{
    return text_of(name, false);
}

bool members::flag(std::string_view name)
{
    const auto* const value = find(name);
    if (value != nullptr && !value->is_bool()) {
        complain(name, "is neither true nor false");
    }
    return value != nullptr && value->is_bool() && value->get_bool();
}

std::uint64_t members::number(std::string_view name, std::uint64_t min, std::uint64_t max)
{
    const auto* const value = find(name);
    boost::system::error_code bad;
    const auto got = value == nullptr ? 0 : value->to_number<std::uint64_t>(bad);
    if (value == nullptr) {
        complain(name, "is required");
    } else if (bad || got < min || got > max) {
        complain(
            name, "is no whole number from " + std::to_string(min) + " to " + std::to_string(max));
    }
    return got;
}

members members::object(std::string_view name)
{
    const auto* const value = find(name);
    if (value != nullptr && !value->is_object()) {
        complain(name, "is not an object");
    }
    const bool is_object = value != nullptr && value->is_object();
    return members{is_object ? value->get_object() : json::object{}, at_ + "/" + std::string{name}};
}

void members::complain(std::string_view name, std::string detail)
{
    faults_.push_back({"#" + at_ + "/" + std::string{name}, std::move(detail)});
}

void members::add_faults_of(members& inner)
{
    if (auto wrong = inner.fault()) {
        faults_.insert(faults_.end(), wrong->errors.begin(), wrong->errors.end());
    }
}

std::optional<problem> members::fault()
{
    constexpr std::size_t shown_max = 100;
    for (const auto& one : from_) {
        if (asked_.find(std::string_view{one.key()}) == asked_.end() &&
            faults_.size() < shown_max) {
            // Not by its name: it may be anything, a person's name too.
            faults_.push_back({"#" + at_, "has a member that is not known here"});
            break;
        }
    }
    if (faults_.empty()) {
        return std::nullopt;
    }
    problem out{422, "bad_members", "something in the body is not as it should be"};
    out.errors = faults_;
    return out;
}

reply<members> members_of(const request& asked)
{
    constexpr std::size_t depth_max = 8;
    const auto type = asked.header("Content-Type");
    if (type.substr(0, type.find(';')) != "application/json") {
        return problem{415, "not_json", "the body must be application/json"};
    }
    if (!is_utf8(asked.body)) {
        return not_utf8();
    }
    json::parse_options how;
    how.max_depth = depth_max;
    boost::system::error_code bad;
    auto value = json::parse(asked.body, bad, {}, how);
    if (bad || !value.is_object()) {
        return problem{400, "bad_json", "the body is not a JSON object"};
    }
    return members{std::move(value.get_object())};
}

}  // namespace host
