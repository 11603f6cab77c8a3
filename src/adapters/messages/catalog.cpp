#include "adapters/messages/catalog_values.hpp"

#include <utility>

namespace acikkapi {
namespace {

using adapters::is_value;
using adapters::number_name;
using adapters::parts_of;
using adapters::sms_name;

constexpr std::string_view mail_name = "e-mail";

constexpr std::string_view standard_json =
#include "adapters/messages/catalog.inc"
    ;

}  // namespace

const message_catalog& message_catalog::standard()
{
    // Our own text: that it is in order is shown by a test.
    static const message_catalog value = parse(standard_json).value();
    return value;
}

std::string_view message_catalog::standard_text() noexcept
{
    return standard_json;
}

result<message_catalog> message_catalog::parse(std::string_view json, std::string* why)
{
    std::string wrong;
    auto values = adapters::catalog_values::read(json, wrong);
    if (!values) {
        if (why != nullptr) {
            *why = std::move(wrong);
        }
        return values.error();
    }
    return message_catalog{std::make_shared<const data>(data{*std::move(values)})};
}

result<message_catalog> message_catalog::with(std::string_view constant, std::string value) const
{
    if (!is_value(value)) {
        return errc::bad_text;
    }
    auto changed = std::make_shared<data>(*data_);
    auto& constants = changed->values.constants;
    const auto found = constants.find(constant);
    if (found == constants.end()) {
        return errc::bad_argument;
    }
    found->second = std::move(value);
    return message_catalog{std::move(changed)};
}

result<message> message_catalog::words_of(std::string_view means, const letter& what) const
{
    const auto& all = data_->values;
    const auto [kind, language] = parts_of(what.kind);
    const std::string by{means};
    const auto* const own = language.empty() ? nullptr : all.find(by, what.kind);
    const auto* const found = own == nullptr ? all.find(by, kind) : own;
    if (found == nullptr) {
        return errc::bad_argument;
    }
    if (!is_value(what.reference)) {
        return errc::bad_text;
    }
    const auto fill = [&](std::string_view name) -> std::string_view {
        return name == number_name ? std::string_view{what.reference}
                                   : all.constants.find(name)->second;
    };
    return message{
        found->subject.fill(fill),
        found->text.fill(fill),
        own == nullptr ? all.language : language};
}

std::function<result<std::string>(const letter&)> message_catalog::sms_wording() const
{
    return [words = *this](const letter& what) -> result<std::string> {
        auto found = words.words_of(sms_name, what);
        return found ? result<std::string>{std::move(found->text)} : found.error();
    };
}

mail_notifier::wording message_catalog::mail_wording() const
{
    return [words = *this](const letter& what) -> result<mail_words> {
        auto found = words.words_of(mail_name, what);
        if (!found) {
            return found.error();
        }
        auto html = html_of(*found);
        return mail_words{
            std::move(found->subject),
            std::move(found->text),
            std::move(html),
            std::move(found->language)};
    };
}

}  // namespace acikkapi
