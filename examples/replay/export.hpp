#pragma once

#include <acikkapi/audit.hpp>
#include <acikkapi/petition.hpp>

#include "replay/store.hpp"

#include <boost/json.hpp>

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tools {

/// Stands for the people who acted: the same person has the same name within one export, and nobody can
/// tell from it who it is, nor from two exports that it is the same.
class pseudonyms {
public:
    /// @param salt  Secret, and thrown away after the export.
    explicit pseudonyms(std::string salt) : salt_(std::move(salt)) {}
    [[nodiscard]] static pseudonyms random();
    /// Everybody under his own name, and what was said as it was said.
    [[nodiscard]] static pseudonyms none() { return pseudonyms{{}}; }
    [[nodiscard]] bool hide() const { return !salt_.empty(); }

    /// Of `officer:34/7` all but the role is replaced, of `unit:24301265/3` what follows the unit. Units, the
    /// engine and the citizen as such are nobody.
    [[nodiscard]] std::string of(const acikkapi::actor& who) const;

private:
    std::string salt_;
};

/// One event, as an export says it: what was done, not to whom.
struct exported {
    std::string number;    ///< The application's; of a chronic problem `problem-` and its stream.
    std::string activity;  ///< `routed`, or `refused: …`.
    std::string at;        ///< When it happened, ISO 8601 in UTC.
    std::string actor;     ///< A pseudonym.
    std::string channel;
    std::string unit;          ///< That it lies with after the event; may be empty.
    boost::json::object line;  ///< All of it that an auditor sees.
    std::uint64_t position = 0;
    bool refused = false;
};

/// A form in which the history is written.
class export_form {
public:
    virtual ~export_form() = default;
    virtual void begin(std::ostream& to) = 0;
    virtual void take(const exported& one, std::ostream& to) = 0;
    virtual void end(std::ostream& to) = 0;

    /// Whether the events of one application come together, the applications in the order in which they
    /// began; else all in the order of the journal.
    [[nodiscard]] virtual bool by_application() const { return false; }

    /// Whether chronic problems are told of too, or only the course of applications.
    [[nodiscard]] virtual bool takes_problems() const { return false; }
};

/// @param origin  The journal's name in the world.
/// @return Nothing if there is no such form: `jsonl`, `csv`, `cloudevents`, `xes`, `ocel`.
[[nodiscard]] std::unique_ptr<export_form>
make_export_form(std::string_view name, const std::string& origin);

[[nodiscard]] std::unique_ptr<export_form> make_xes();
[[nodiscard]] std::unique_ptr<export_form> make_ocel();

struct export_figures {
    std::uint64_t records = 0;
    std::uint64_t applications = 0;  ///< Without chronic problems.
};

/// @param progress  Told how many records were read.
/// @return `errc::io_error` if it cannot be written, or why the journal cannot be read.
[[nodiscard]] acikkapi::result<export_figures> write_export(
    const petition_audit& from,
    const pseudonyms& who,
    export_form& form,
    std::ostream& to,
    const std::function<void(std::uint64_t)>& progress);

}  // namespace tools
