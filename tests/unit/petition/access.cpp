// Every cell of the table of access, tried on an engine.
#include <acikkapi/keys.hpp>
#include <acikkapi/petition.hpp>

#include "support/ask.hpp"
#include "unit/audit/stores.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <map>
#include <set>
#include <sstream>

BOOST_AUTO_TEST_SUITE(petition_access)

namespace {

using namespace acikkapi;
using namespace support;

constexpr auto unit_here = "10000001";
constexpr auto unit_elsewhere = "10000002";
constexpr auto plate_here = "34/7";
constexpr auto plate_elsewhere = "6/7";

/// The table as this test reads it: act, role, cell.
struct line {
    std::string act;
    std::map<std::string, std::string> cells;
};

std::vector<line> lines_of_table()
{
    std::vector<line> out;
    std::vector<std::string> roles;
    std::istringstream text{std::string{petition_access_table()}};
    for (std::string row; std::getline(text, row);) {
        std::istringstream words{row.substr(0, row.find('#'))};
        std::string word;
        if (!(words >> word)) {
            continue;
        }
        if (word == "act") {
            while (words >> word) {
                roles.push_back(word);
            }
            continue;
        }
        line one{word, {}};
        for (const auto& role : roles) {
            words >> one.cells[role];
        }
        out.push_back(std::move(one));
    }
    return out;
}

/// `-`, `any`, `own,other!`, `own+`: what the cell says to somebody who stands to it in this way. Everybody may
/// what `other` may.
verdict said(const std::string& cell, const std::string& way)
{
    verdict out = verdict::refused;
    std::istringstream words{cell};
    for (std::string word; std::getline(words, word, ',');) {
        const auto says = word.ends_with('!')   ? verdict::on_record
                          : word.ends_with('+') ? verdict::by_two
                                                : verdict::allowed;
        const auto name = says == verdict::allowed ? word : word.substr(0, word.size() - 1);
        if (name == "any" || name == "other" || name == way) {
            out = std::max(out, says);
        }
    }
    return out;
}

bool of_unit(const std::string& role)
{
    return role == "unit" || role == "head";
}

bool has_place(const std::string& role)
{
    return of_unit(role) || role == "desk" || role == "officer" || role == "governorate";
}

std::string name_of(const std::string& role, bool own)
{
    if (of_unit(role)) {
        return role + ":" + (own ? unit_here : unit_elsewhere) + "/3";
    }
    return has_place(role) ? role + ":" + (own ? plate_here : plate_elsewhere) : role;
}

/// Empty ones: the rules refuse most of them, which is as good as being done.
template <std::size_t... I>
std::map<std::string_view, command> one_of_each(std::index_sequence<I...>)
{
    std::map<std::string_view, command> out;
    for (auto& one : {command{std::in_place_index<I>}...}) {
        out.emplace(petition::act_name(one), one);
    }
    return out;
}

const std::map<std::string_view, command>& every_command()
{
    static const auto all = one_of_each(std::make_index_sequence<std::variant_size_v<command>>{});
    return all;
}

/// A sealed store under the table, with an application that lies with a unit.
class site {
public:
    site()
        : keys_(open_key_files(where_.where.str("kek")).value()),
          desk_(engine<petition>::open(options()).value())
    {}

    stream_id applied()
    {
        const auto at_desk = origin_of("desk:34/7");
        const auto officer = origin_of("officer:34/7");
        const auto out = desk_.submit({a_wish(), at_desk, no_stream, {}, {}}).value().stream;
        const commands::route to{unit_id::parse(unit_here).value(), "Yol", ""};
        BOOST_REQUIRE(desk_.submit({to, officer, out, {}, {}}).has_value());
        return out;
    }

    static origin origin_of(const std::string& by)
    {
        origin out;
        out.by = actor::parse(by).value();
        out.via = channels::desk();
        out.on = authority::parse("law-3071").value();
        return out;
    }

    /// What came of it, asked as somebody who stands to the application in this way.
    verdict asked(const std::string& act, const std::string& role, const std::string& way)
    {
        auto from = origin_of(name_of(role, way == "own"));
        viewer who{from.by, from.via};
        // One that nobody has sent back, answered or erased yet.
        const auto on = applied();
        if (way == "holder") {
            from.code = who.code = desk_.lookup_code(on);
        }
        if (act == acts::read_personal) {
            return asked_for_persons(on, who, from);
        }
        const auto why = outcome(act, on, who, from);
        if (why == errc::not_proposed) {
            return asked_with_another(act, on, who, from);
        }
        return why == errc::not_permitted ? verdict::refused : verdict::allowed;
    }

private:
    engine_options options()
    {
        auto out = where_.options();
        out.directory = where_.where.str("store");
        out.vault = {keys_.get(), where_.where.str("persons")};
        out.access = &acikkapi::petition_access();
        return out;
    }

    verdict asked_with_another(const std::string& act, stream_id on, const viewer& who, origin from)
    {
        auto other = from;
        other.by = actor::parse(from.by.str() + "1").value();
        from.confirms = desk_.propose(on, other, act, "it is time").value().first;
        const auto why = outcome(act, on, who, from);
        const bool done = why != errc::not_permitted && why != errc::not_proposed;
        return done ? verdict::by_two : verdict::refused;
    }

