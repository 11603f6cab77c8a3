// What is read from the disk: an accepted input is the only spelling of its value.
#include "codec/record_codec.hpp"
#include "codec/snapshot_codec.hpp"
#include "fuzz/targets.hpp"
#include "information_request/information_request.hpp"
#include "journal/head.hpp"
#include "journal/registration.hpp"
#include "unit/codec/samples.hpp"

#include <optional>

namespace fuzz {
namespace {

using namespace acikkapi;

/// An encoded value as one input: type and schema in six and two bits of a byte, size of the clear part in two bytes,
/// clear, personal.
constexpr std::size_t split_size = 3;
constexpr unsigned type_bits = 6;
constexpr std::size_t type_max = (1U << type_bits) - 1;

std::string join(const encoded& value)
{
    must(value.type <= type_max && value.schema >= 1 && value.schema <= 4, "both fit one byte");
    std::string out;
    out.push_back(static_cast<char>(value.type | (value.schema - 1U) << type_bits));
    out.push_back(static_cast<char>(value.clear.size() >> 8U));
    out.push_back(static_cast<char>(value.clear.size() & 0xffU));
    return out + value.clear + samples::all_personal(value);
}

std::optional<encoded_view> split(std::string_view input)
{
    if (input.size() < split_size) {
        return std::nullopt;
    }
    const auto byte = [&](std::size_t i) {
        return std::size_t{static_cast<unsigned char>(input[i])};
    };
    const auto rest = input.substr(split_size);
    const std::size_t clear = std::min((byte(1) << 8U) | byte(2), rest.size());
    return encoded_view{
        static_cast<std::uint16_t>(byte(0) & type_max),
        static_cast<std::uint16_t>(1 + (byte(0) >> type_bits)),
        rest.substr(0, clear),
        rest.substr(clear),
        false};
}

/// Whether something was left out that cannot be opened.
bool is_whole(const encoded& value)
{
    return !value.erased &&
           std::none_of(value.others.begin(), value.others.end(), [](const auto& one) {
               return one.erased;
           });
}

/// Reads, and what was read is written as the same bytes.
template <class Read, class Write>
void round_trip(std::string_view input, const Read& read, const Write& write)
{
    const auto value = counted(input, [&] { return read(input); });
    if (value) {
        must(write(*value) == input, "what is read is written as the same bytes");
    }
}

template <class Read>
void split_trip(std::string_view input, const Read& read, bool one_spelling = true)
{
    const auto bytes = split(input);
    if (!bytes) {
        return;
    }
    auto view = *bytes;
    const auto value = counted(input, [&] { return read(view); });
    if (value) {
        const encoded again = encode(*value);
        if (one_spelling) {
            must(again.clear == view.clear, "a clear part is written as the same bytes");
            must(
                samples::all_personal(again) == view.personal,
                "a personal part is written as the same bytes");
        }
    }
    view.erased = true;
    view.personal = {};
    static_cast<void>(counted(input, [&] { return read(view); }));
}

void run_event(std::string_view input)
{
    split_trip(input, [](const encoded_view& bytes) { return decode_event(bytes); });
}

/// What has a second schema, in it.
std::vector<event> second_events()
{
    auto notice = std::get<events::notice_recorded>(samples::events()[10]);
    auto notified = std::get<events::notified>(samples::events()[11]);
    auto step = std::get<events::escalated>(samples::events()[19]);
    notice.notice.cost = {3, 4'500};
    notified.rating_due = samples::monday;
    step.tell = true;
    return {notice, notified, step, events::told_again{notice::unit}};
}

std::vector<std::string> event_seeds()
{
    std::vector<std::string> out;
    for (const auto& some : {samples::events(), samples::empty_events(), second_events()}) {
        for (const auto& one : some) {
            out.push_back(join(encode(one)));
        }
    }
    return out;
}

void run_state(std::string_view input)
{
    split_trip(input, [](const encoded_view& bytes) { return decode_application(bytes); });
}

std::vector<std::string> state_seeds()
{
    application second = samples::state();
    second.rating_due = samples::monday;
    application third = second;
    third.member = membership{stream_id{9}, samples::monday_day, true, true, 300};
    third.problem.emplace().title = "Asfalt";
    application fourth = third;
    fourth.attachments = attachments_max;
    fourth.in_hand_of = actor::parse("officer:34/4711").value();
    std::vector<std::string> out;
    for (const auto& one : {samples::state(), application{}, second, third, fourth}) {
        out.push_back(join(encode(one)));
    }
    return out;
}

void run_record(std::string_view input)
{
    round_trip(
        input,
        [](std::string_view bytes) { return codec::decode_record(position{1'000'000}, bytes); },
        [&](const record& value) {
            return is_whole(value.payload) ? codec::encode_record(value) : std::string{input};
        });
    must(
        !codec::decode_record(position{1'000'000}, input) ||
            (codec::clear_size(input) && codec::stream_of(input)),
        "of a sound record every piece can be read");
}

record of_two()
{
    record out = samples::full();
    out.payload.others = {{1, "a brother", false}, {7, "a neighbour", false}};
    return out;
}

std::vector<std::string> record_seeds()
{
    return {
        codec::encode_record(samples::ordinary()),
        codec::encode_record(samples::full()),
        codec::encode_record(samples::refusal()),
        codec::encode_record(of_two()),
        codec::encode_record(samples::erasure()),
        codec::encode_record(samples::disclosure())};
}

void run_snapshot(std::string_view input)
{
    round_trip(
        input,
        [](std::string_view bytes) { return codec::decode_snapshot(bytes); },
        [&](const codec::snapshot& value) {
            return is_whole(value.state) ? codec::encode_snapshot(value) : std::string{input};
        });
}

std::vector<std::string> snapshot_seeds()
{
    return {codec::encode_snapshot(samples::snapshot()), codec::encode_snapshot({})};
}

/// The rows of `meta` and of the keys are told apart by their first byte.
void run_rows(std::string_view input)
{
    if (input.empty()) {
        return;
    }
    const auto row = input.substr(1);
    switch (input.front()) {
    case 'h': round_trip(row, journal::decode_head, journal::encode_head); break;
    case 's': round_trip(row, journal::decode_store, journal::encode_store); break;
    case 'e': round_trip(row, journal::decode_restored, journal::encode_restored); break;
    case 'r': round_trip(row, journal::decode_registration, journal::encode_registration); break;
    default: break;
    }
}

std::vector<std::string> row_seeds()
{
    return {
        'h' + journal::encode_head({position{9}, stream_id{4}, position{7}}),
        's' + journal::encode_store({1, "petition", "0123456789abcdef"}),
        'e' + journal::encode_restored({restore_epoch{1}, position{2}}),
        'r' + journal::encode_registration({stream_id{1}, 2, 0, position{3}, 4}),
        'r' + journal::encode_registration({no_stream, 2, 5, position{3}, 0})};
}

/// The workflow of the examples keeps JSON.
using example = information::information_request;

void run_information(std::string_view input)
{
    const auto bytes = split(input);
    if (!bytes) {
        return;
    }
    // A state of before named what it did not say.
    const bool named_nothing = bytes->personal == R"({"contact":""})";
    const auto same = [&](const encoded& again) {
        // What an earlier schema said is written in the newest.
        must(
            again.schema != bytes->schema || (named_nothing && again.personal.empty()) ||
                (again.clear == bytes->clear && samples::all_personal(again) == bytes->personal),
            "what the examples read they write as the same bytes");
    };
    if (const auto value = example::decode_event(*bytes)) {
        same(example::encode(*value));
    }
    if (const auto value = example::decode_state(*bytes)) {
        same(example::encode(*value));
    }
}

/// The events and states of a request that is put off, answered and objected against.
std::vector<std::string> information_seeds()
{
    namespace wishes = information::commands;
    const std::vector<example::command> story{
        wishes::request{
            province::from_plate(34).value(),
            "Ayşe",
            "Çınar Sokak 4",
            phone::parse("+905321234567").value(),
            "The minutes."},
        wishes::extend{unit_id::parse("24301265").value(), "The archive has them."},
        wishes::answer{information::access::refused, information::ground::inquiry, "No."},
        wishes::record_notice{information::notice::answer, delivery::delivered},
        wishes::object{"The inquiry is over."},
        wishes::rule{true, "Access must be given."}};
    context about;
    about.now = samples::monday;
    about.stream = stream_id{1};
    about.serial = 1;
    about.by = actor::parse("board:3").value();
    about.via = channels::web();
    std::vector<std::string> out;
    example::state now;
    for (const auto& wish : story) {
        const auto facts = example{}.decide(now, wish, about);
        must(facts.has_value(), "the story of the seeds is a sound one");
        for (const auto& fact : *facts) {
            now = example::evolve(now, fact).value();
            const encoded bytes = example::encode(fact);
            must(
                example::decode_event({bytes.type, 1, bytes.clear, bytes.personal, false})
                    .has_value(),
                "what the examples write they accept");
            out.push_back(join(bytes));
            out.push_back(join(example::encode(now)));
        }
    }
    return out;
}

}  // namespace

std::vector<target> byte_targets()
{
    return {
        {"event", run_event, event_seeds},
        {"state", run_state, state_seeds},
        {"record", run_record, record_seeds},
        {"snapshot", run_snapshot, snapshot_seeds},
        {"rows", run_rows, row_seeds},
        {"information", run_information, information_seeds}};
}

}  // namespace fuzz
