#include "host/told.hpp"

namespace host {

using namespace acikkapi;

std::optional<acikkapi::request<petition>>
told_by_reading(stream_id stream, const application& now, const std::string& code)
{
    if (now.life != status::answered) {
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
    out.key = "citizen page " + now.number.str() + " told " + std::to_string(now.answers);
    return out;
}

}  // namespace host
