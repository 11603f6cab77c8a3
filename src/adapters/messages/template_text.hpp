#pragma once

#include <acikkapi/error.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace acikkapi::adapters {

/// A text with places in it, `{number}`, that are filled later; `{{` stands for a brace.
class template_text {
public:
    template_text() = default;

    /// @return `errc::bad_text` for a brace without its other one, or a name that is none: small letters and `_`.
    [[nodiscard]] static result<template_text> parse(std::string_view text);

    [[nodiscard]] std::string
    fill(const std::function<std::string_view(std::string_view name)>& value_of) const;

    /// As they stand in the text, each as often.
    [[nodiscard]] std::vector<std::string> names() const;
    /// What stands between the places.
    [[nodiscard]] std::string plain() const;

private:
    struct piece {
        std::string text;
        bool is_name = false;
    };
    std::vector<piece> pieces_;
};

}  // namespace acikkapi::adapters
