#pragma once

#include "host/pages/texts.hpp"

#include <list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace host {

/// What stands where a template has a marker. Whatever it says is escaped for the place where it stands.
struct filling {
    std::map<std::string, std::string, std::less<>> values{};
    /// Sections: each is written as often as there are entries, and not at all without.
    std::map<std::string, std::list<filling>, std::less<>> sections{};

    filling& set(std::string name, std::string value)
    {
        values.insert_or_assign(std::move(name), std::move(value));
        return *this;
    }
    /// One more entry of a section. @par Lifetime  That of this.
    filling& add(std::string section) { return sections[std::move(section)].emplace_back(); }
};

/// Pages with markers, in each language. The only door to the library of templates.
///
/// `{{NAME}}` stands for a value, `{{#PART}}…{{/PART}}` for a section, `[[key]]` for a text in the page's
/// language, in which markers may stand again, and `[[>name.html]]` for another template.
/// @par Thread safety  Const members from any thread.
class templates {
public:
    /// @param files  Name and source of each.
    /// @param wrong  What is wrong with them, in words.
    templates(
        const std::vector<std::pair<std::string_view, std::string_view>>& files,
        const texts& words,
        std::string& wrong);
    ~templates();
    templates(const templates&) = delete;
    templates& operator=(const templates&) = delete;

    /// @pre There is such a template.
    [[nodiscard]] std::string
    write(language speaks, std::string_view name, const filling& with) const;

private:
    struct cache;
    std::unique_ptr<cache> cache_;
};

/// The page's language in the place of each `[[key]]`, other templates in the place of `[[>name]]`.
/// @return Nothing if there is no such text or template, or they hold each other.
[[nodiscard]] std::optional<std::string> translated(
    std::string_view source,
    language speaks,
    const texts& words,
    const std::function<std::string_view(std::string_view)>& file,
    std::string& wrong,
    unsigned depth = 0);

}  // namespace host
