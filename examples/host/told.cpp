#include "host/told.hpp"

namespace host {

using namespace acikkapi;

std::optional<acikkapi::request<petition>>
told_by_reading(stream_id stream, const application& now, const std::string& code)
{
    // As long as his phone is in doubt, who reads may be the stranger: it would tell nobody.
    if (now.life != status::answered || now.phone_suspect) {
        return std::nullopt;
    }
    commands::record_notice told;
    told.which = notice::result;
    told.how = delivery::delivered;
    told.means = "web";
    acikkapi::request<petition> out;
    out.wish = std::move(told);
    out.from.by = actor::parse("citizen").value();
    out.from.via = channels::web();
    out.from.on = authority::parse("law-3071").value();
    out.from.code = code;
    out.stream = stream;
    // A stranger who was found out after he was told makes him one who is to be told again.
    out.key = "citizen page " + now.number.str() + " told " + std::to_string(now.answers) + " " +
              std::to_string(now.contacts);
    return out;
}

}  // namespace host
