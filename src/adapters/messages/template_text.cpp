#include "adapters/messages/template_text.hpp"

#include <algorithm>

namespace acikkapi::adapters {
namespace {

bool is_place(std::string_view name)
{
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || c == '_';
    });
}

}  // namespace

result<template_text> template_text::parse(std::string_view text)
{
    template_text out;
    std::string plain;
    while (!text.empty()) {
        const auto brace = text.find_first_of("{}");
        plain += text.substr(0, brace);
        if (brace == std::string_view::npos) {
            break;
        }
        text.remove_prefix(brace);
        if (text.starts_with("{{") || text.starts_with("}}")) {
            plain += text.front();
            text.remove_prefix(2);
            continue;
        }
        const auto end = text.find('}');
        const auto name =
            end == std::string_view::npos ? std::string_view{} : text.substr(1, end - 1);
        if (text.front() != '{' || !is_place(name)) {
            return errc::bad_text;
        }
        out.pieces_.push_back({std::move(plain), false});
        out.pieces_.push_back({std::string{name}, true});
        plain.clear();
        text.remove_prefix(end + 1);
    }
    out.pieces_.push_back({std::move(plain), false});
    return out;
}

std::string
template_text::fill(const std::function<std::string_view(std::string_view name)>& value_of) const
{
    std::string out;
    for (const auto& one : pieces_) {
        out += one.is_name ? value_of(one.text) : std::string_view{one.text};
    }
    return out;
}

std::vector<std::string> template_text::names() const
{
    std::vector<std::string> out;
    for (const auto& one : pieces_) {
        if (one.is_name) {
            out.push_back(one.text);
        }
    }
    return out;
}

std::string template_text::plain() const
{
    std::string out;
    for (const auto& one : pieces_) {
        out += one.is_name ? std::string_view{} : std::string_view{one.text};
    }
    return out;
}

}  // namespace acikkapi::adapters
