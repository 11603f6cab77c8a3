#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acikkapi {

/// Something that is counted or measured, as Prometheus has it: a name, what it is, and its values. None has personal
/// data in a name or a label.
struct metric {
    enum class kind : unsigned char { counter, gauge };
    struct sample {
        std::vector<std::pair<std::string, std::string>> labels;
        double value = 0;
    };

    std::string name;  ///< `acikkapi_events_total`; units last, seconds and bytes.
    std::string help;  ///< One line.
    kind is = kind::gauge;
    std::vector<sample> samples;
};

/// What a scraper reads (text exposition format 0.0.4). To be served as `text/plain; version=0.0.4; charset=utf-8`.
[[nodiscard]] std::string prometheus_text(const std::vector<metric>& all);

}  // namespace acikkapi
