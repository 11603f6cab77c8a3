// What should be looked at in a catalogue though it is allowed, and what its texts cost.
#include "adapters/messages/catalog_values.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace acikkapi {
namespace {

using adapters::catalog_values;
using adapters::number_name;
using adapters::parts_of;
using adapters::sms_name;

constexpr std::size_t subject_bytes_max = 120;

/// Ten digits one after another are somebody's phone or identity number.
bool looks_personal(std::string_view text)
{
    constexpr std::size_t digits_max = 9;
    std::size_t run = 0;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        const bool gap = c == ' ' && run != 0;
        run = digit ? run + 1 : (gap ? run : 0);
        if (run > digits_max) {
            return true;
        }
    }
    return text.find('@') != std::string_view::npos;
}

class inspection {
public:
    inspection(const catalog_values& all, const catalog_values& standard)
        : all_(all), standard_(standard)
    {
        for (const auto& [key, value] : all.templates) {
            languages_[key.first].insert(parts_of(key.second).language);
        }
    }

    std::vector<catalog_finding> run()
    {
        for (const auto& [key, value] : all_.templates) {
            where_ = key.first + "/" + key.second;
            look_at(value);
            look_for_languages(key.first, key.second);
        }
        for (const auto& [key, value] : standard_.templates) {
            where_ = key.first + "/" + key.second;
            look_for_kind(key.first, key.second);
        }
        return std::move(found_);
    }

private:
    void note(bool wrong, std::string what)
    {
        if (wrong) {
            found_.push_back({where_, std::move(what)});
        }
    }

    void look_at(const catalog_values::words& value)
    {
        const auto names = value.text.names();
        note(
            std::find(names.begin(), names.end(), number_name) == names.end(),
            "does not name the application's number");
        note(
            looks_personal(value.text.plain()) || looks_personal(value.subject.plain()),
            "has digits or an address that look like somebody's");
        note(
            value.subject.plain().size() > subject_bytes_max,
            "has a subject that is longer than many readers show");
    }

    void look_for_languages(const std::string& means, const std::string& kind)
    {
        const auto parts = parts_of(kind);
        if (!parts.language.empty()) {
            note(
                all_.find(means, parts.kind) == nullptr,
                "is missing in the catalogue's own language");
            return;
        }
        for (const auto& other : languages_[means]) {
            const auto in_other = std::string{kind}.append(".").append(other);
            note(
                !other.empty() && all_.find(means, in_other) == nullptr,
                "is missing in a language that others have: " + other);
        }
    }

    /// Who tells people by a channel has words for all that is written to them: a letter without any is rejected.
    void look_for_kind(const std::string& means, const std::string& kind)
    {
        const bool own = parts_of(kind).language.empty() && languages_.contains(means);
        note(own && all_.find(means, kind) == nullptr, "is missing: the standard catalogue has it");
    }

    const catalog_values& all_;
    const catalog_values& standard_;
    std::map<std::string, std::set<std::string>> languages_;  // Of each channel.
    std::string where_;
    std::vector<catalog_finding> found_;
};

}  // namespace

std::vector<catalog_finding> message_catalog::lint() const
{
    return inspection{data_->values, standard().data_->values}.run();
}

std::vector<catalog_size> message_catalog::sizes(const sms_rules& rules) const
{
    letter longest;
    longest.reference = "81-2026-999999999-9";
    std::vector<catalog_size> out;
    for (const auto& [key, value] : data_->values.templates) {
        if (key.first != sms_name) {
            continue;
        }
        longest.kind = key.second;
        const auto text = words_of(key.first, longest);
        const auto cut = text ? encode_sms(text->text, rules, 0) : text.error();
        catalog_size size{key.first + "/" + key.second};
        if (cut) {
            size.parts = cut->parts.size();
            size.alphabet = cut->alphabet;
        }
        out.push_back(std::move(size));
    }
    return out;
}

}  // namespace acikkapi
