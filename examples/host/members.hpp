#pragma once

#include "host/problem.hpp"

#include <boost/json.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace host {

/// A word of the API and what it stands for.
template <class T>
using word = std::pair<std::string_view, T>;

/// Reads the members of a JSON object one by one and remembers everything that is wrong with them, so that
/// somebody mends a form once. What is wrong reads as a value that is never used: ask `fault` first.
class members {
public:
    /// @param at  Where the object stands, for pointers: empty, or `/applicant`.
    explicit members(boost::json::object from, std::string at = {})
        : from_(std::move(from)), at_(std::move(at))
    {}

    [[nodiscard]] bool has(std::string_view name);
    /// A text that must be there and not be empty.
    [[nodiscard]] std::string text(std::string_view name);
    [[nodiscard]] std::string text_or_empty(std::string_view name);
    [[nodiscard]] bool flag(std::string_view name);
    [[nodiscard]] std::uint64_t number(std::string_view name, std::uint64_t min, std::uint64_t max);
    /// An object within; empty if it is not there.
    [[nodiscard]] members object(std::string_view name);

    /// One of a few words.
    template <class T, std::size_t N>
    [[nodiscard]] T one_of(std::string_view name, const std::array<word<T>, N>& words)
    {
        const auto given = text(name);
        std::string all;
        for (const auto& [text, value] : words) {
            if (text == given) {
                return value;
            }
            all += (all.empty() ? "" : ", ") + std::string{text};
        }
        if (!given.empty()) {
            complain(name, "is none of " + all);
        }
        return words.front().second;
    }

    /// A text that the library reads; its error is the member's.
    template <class T>
    [[nodiscard]] std::optional<T>
    parsed(std::string_view name, acikkapi::result<T> (*parse)(std::string_view))
    {
        const auto given = text(name);
        auto value = given.empty() ? acikkapi::result<T>{acikkapi::errc::bad_text} : parse(given);
        if (value) {
            return *std::move(value);
        }
        if (!given.empty()) {
            complain(name, value.error().message());
        }
        return std::nullopt;
    }

    void complain(std::string_view name, std::string detail);
    /// What was wrong in an object within.
    void add_faults_of(members& inner);

    /// Ends the reading: also a member that nobody asked for is wrong, for it is most likely mistyped.
    /// @return 422 with all faults, or nothing.
    [[nodiscard]] std::optional<problem> fault();

private:
    [[nodiscard]] const boost::json::value* find(std::string_view name);
    [[nodiscard]] std::string text_of(std::string_view name, bool required);

    boost::json::object from_;
    std::string at_;
    std::set<std::string, std::less<>> asked_;
    std::vector<member_fault> faults_;
};

/// The JSON object that a request carries.
/// @return 415 if it says that it is something else, 400 if it is not UTF-8, or no JSON object, nested 8 deep at
///     most.
[[nodiscard]] reply<members> members_of(const request& asked);

}  // namespace host
