// The commands that write files for others: exports, the report.
#include <acikkapi/proof.hpp>

#include "replay/commands.hpp"
#include "replay/export.hpp"
#include "replay/report.hpp"
#include "replay/store.hpp"
#include "replay/whole_file.hpp"
#include "support/hex.hpp"
#include "support/progress.hpp"

#include <boost/json.hpp>

#include <iostream>
#include <string>

namespace tools {
namespace {

using namespace acikkapi;
namespace json = boost::json;

/// The journal's name in the world, by its newest checkpoint.
std::string origin_of(const petition_audit& store)
{
    const auto newest = store.prove_growth(0);
    const auto note = newest ? signed_note::parse(newest->note) : newest.error();
    const auto text = note ? checkpoint::parse(note->text) : note.error();
    return text ? text->origin : "acikkapi.invalid/unsigned";
}

result<export_figures> write_to(
    const petition_audit& store, export_form& form, std::ostream& to, const replay_options& how)
{
    auto ports = progress_ports::of_process();
    ports.terminal = ports.terminal && !how.json && how.output != "-";
    progress shown{"exporting", number_of(store.head()), ports};
    const auto who = how.clear ? pseudonyms::none() : pseudonyms::random();
    return write_export(store, who, form, to, [&](std::uint64_t done) { shown.at(done); });
}

result<export_figures>
write_file(const petition_audit& store, export_form& form, const replay_options& how)
{
    whole_file file{
        how.output, how.clear ? whole_file::readers::owner : whole_file::readers::everybody};
    auto done = write_to(store, form, file.out(), how);
    if (done && !file.keep()) {
        done = errc::io_error;
    }
    return done;
}

bool write_whole(const std::string& path, const std::string& text)
{
    whole_file file{path};
    file.out() << text;
    return file.keep();
}

}  // namespace

int report(const replay_options& how)
{
    const auto days = local_calendar::of(how.zone);
    if (!days) {
        return complain(how.zone + ": no such time zone", wrong_usage);
    }
    const auto store = open_store(how.directory);
    if (!store) {
        return complain(advice(how.directory, store.error()), cannot_read);
    }
    auto ports = progress_ports::of_process();
    ports.terminal = ports.terminal && !how.json;
    progress shown{"reading", number_of(store->head()), ports};
    report_figures figures{*days};
    const auto read = store->replay([&](const replayed<petition>& step) {
        figures.take(step);
        shown.at(number_of(step.what.at));
        return true;
    });
    const auto tree = store->tree(number_of(store->head()));
    if (!read || !tree) {
        const auto why = read ? tree.error() : read.error();
        return complain(advice(how.directory, why) + " (`verify` says where)", found_something);
    }
    const auto page = report_page(figures, origin_of(*store), hex(tree->root));
    if (!write_whole(how.output, page)) {
        return complain(how.output + ": cannot be written", cannot_read);
    }
    if (how.json) {
        std::cout << json::serialize(json::object{
                         {"applications", figures.all.registered},
                         {"answered", figures.all.answered},
                         {"late", figures.all.late},
                         {"open", figures.open},
                         {"bytes", page.size()}})
                  << '\n';
    }
    return fine;
}

int export_history(const replay_options& how)
{
    if (how.clear) {
        if (const int bad = put_export_on_record(how); bad != fine) {
            return bad;
        }
    }
    const auto store = open_store(how.directory);
    if (!store) {
        return complain(advice(how.directory, store.error()), cannot_read);
    }
    const auto form = make_export_form(how.form, origin_of(*store));
    if (!form) {
        return complain(how.form + ": no such form", wrong_usage);
    }
    const bool to_output = how.output == "-";
    const auto done =
        to_output ? write_to(*store, *form, std::cout, how) : write_file(*store, *form, how);
    if (!done) {
        const bool damaged = done.error() == condition::corrupt;
        return complain(
            (damaged ? how.directory : how.output) + ": " + done.error().message(),
            damaged ? found_something : cannot_read);
    }
    if (!to_output) {
        std::cout << (how.json ? json::serialize(json::object{
                                     {"format", how.form},
                                     {"records", done->records},
                                     {"applications", done->applications}})
                               : std::to_string(done->records) + " records of " +
                                     std::to_string(done->applications) + " applications in " +
                                     how.output)
                  << '\n';
    }
    return fine;
}

}  // namespace tools
