// What people and other programs write in a line: numbers, times, calendars, cursors.
#include <acikkapi/deadline.hpp>
#include <acikkapi/identity.hpp>
#include <acikkapi/petition.hpp>

#include "fuzz/targets.hpp"
#include "journal/journal.hpp"
#include "journal/keys.hpp"
#include "problems/sketch.hpp"
#include "problems/words.hpp"
#include "support/time_text.hpp"
#include "vault/secrets.hpp"
#include "views/open_lists.hpp"
#include "views/store_reader.hpp"

#include <algorithm>

namespace fuzz {
namespace {

using namespace acikkapi;

/// What is read has one proper spelling, which is read as the same.
template <class T>
void spelled(std::string_view input)
{
    const auto value = counted(input, [&] { return T::parse(input); });
    if (value) {
        const auto again = T::parse(value->str());
        must(again && *again == *value, "the proper spelling is read as the same value");
        must(again->str() == value->str(), "there is one proper spelling");
    }
}

void run_numbers(std::string_view input)
{
    spelled<identity_number>(input);
    spelled<phone>(input);
    spelled<unit_id>(input);
    spelled<application_number>(input);
    spelled<actor>(input);
    const vault::secrets keys{{}};
    must(
        !keys.is_lookup_code(stream_id{1}, input) || input.size() == vault::secrets::code_size,
        "a lookup code has its size");
}

std::vector<std::string> number_seeds()
{
    return {
        "10000000146",
        "99000000004",
        "+905320000000",
        "0532 000 00 00",
        "24301265",
        "officer:4711",
        application_number::make(province::from_plate(34).value(), 2026, 1).value().str(),
        vault::secrets{{}}.lookup_code(stream_id{1})};
}

void run_time(std::string_view input)
{
    const auto value = counted(input, [&] { return tools::parse_time(input); });
    if (value) {
        const auto again = tools::parse_time(tools::format_utc(*value));
        must(again && *again == *value, "a time in UTC is read as the same time");
    }
}

std::vector<std::string> time_seeds()
{
    return {
        "2011-09-26T10:52:12-04:00", "2011-09-26T14:52:12Z", "2026-11-24T09:00:00.000001+03:00"};
}

void run_calendar(std::string_view input)
{
    std::size_t line = 0;
    // A century of days is a table of a fixed size, however short the text.
    constexpr std::size_t table_size = 1U << 20U;
    const auto value = counted(
        input, [&] { return calendar::parse(input, &line); }, table_size);
    must(value || line > 0, "the line that is to blame has a number");
}

std::vector<std::string> calendar_seeds()
{
    return {"version 1\nzone Europe/Istanbul\nfrom 2024-01-01\nto 2024-12-31\n\n"
            "2024-01-01 holiday New Year\n2024-04-09 half Eve\n# a remark\n"};
}

/// Nothing lies in it, and every place is asked for.
class empty_journal final : public journal::journal {
public:
    error_code ready() override { return {}; }
    result<void> commit(const acikkapi::journal::batch&) override { return errc::io_error; }
    position head() const noexcept override { return position{0}; }
    result<std::optional<std::string>>
    get(acikkapi::journal::table, std::string_view) const override
    {
        return std::optional<std::string>{};
    }
    tree_head tree() const override { return {}; }
    void publish_key(std::string_view) override {}
    result<std::optional<acikkapi::journal::row>>
    last(acikkapi::journal::table, std::string_view) const override
    {
        return std::optional<acikkapi::journal::row>{};
    }
    bool surely_absent(acikkapi::journal::table, std::string_view) const override { return true; }
    result<void> scan(
        acikkapi::journal::table,
        std::string_view prefix,
        std::string_view from,
        const acikkapi::journal::visitor&) const override
    {
        must(from.empty() || from.starts_with(prefix), "a scan begins within its list");
        return {};
    }
    result<std::string> event(position) const override { return errc::corrupt_journal; }
    result<void>
    scan_events(position, position, const acikkapi::journal::event_visitor&) const override
    {
        return {};
    }
    result<void> copy_to(const std::string&) const override { return errc::io_error; }
    result<backup_info> back_up(const std::string&, const backup_progress&) const override
    {
        return errc::io_error;
    }
};

void run_cursor(std::string_view input)
{
    static const empty_journal nothing;
    static const detail::workflow_of<petition> rules{petition{}};
    static const views_room::kept kept;
    static const views_room::store_reader reader{
        nothing, rules, nullptr, kept, [](std::string_view, std::string_view) {
            return result<std::string>{std::string(16, 'h')};
        }};
    for (const bool closed : {false, true}) {
        const list_query query{"state", "routed", closed, std::string{input}, 50};
        const auto page = reader.list(query);
        must(page || page.error() == errc::bad_argument, "a cursor is taken or refused");
        must(page.has_value() || !input.empty(), "no cursor is the first page");
    }
}

std::vector<std::string> cursor_seeds()
{
    return {"", std::string(32, '0'), "80000000000000010000000000000001"};
}

/// A text as an applicant sends it.
void run_words(std::string_view input)
{
    constexpr std::size_t most = 1'000;
    // A table of so many words has a size of its own.
    constexpr std::size_t table_size = 1U << 17U;
    const auto words = counted(
        input, [&] { return problems_room::words_of(input, 1, most); }, table_size);
    must(words.size() <= most, "no more words are looked at than was said");
    std::string capitals{input};
    for (char& c : capitals) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    must(problems_room::words_of(capitals, 1, most) == words, "case is nothing");
    const auto first = problems_room::words_of(input, 1, words.size() / 2);
    must(std::equal(first.begin(), first.end(), words.begin()), "fewer words are the first ones");
    const problems_room::sketch seen{words};
    must(seen.similar_percent(seen) == 100, "a text is like itself");
}

std::vector<std::string> words_seeds()
{
    return {
        "Sokak lambası 3 haftadır YANMIYOR; gereğini arz ederim.",
        "İ\xC4\xB1 i\xCC\x87 «مياه» \xF0\x9F\x98\x80 a\xE2\x80\x99"
        "da"};
}

}  // namespace

std::vector<target> word_targets()
{
    return {
        {"numbers", run_numbers, number_seeds},
        {"time", run_time, time_seeds},
        {"calendar", run_calendar, calendar_seeds},
        {"cursor", run_cursor, cursor_seeds},
        {"words", run_words, words_seeds}};
}

}  // namespace fuzz
