#include "host/pages/contact.hpp"

#include <algorithm>

namespace host {

contact contact_of(std::string_view text)
{
    if (!text.starts_with('+')) {
        return {{}, std::string{text}};
    }
    const auto blank = std::min(text.find(' '), text.size());
    return {
        std::string{text.substr(0, blank)},
        std::string{text.substr(std::min(blank + 1, text.size()))}};
}

void add_told_by(const acikkapi::application& what, filling& receipt)
{
    const auto his = contact_of(what.contact);
    if (what.anonymous) {
        receipt.add("ANONYMOUS");
    } else if (!his.mobile.empty()) {
        receipt.add("BY_SMS");
    } else if (!his.e_mail.empty()) {
        receipt.add("BY_E_MAIL");
    } else {
        receipt.add("BY_NOTHING");
    }
}

bool is_e_mail(std::string_view text)
{
    constexpr std::size_t bytes_max = 254;
    const bool plain = std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= ' ' || byte == 0x7f;
    });
    const auto at = text.find('@');
    return plain && at != text.npos && at != 0 && at + 1 != text.size() && text.front() != '+' &&
           text.size() <= bytes_max;
}

}  // namespace host
