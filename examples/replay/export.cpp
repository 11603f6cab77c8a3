#include <acikkapi/proof.hpp>

#include "replay/export.hpp"
#include "replay/to_json.hpp"
#include "support/hex.hpp"
#include "support/time_text.hpp"

#include <algorithm>
#include <ostream>
#include <random>
#include <utility>

namespace tools {

using namespace acikkapi;
namespace json = boost::json;

namespace {

/// As if the personal values had been erased: what is not there cannot be shown by mistake.
record without_persons(record what)
{
    what.payload.personal.clear();
    what.payload.erased = true;
    for (auto& other : what.payload.others) {
        other = {other.whose, {}, true};
    }
    return what;
}

/// Of a chronic problem, which has no number: what `says.problem` of its applications leads to.
std::string name_of(const record& what, const application& after)
{
    return after.problem ? "problem-" + std::to_string(number_of(what.stream)) : after.number.str();
}

/// What an event looks like whose application has this state after it.
result<exported> describe(const record& what, const application& after, const pseudonyms& who)
{
    auto line = to_json(who.hide() ? without_persons(what) : what, [&who](const actor& one) {
        return who.of(one);
    });
    if (!line) {
        return line.error();
    }
    if (who.hide()) {
        line->erase("erased");
        line->erase("reason");       // Of a disclosure: words of people.
        line->erase("correlation");  // The host's own: it may lead to a person.
    } else if (auto words = personal_of(what); !words.empty()) {
        (*line)["personal"] = std::move(words);
    }
    exported out;
    out.number = name_of(what, after);
    out.activity = title_of(what);
    out.at = format_utc(what.occurred_at.value_or(what.recorded_at));
    out.actor = who.of(what.by);
    out.channel = what.via.str();
    out.unit = after.unit == unit_id{} ? std::string{} : after.unit.str();
    out.position = number_of(what.at);
    out.refused = what.kind == record_kind::refusal;
    (*line)["number"] = out.number;
    out.line = *std::move(line);
    return out;
}

/// Goes through the journal as the form wants to have it.
class passage {
public:
    passage(const petition_audit& from, const pseudonyms& who, export_form& form, std::ostream& to)
        : from_(from), who_(who), form_(form), to_(to)
    {}

    /// @return `false` if it cannot go on; `bad` says why.
    bool take(const replayed<petition>& step)
    {
        const auto& what = step.what;
        if (step.after.problem && !form_.takes_problems()) {
            return true;
        }
        const bool first = what.kind == record_kind::fact && what.version == 1;
        figures.applications += first && !step.after.problem ? 1 : 0;
        if (!form_.by_application()) {
            return write(what, step.after);
        }
        return !first || write_application(what.stream);
    }

    export_figures figures;
    error_code bad;

private:
    bool write(const record& what, const application& after)
    {
        if (what.stream == no_stream) {
            return true;  // A registration that was refused: of no application.
        }
        const auto one = describe(what, after, who_);
        if (!one) {
            bad = one.error();
            return false;
        }
        form_.take(*one, to_);
        ++figures.records;
        bad = to_ ? error_code{} : error_code{errc::io_error};
        return !bad;
    }

    bool write_application(stream_id stream)
    {
        const auto views = from_.views();
        const auto records = views ? views->timeline(stream) : views.error();
        if (!records) {
            bad = records.error();
            return false;
        }
        application now;
        return std::all_of(records->begin(), records->end(), [&](const record& one) {
            return follow(now, one) && write(one, now);
        });
    }

    /// Lets the record happen to the application, if it is a fact.
    bool follow(application& now, const record& what)
    {
        if (what.kind != record_kind::fact) {
            return true;
        }
        const auto fact = petition::decode_event(view_of(what.payload));
        auto next = fact ? petition::evolve(now, *fact) : fact.error();
        if (!next) {
            bad = next.error();
            return false;
        }
        now = *std::move(next);
        return true;
    }

    const petition_audit& from_;
    const pseudonyms& who_;
    export_form& form_;
    std::ostream& to_;
};

}  // namespace

pseudonyms pseudonyms::random()
{
    std::random_device source;
    std::string salt;
    for (int i = 0; i < 8; ++i) {
        salt += std::to_string(source()) + ' ';
    }
    return pseudonyms{std::move(salt)};
}

std::string pseudonyms::of(const actor& who) const
{
    constexpr std::string_view unit = "unit:";
    constexpr std::size_t bytes = 8;
    const auto& text = who.str();
    const auto seen = text.find(text.starts_with(unit) ? '/' : ':');
    if (!hide() || seen == text.npos) {
        return text;
    }
    return text.substr(0, seen + 1) + hex(leaf_hash(salt_ + text), bytes);
}

result<export_figures> write_export(
    const petition_audit& from,
    const pseudonyms& who,
    export_form& form,
    std::ostream& to,
    const std::function<void(std::uint64_t)>& progress)
{
    form.begin(to);
    passage through{from, who, form, to};
    const auto read = from.replay([&](const replayed<petition>& step) {
        progress(number_of(step.what.at));
        return through.take(step);
    });
    if (!read) {
        return read.error();
    }
    if (through.bad) {
        return through.bad;
    }
    form.end(to);
    to.flush();
    return to ? result<export_figures>{through.figures} : errc::io_error;
}

}  // namespace tools
