#pragma once

#include <acikkapi/application.hpp>

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace host {

using acikkapi::language;

inline constexpr std::array languages_of_pages{
    language::turkish, language::english, language::arabic};

/// `tr`, `en`, `ar`, as RFC 5646 and our addresses have them.
[[nodiscard]] std::string_view code_of(language value) noexcept;
[[nodiscard]] std::optional<language> language_of(std::string_view code) noexcept;

/// What a browser prefers of our languages (`Accept-Language`); Turkish if it says nothing of them.
[[nodiscard]] language preferred(std::string_view accept_language);

/// `Sunday, 6 December 2026` is for each language to say.
[[nodiscard]] std::string date_text(language speaks, acikkapi::day value);
/// With the time of day, in Turkey.
[[nodiscard]] std::string time_text(language speaks, acikkapi::instant value);

/// All words of the pages, by key and language. They are ours: trusted, unlike what people write.
/// @par Thread safety  Never changed.
class texts {
public:
    /// Reads `tr.json`, `en.json` and `ar.json`, each an object of texts by key.
    /// @param file  The bytes of a file by its name.
    /// @param wrong  What is wrong with them, in words: no object, or a key that is not in all of them.
    [[nodiscard]] static texts
    read(const std::function<std::string_view(std::string_view)>& file, std::string& wrong);

    /// @return The key itself if there is no such text: a test sees to it that there is.
    [[nodiscard]] std::string_view get(language speaks, std::string_view key) const;
    [[nodiscard]] bool has(std::string_view key) const;

    using by_key = std::map<std::string, std::string, std::less<>>;
    [[nodiscard]] const by_key& all(language speaks) const;

private:
    std::array<by_key, languages_of_pages.size()> texts_;
};

}  // namespace host
