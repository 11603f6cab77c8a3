#include "host/pages/figures_of_city.hpp"

namespace host {

using namespace acikkapi;

namespace {

constexpr std::size_t disclosures_max = 100'000;
constexpr std::size_t names_max = 65'535;
constexpr std::size_t means_max = 32;  ///< Of messages; further ones count as one without name.

}  // namespace

/// What an event changes. The same rows as the workflow's own table, of which only the place is needed: a test
/// compares it with acikkapi-replay, which asks the workflow.
struct figures_of_city::folder {
    figures_of_city& all;
    row& one;

    void operator()(const events::submitted& e) const
    {
        one.number = e.number;
        one.submitted = e.at;
        one.late_from = e.late_from;
        one.category = all.id_of(e.wish.category);
        one.district = all.id_of(e.wish.district);
        one.channel = all.id_of(e.via.str());
        one.life = status::submitted;
    }
    void operator()(const events::routed& e) const
    {
        one.unit = all.id_of(e.unit.str());
        if (!e.unit_name.empty() && one.unit != 0) {
            all.unit_names_[e.unit.str()] = e.unit_name;
        }
        one.life = status::routed;
    }
    void operator()(const events::returned& /*e*/) const
    {
        one.returned_by = one.unit;
        one.life = status::returned;
    }
    void operator()(const events::question_asked& /*e*/) const
    {
        one.life = status::awaiting_applicant;
    }
    void operator()(const events::resumed& e) const
    {
        one.late_from = e.late_from;
        one.life = status::routed;
    }
    void operator()(const events::answered& e) const
    {
        if (!one.has_answer) {
            one.has_answer = true;
            one.answered = e.at;
            one.answered_by = one.unit;
            one.was_late = e.days_late > 0;
            one.closed_late = false;
        }
        one.rated_unit = one.unit;
        one.stars = 0;  // Each answer has its own.
        one.life = status::answered;
    }
    void operator()(const events::notified& /*e*/) const { one.life = status::notified; }
    void operator()(const events::objected& e) const
    {
        one.reopened = true;
        one.late_from = e.late_from;
        one.life = status::objected;
    }
    void operator()(const events::reopened& e) const
    {
        one.reopened = one.reopened || one.has_answer;
        one.closed_late = false;
        one.late_from = e.late_from;
        one.life = status::returned;
    }
    void operator()(const events::withdrawn& /*e*/) const { one.life = status::withdrawn; }
    void operator()(const events::closed& e) const
    {
        one.life = status::closed;
        if (!one.has_answer && e.days_late > 0) {
            one.closed_late = true;
            one.answered = e.at;
            one.answered_by = one.unit;
        }
    }
    void operator()(const events::contact_recorded& e) const
    {
        one.life = e.untold ? status::answered : one.life;
    }
    void operator()(const events::rated& e) const { one.stars = e.score; }
    void operator()(const events::deadlines_recomputed& e) const { one.late_from = e.late_from; }
    void operator()(const events::notice_recorded& e) const { all.count_letter(e.notice); }
    template <class Other>
    void operator()(const Other& /*e*/) const
    {}
};

result<void> figures_of_city::take(const record& what)
{
    if (what.kind == record_kind::disclosure) {
        disclosures_.push_back(what.at);
        if (disclosures_.size() > disclosures_max) {
            disclosures_.pop_front();
        }
    }
    if (what.kind != record_kind::fact) {
        return {};
    }
    const auto fact = decode_event(view_of(what.payload));
    if (!fact) {
        return fact.error();
    }
    std::visit(folder{*this, row_of(what.stream)}, *fact);
    return {};
}

figures_of_city::row& figures_of_city::row_of(stream_id stream)
{
    auto& rows = blocks_[number_of(stream) / block_size];
    rows.resize(block_size);
    return rows[number_of(stream) % block_size];
}

figures_of_city::name_id figures_of_city::id_of(const std::string& name)
{
    if (const auto at = ids_.find(name); at != ids_.end()) {
        return at->second;
    }
    if (names_.size() >= names_max) {
        return 0;
    }
    const auto id = static_cast<name_id>(names_.size());
    names_.push_back(name);
    ids_.emplace(name, id);
    return id;
}

void figures_of_city::count_letter(const commands::record_notice& what)
{
    const bool full = letters_.size() >= means_max && letters_.find(what.means) == letters_.end();
    ++letters_[full ? std::string{} : what.means][what.how];
}

}  // namespace host
