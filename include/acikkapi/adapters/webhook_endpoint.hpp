#pragma once

#include <string>
#include <vector>

namespace acikkapi {

/// Where somebody's system listens to webhooks, and by what it knows us.
struct webhook_endpoint {
    std::string url{};
    /// `whsec_` and base 64 of 24 to 64 bytes, as Standard Webhooks has them; 1 to 8. Each of them
    /// signs, so that one can be exchanged for another without a gap.
    std::vector<std::string> secrets{};
};

}  // namespace acikkapi
