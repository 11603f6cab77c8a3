#pragma once

#include "host/files/multipart.hpp"
#include "host/http.hpp"
#include "host/pages/templates.hpp"
#include "host/problem.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace host {

/// What somebody filled into a form. Nothing in it is trusted.
class form {
public:
    /// @return 415 if the body is no `application/x-www-form-urlencoded`, 400 if it is not well formed, is not UTF-8
    ///     or has more than 100 fields.
    [[nodiscard]] static reply<form> read(const request& asked);

    /// The same for a form that may bring files, and is `multipart/form-data` then.
    [[nodiscard]] static reply<form> read_with_files(const request& asked);

    /// What was given, without blanks around it; empty if it was not. Line ends are single.
    [[nodiscard]] std::string get(std::string_view name) const;
    /// All that was given under a name, in order.
    [[nodiscard]] std::vector<std::string> all(std::string_view name) const;

    /// All that was typed or chosen, a line or more each, to be shown to who sent it. What goes with a form and
    /// nobody sees is left out.
    [[nodiscard]] std::string typed() const;

    [[nodiscard]] bool has_files() const noexcept { return !files_.empty(); }
    /// The files that came with it, which are the caller's then.
    [[nodiscard]] std::vector<form_part> take_files() { return std::exchange(files_, {}); }

private:
    [[nodiscard]] bool is_text() const;

    std::vector<std::pair<std::string, std::string>> fields_;
    std::vector<form_part> files_;
};

/// One of several answers to choose from.
struct option {
    std::string value;
    std::string label;
    std::string hint{};
};

/// A question of a form, with what is known so far. All texts are in the page's language.
struct control {
    enum class shape {
        line,    ///< One line of text.
        text,    ///< Several lines.
        choice,  ///< One of a few, all shown.
        list,    ///< One of many.
        tick,    ///< Yes, or not.
        files,   ///< Photos and documents.
    };
    shape what = shape::line;
    std::string name;
    std::string label;
    std::string hint{};
    std::string value{};
    std::string error{};  ///< What is wrong with the value; empty if nothing is.
    std::vector<option> options{};
    std::string autocomplete{};      ///< As HTML has it: `name`, `tel`; empty: `off`.
    std::string input_mode{};        ///< `numeric`, `tel`, `email`: which keys a phone shows.
    std::size_t characters_max = 0;  ///< 0: is not said.
    std::size_t bytes_max = 0;       ///< The same, of what is that short that nobody is told.
    std::string checked_as{};  ///< What our script checks while it is typed: `identity`, `phone`.
};

/// Puts the questions into a page that has `[[>controls.html]]`, and what is wrong with them into its
/// `[[>errors.html]]`. A page that asks one question has it as its heading.
/// @param has_heading  The page has one of its own.
void add_controls(filling& page, const std::vector<control>& questions, bool has_heading = false);

/// Says of every answer that is longer than its question allows that it is, and of no other: what the library says to a
/// whole command names no part of it.
/// @return Whether there is none.
[[nodiscard]] bool check_lengths(std::vector<control>& questions, const std::string& too_long);

/// Adds what goes with a form and nobody sees.
void add_hidden(filling& page, std::string name, std::string value);

}  // namespace host
