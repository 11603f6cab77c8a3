// The forms that process mining reads: XES (IEEE 1849) and OCEL 2.0.
#include "replay/export.hpp"
#include "support/markup.hpp"

#include <map>
#include <optional>
#include <ostream>
#include <set>
#include <utility>

namespace tools {
namespace {

namespace json = boost::json;

/// A trace an application, an event a record.
class xes final : public export_form {
public:
    [[nodiscard]] bool by_application() const override { return true; }

    void begin(std::ostream& to) override
    {
        to << R"(<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="nested-attributes">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <global scope="trace">
    <string key="concept:name" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <date key="time:timestamp" value="1970-01-01T00:00:00Z"/>
    <string key="lifecycle:transition" value="complete"/>
    <string key="org:resource" value=""/>
  </global>
  <classifier name="Activity" scope="event" keys="concept:name"/>
)";
    }

    void take(const exported& one, std::ostream& to) override
    {
        if (open_trace_ != one.number) {
            end_trace(to);
            open_trace_ = one.number;
            to << "  <trace>\n";
            attribute(to, "    ", "string", "concept:name", one.number);
        }
        to << "    <event>\n";
        attribute(to, "      ", "string", "concept:name", one.activity);
        attribute(to, "      ", "date", "time:timestamp", one.at);
        attribute(to, "      ", "string", "lifecycle:transition", "complete");
        attribute(to, "      ", "string", "org:resource", one.actor);
        if (!one.unit.empty()) {
            attribute(to, "      ", "string", "org:group", one.unit);
        }
        attribute(to, "      ", "string", "channel", one.channel);
        attribute(to, "      ", "int", "position", std::to_string(one.position));
        to << "    </event>\n";
    }

    void end(std::ostream& to) override
    {
        end_trace(to);
        to << "</log>\n";
    }

private:
    static void attribute(
        std::ostream& to,
        const char* indent,
        const char* type,
        const char* key,
        std::string_view value)
    {
        to << indent << '<' << type << " key=\"" << key << "\" value=\"" << markup(value)
           << "\"/>\n";
    }

    void end_trace(std::ostream& to) const
    {
        if (open_trace_) {
            to << "  </trace>\n";
        }
    }

    std::optional<std::string> open_trace_;  // Of the application with this number.
};

/// Events, with the application and the unit that each is about. Of applications and units little is
/// kept until the end, where they stand.
class ocel final : public export_form {
public:
    void begin(std::ostream& to) override { to << "{\"events\":[\n"; }

    void take(const exported& one, std::ostream& to) override
    {
        applications_.try_emplace(one.number, one.at);
        activities_.insert(one.activity);
        json::array about;
        about.push_back(json::object{{"objectId", one.number}, {"qualifier", "of"}});
        if (!one.unit.empty()) {
            units_.try_emplace("unit:" + one.unit, one.at);
            about.push_back(
                json::object{{"objectId", "unit:" + one.unit}, {"qualifier", "lies with"}});
        }
        const json::object event{
            {"id", "record-" + std::to_string(one.position)},
            {"type", one.activity},
            {"time", one.at},
            {"attributes", attributes({{"actor", one.actor}, {"channel", one.channel}})},
            {"relationships", about}};
        to << (std::exchange(first_, false) ? "" : ",\n") << json::serialize(event);
    }

    void end(std::ostream& to) override
    {
        to << "\n],\"objects\":[\n";
        bool first = true;
        for (const auto& [type, all] :
             {std::pair{"application", &applications_}, {"unit", &units_}}) {
            for (const auto& [id, since] : *all) {
                json::array values;
                values.push_back(
                    json::object{{"name", "first_seen"}, {"time", since}, {"value", since}});
                const json::object object{{"id", id}, {"type", type}, {"attributes", values}};
                to << (std::exchange(first, false) ? "" : ",\n") << json::serialize(object);
            }
        }
        const auto declared = [](const char* name, const char* type) {
            return json::object{{"name", name}, {"type", type}};
        };
        json::array event_types;
        for (const auto& activity : activities_) {
            event_types.push_back(json::object{
                {"name", activity},
                {"attributes",
                 json::array{declared("actor", "string"), declared("channel", "string")}}});
        }
        json::array object_types;
        for (const char* const type : {"application", "unit"}) {
            json::array values;
            values.push_back(declared("first_seen", "time"));
            object_types.push_back(json::object{{"name", type}, {"attributes", values}});
        }
        to << "\n],\"eventTypes\":" << json::serialize(event_types)
           << ",\"objectTypes\":" << json::serialize(object_types) << "}\n";
    }

private:
    static json::array attributes(const std::vector<std::pair<std::string, std::string>>& values)
    {
        json::array out;
        for (const auto& [name, value] : values) {
            out.push_back(json::object{{"name", name}, {"value", value}});
        }
        return out;
    }

    bool first_ = true;
    std::map<std::string, std::string> applications_;  // Number, and when it was first seen.
    std::map<std::string, std::string> units_;
    std::set<std::string> activities_;
};

}  // namespace

std::unique_ptr<export_form> make_xes()
{
    return std::make_unique<xes>();
}

std::unique_ptr<export_form> make_ocel()
{
    return std::make_unique<ocel>();
}

}  // namespace tools
