#pragma once

#include "host/http.hpp"
#include "host/pages/assets.hpp"
#include "host/pages/form.hpp"
#include "host/pages/templates.hpp"
#include "host/pages/texts.hpp"
#include "host/problem.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

/// A part of the site that somebody who has logged in may go to.
struct part_of_site {
    std::string address;
    std::string name;
    bool here = false;
};

/// Who looks at a page, as its head shows it.
struct signed_in_as {
    std::string name;
    std::string log_out_csrf;
    std::vector<part_of_site> parts{};
};

/// All that the frame of a page needs.
struct frame {
    language speaks = language::turkish;
    std::string path;    ///< Behind the language: `/apply/text`; empty for the first page.
    std::string title;   ///< In the page's language.
    std::string back{};  ///< Address of the page before; empty if there is none.
    std::optional<signed_in_as> who{};
    bool wide = false;       ///< For tables.
    bool translated = true;  ///< Its address leads to the same in the other languages.
    int status = 200;
};

/// What all pages are made with: texts, templates, style.
/// @par Thread safety  Const members from any thread.
class site {
public:
    /// @return What is wrong with the files that were built in; empty if nothing is.
    [[nodiscard]] static std::string open(std::unique_ptr<site>& out);

    [[nodiscard]] std::string_view text(language speaks, std::string_view key) const
    {
        return words_.get(speaks, key);
    }
    [[nodiscard]] const texts& words() const noexcept { return words_; }
    [[nodiscard]] const assets& style() const noexcept { return assets_; }

    [[nodiscard]] response show(const frame& around, std::string_view page, filling with) const;

    /// A page that only says something.
    /// @param keys  Of its paragraphs.
    [[nodiscard]] response
    say(frame around, const std::vector<std::string_view>& keys, int status = 200) const;

    /// A problem, as people read it. What is wrong with a member is not told: a form does that.
    [[nodiscard]] response tell(language speaks, const problem& what) const;
    /// The same within a frame, whose title and status are the problem's then.
    [[nodiscard]] response tell(frame around, const problem& what) const;

private:
    site() = default;

    texts words_;
    assets assets_;
    std::unique_ptr<templates> templates_;
};

/// A problem as a page, if a browser asked for a page.
[[nodiscard]] response for_people(const site& look, const request& asked, response given);

/// To another page, by GET.
[[nodiscard]] response go_to(std::string address);

}  // namespace host
