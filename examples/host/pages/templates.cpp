#include "host/pages/templates.hpp"
#include "support/markup.hpp"

#include <algorithm>
#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>

namespace host {

namespace {

std::string key_of(language speaks, std::string_view name)
{
    return std::string{code_of(speaks)} + "/" + std::string{name};
}

void fill(ctemplate::TemplateDictionary& to, const filling& from)
{
    for (const auto& [name, value] : from.values) {
        to.SetValue(name, value);
    }
    for (const auto& [name, entries] : from.sections) {
        for (const auto& entry : entries) {
            fill(*to.AddSectionDictionary(name), entry);
        }
    }
}

}  // namespace

struct templates::cache {
    ctemplate::TemplateCache all;
};

std::optional<std::string> translated(
    std::string_view source,
    language speaks,
    const texts& words,
    const std::function<std::string_view(std::string_view)>& file,
    std::string& wrong,
    unsigned depth)
{
    constexpr unsigned depth_max = 8;
    std::string out;
    while (true) {
        const auto begin = source.find("[[");
        out += source.substr(0, begin);
        if (begin == source.npos) {
            return out;
        }
        const auto end = source.find("]]", begin);
        if (end == source.npos || depth > depth_max) {
            wrong = end == source.npos ? "[[ without ]]" : "templates hold each other";
            return std::nullopt;
        }
        const auto name = source.substr(begin + 2, end - begin - 2);
        source.remove_prefix(end + 2);
        if (name.starts_with('>')) {
            const auto inner =
                translated(file(name.substr(1)), speaks, words, file, wrong, depth + 1);
            if (!inner || inner->empty()) {
                wrong = wrong.empty() ? std::string{name} + ": no such template" : wrong;
                return std::nullopt;
            }
            out += *inner;
        } else if (words.has(name)) {
            out += tools::markup(
                words.get(speaks, name));  // Ours, but no HTML: only their markers are.
        } else {
            wrong = std::string{name} + ": no such text";
            return std::nullopt;
        }
    }
}

templates::templates(
    const std::vector<std::pair<std::string_view, std::string_view>>& files,
    const texts& words,
    std::string& wrong)
    : cache_(std::make_unique<cache>())
{
    const auto file = [&](std::string_view name) {
        const auto at = std::find_if(
            files.begin(), files.end(), [&](const auto& one) { return one.first == name; });
        return at == files.end() ? std::string_view{} : at->second;
    };
    for (const auto speaks : languages_of_pages) {
        for (const auto& [name, source] : files) {
            std::string why;
            const auto text = translated(source, speaks, words, file, why);
            // Escaping is the library's, by where in the HTML a marker stands.
            const bool taken = text && cache_->all.StringToTemplateCache(
                                           key_of(speaks, name),
                                           "{{%AUTOESCAPE context=\"HTML\"}}" + *text,
                                           ctemplate::STRIP_BLANK_LINES);
            if (!taken) {
                wrong = std::string{name} + ": " + (why.empty() ? "not well formed" : why);
                return;
            }
        }
    }
    cache_->all.Freeze();
}

templates::~templates() = default;

std::string templates::write(language speaks, std::string_view name, const filling& with) const
{
    ctemplate::TemplateDictionary filled{"page"};
    fill(filled, with);
    std::string out;
    (void)cache_->all.ExpandNoLoad(
        key_of(speaks, name), ctemplate::STRIP_BLANK_LINES, &filled, nullptr, &out);
    return out;
}

}  // namespace host
