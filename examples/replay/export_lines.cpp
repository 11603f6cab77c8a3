// The forms that are a line an event: JSON Lines, CSV, CloudEvents.
#include "replay/export.hpp"

#include <ostream>
#include <utility>

namespace tools {
namespace {

namespace json = boost::json;

class json_lines final : public export_form {
public:
    [[nodiscard]] bool takes_problems() const override { return true; }

    void begin(std::ostream& /*to*/) override {}
    void take(const exported& one, std::ostream& to) override
    {
        to << json::serialize(one.line) << '\n';
    }
    void end(std::ostream& /*to*/) override {}
};

/// CloudEvents 1.0, one in JSON a line: https://cloudevents.io
class cloud_events final : public export_form {
public:
    explicit cloud_events(std::string origin) : origin_(std::move(origin)) {}
    [[nodiscard]] bool takes_problems() const override { return true; }

    void begin(std::ostream& /*to*/) override {}
    void take(const exported& one, std::ostream& to) override
    {
        json::object event{
            {"specversion", "1.0"},
            {"id", std::to_string(one.position)},
            {"source", origin_},
            {"type",
             one.refused ? "acikkapi.petition.refused" : "acikkapi.petition." + one.activity},
            {"time", one.at},
            {"subject", one.number},
            {"datacontenttype", "application/json"},
            {"number", one.number},
            {"data", one.line}};
        to << json::serialize(event) << '\n';
    }
    void end(std::ostream& /*to*/) override {}

private:
    std::string origin_;
};

/// RFC 4180. The first columns are those that `conform` reads.
class csv final : public export_form {
public:
    void begin(std::ostream& to) override
    {
        to << "case_id,at,activity,unit,actor,channel,position\r\n";
    }
    void take(const exported& one, std::ostream& to) override
    {
        for (const auto* const value :
             {&one.number, &one.at, &one.activity, &one.unit, &one.actor}) {
            to << quoted(*value) << ',';
        }
        to << quoted(one.channel) << ',' << one.position << "\r\n";
    }
    void end(std::ostream& /*to*/) override {}

private:
    static std::string quoted(const std::string& value)
    {
        if (value.find_first_of(",\"\r\n") == value.npos) {
            return value;
        }
        std::string out = "\"";
        for (const char one : value) {
            out += one == '"' ? "\"\"" : std::string(1, one);
        }
        return out + '"';
    }
};

}  // namespace

std::unique_ptr<export_form> make_export_form(std::string_view name, const std::string& origin)
{
    if (name == "jsonl") {
        return std::make_unique<json_lines>();
    }
    if (name == "csv") {
        return std::make_unique<csv>();
    }
    if (name == "cloudevents") {
        return std::make_unique<cloud_events>(origin);
    }
    if (name == "xes") {
        return make_xes();
    }
    if (name == "ocel") {
        return make_ocel();
    }
    return nullptr;
}

}  // namespace tools
