#include "host/background.hpp"

namespace host {

void background::ended(const acikkapi::error_code& why)
{
    if (why) {
        failed_ = true;
        fault_("letters and deadlines have stopped: " + why.message());
    }
}

acikkapi::metric background::figure() const
{
    return {
        "background_failed",
        "1 after letters and deadlines have stopped by themselves: until a new start.",
        acikkapi::metric::kind::gauge,
        {{{}, failed() ? 1.0 : 0.0}}};
}

}  // namespace host
