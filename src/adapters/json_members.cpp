#include "adapters/json_members.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::adapters {

json_members::json_members(const boost::json::value& from, std::string path, std::string& why)
    : members_(from.if_object()), path_(std::move(path)), why_(why)
{
    if (!members_ && why_.empty()) {
        why_ = (path_.empty() ? "the text" : path_) + ": no object";
    }
}

const boost::json::value* json_members::find(std::string_view name)
{
    known_.push_back(name);
    return members_ ? members_->if_contains({name.data(), name.size()}) : nullptr;
}

void json_members::text(std::string_view name, std::string& into)
{
    if (const auto* const found = find(name)) {
        const auto* const text = found->if_string();
        text ? static_cast<void>(into.assign(text->data(), text->size())) : fail(name, "no text");
    }
}

void json_members::number(std::string_view name, std::int64_t& into)
{
    if (const auto* const found = find(name)) {
        const auto* const number = found->if_int64();
        number ? static_cast<void>(into = *number) : fail(name, "no whole number");
    }
}

void json_members::flag(std::string_view name, bool& into)
{
    if (const auto* const found = find(name)) {
        const auto* const flag = found->if_bool();
        flag ? static_cast<void>(into = *flag) : fail(name, "neither true nor false");
    }
}

void json_members::fail(std::string_view name, std::string_view what)
{
    if (why_.empty()) {
        why_ = path_of(name) + ": " + std::string{what};
    }
}

void json_members::end()
{
    if (!members_) {
        return;
    }
    for (const auto& member : *members_) {
        const std::string_view name{member.key().data(), member.key().size()};
        if (std::find(known_.begin(), known_.end(), name) == known_.end()) {
            fail(name.substr(0, 64), "not known");
        }
    }
}

std::string json_members::path_of(std::string_view name) const
{
    return (path_.empty() ? "" : path_ + ".") + std::string{name};
}

}  // namespace acikkapi::adapters