    errc outcome(const std::string& act, stream_id on, const viewer& who, const origin& from)
    {
        const auto seen = desk_.views(who);
        if (act == acts::read) {
            const auto timeline = error_of(seen.timeline(on));
            BOOST_TEST((timeline == error_of(seen.find(on))));
            BOOST_TEST((timeline == error_of(seen.find_as_of(on, desk_.head()))));
            return timeline;
        }
        if (act == acts::list) {
            return error_of(seen.list({"state", "routed", false, "", 50}));
        }
        if (act == acts::find) {
            return error_of(seen.find_by("subject", "10000000146"));
        }
        if (act == acts::figures) {
            return error_of(seen.statistics());
        }
        if (act == acts::erase) {
            return error_of(desk_.erase({{on}}, from));
        }
        if (act == acts::destroy) {
            return destroyed(from);
        }
        if (act == acts::hold) {
            const auto held = error_of(desk_.hold(on, from, "a court"));
            BOOST_TEST((error_of(desk_.release(on, from, "it is over")) == held));
            return held;
        }
        const bool registers = act == "submit" || act == "open_problem";
        const auto& wish = every_command().at(act);
        return error_of(desk_.submit({wish, from, registers ? no_stream : on, {}, {}}));
    }

    /// One that has ended and that he may not destroy is passed over.
    errc destroyed(const origin& from)
    {
        const auto end = origin_of("desk:34/7");
        static_cast<void>(desk_.submit({commands::withdraw{}, end, applied(), {}, {}}).value());
        where_.time.set(where_.time.now() + std::chrono::days{2});
        const auto done = desk_.destroy_due({std::chrono::days{1}}, from);
        return done && done->refused > 0 ? errc::not_permitted : error_of(done);
    }

    verdict asked_for_persons(stream_id on, const viewer& who, const origin& from)
    {
        const auto found = desk_.views(who).find(on);
        const bool shown = found && !found->withheld;
        BOOST_TEST((shown == (found && found->state.contact == "+99955500001")));
        if (shown) {
            return verdict::allowed;
        }
        const auto disclosed = desk_.disclose(on, from, "a complaint");
        return disclosed ? verdict::on_record : verdict::refused;
    }

    host where_;
    std::unique_ptr<key_provider> keys_;
    engine<petition> desk_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(each_cell_of_the_table_is_what_the_engine_does)
{
    site here;
    std::size_t tried = 0;
    for (const auto& row : lines_of_table()) {
        for (const auto& [role, cell] : row.cells) {
            for (const std::string way : {"other", "own", "holder"}) {
                if (way == "own" && !has_place(role)) {
                    continue;  // Nothing is theirs.
                }
                const auto what = row.act + " by " + role + " as " + way;
                BOOST_TEST((here.asked(row.act, role, way) == said(cell, way)), what);
                ++tried;
            }
        }
    }
    BOOST_TEST(tried == 40U * (8U * 2U + 5U));
}

BOOST_AUTO_TEST_CASE(every_act_stands_in_the_table_and_nothing_else)
{
    std::set<std::string_view> acts_known{
        acts::read,
        acts::read_personal,
        acts::list,
        acts::find,
        acts::figures,
        acts::erase,
        acts::destroy,
        acts::hold};
    for (const auto& [name, wish] : every_command()) {
        acts_known.insert(name);
    }
    const auto table = lines_of_table();
    std::set<std::string_view> listed;
    for (const auto& row : table) {
        listed.insert(row.act);
    }
    BOOST_TEST((listed == acts_known));
    BOOST_TEST(table.size() == acts_known.size());
}

BOOST_AUTO_TEST_CASE(what_waits_for_an_officer_is_own_to_no_unit)
{
    application state;
    state.where = province::from_plate(6).value();
    state.unit = unit_id::parse(unit_here).value();
    const auto own = [&](std::string_view by) {
        return petition::is_own(state, actor::parse(by).value());
    };
    for (const auto now : {status::returned, status::objected}) {
        state.life = now;
        BOOST_TEST((!own("unit:10000001/4") && !own("head:10000001")));
        BOOST_TEST(!is_hand_for(state, actor::parse("unit:10000001/4").value()));
        BOOST_TEST(own("officer:6/12"));
    }
    for (const auto now : {status::routed, status::answered, status::closed}) {
        state.life = now;
        BOOST_TEST((own("unit:10000001/4") && own("head:10000001")));
    }
}

BOOST_AUTO_TEST_CASE(an_application_is_own_to_its_unit_and_to_the_office_of_its_province)
{
    application state;
    state.where = province::from_plate(6).value();
    state.unit = unit_id::parse(unit_here).value();
    const auto own = [&](std::string_view by) {
        return petition::is_own(state, actor::parse(by).value());
    };
    for (const auto* const by :
         {"unit:10000001",
          "unit:10000001/4",
          "head:10000001",
          "desk:6",
          "officer:6/12",
          "governorate:6"}) {
        BOOST_TEST(own(by), by);
    }
    for (const auto* const by :
         {"unit:10000002",
          "unit:6",
          "unit",
          "desk:10000001",
          "officer:34",
          "officer:06",
          "officer",
          "citizen:6",
          "auditor:6",
          "units:10000001"}) {
        BOOST_TEST(!own(by), by);
    }
    state.unit = {};
    BOOST_TEST(!own("unit:"));
    BOOST_TEST(!own("unit"));
}

BOOST_AUTO_TEST_SUITE_END()
