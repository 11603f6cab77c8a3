#include "adapters/smpp/receipt.hpp"
#include "adapters/smpp/session.hpp"
#include "adapters/smpp/status.hpp"
#include "adapters/sms/decode.hpp"

#include <algorithm>
#include <initializer_list>

namespace acikkapi::adapters::smpp {
namespace {

constexpr std::uint8_t kind_mask = 0x3C;
constexpr std::uint8_t has_header = 0x40;
constexpr std::uint8_t international = 1;

}  // namespace

session::session(const smpp_options& options, std::uint32_t seed)
    : options_(options), link_(options, numbers_, seed), submits_(options), receipts_(options)
{}

void session::start(instant now)
{
    link_.start(now, todo_);
}

void session::submit(outgoing what, instant now)
{
    if (auto refused = submits_.add(std::move(what), now)) {
        settle(*std::move(refused), now);
    }
    advance(now);
}

void session::expect(
    std::string letter_id, const std::vector<std::string>& message_ids, instant now)
{
    report(receipts_.expect(std::move(letter_id), message_ids, now));
}

void session::connected(instant now)
{
    stream_ = {};
    link_.connected(now, todo_);
    advance(now);
}

void session::received(std::string_view octets, instant now)
{
    link_.heard(now);
    stream_.feed(octets);
    while (link_.is_up()) {
        const auto one = stream_.next();
        if (!one) {
            disconnected("octets that are no SMPP", now);
            return;
        }
        if (!*one) {
            break;
        }
        take(**one, now);
    }
    advance(now);
}

void session::take(const pdu& what, instant now)
{
    if (what.id == command::deliver_sm && options_.bind == smpp_bind::transceiver) {
        take_delivery(what, now);
    } else if (
        link_.is_bound() &&
        (what.id == command::submit_sm_resp || what.id == command::generic_nack)) {
        take_answer(what, now);
    } else {
        link_.take(what, now, todo_);
    }
}

void session::take_answer(const pdu& what, instant now)
{
    const auto* id = std::get_if<id_body>(&what.what);
    auto done = submits_.answered(what, id ? std::optional{id->id} : std::nullopt, now);
    if (done) {
        settle(*std::move(done), now);
    }
}

/// What cannot be read is refused for good: it would come again for ever.
void session::take_delivery(const pdu& what, instant now)
{
    const auto* told = std::get_if<message_body>(&what.what);
    const auto status = told == nullptr ? status_refused_for_good : status_ok;
    if (told != nullptr && is_receipt(*told)) {
        const auto said = read_receipt(*told);
        if (auto decided = said ? receipts_.take(*said, now) : std::nullopt) {
            report({*std::move(decided)});
        } else if (!said) {
            todo_.emplace_back(act::log{"SMPP: a receipt that cannot be read"});
        }
    } else if (told != nullptr && (told->esm_class & kind_mask) == 0) {
        take_message(*told);
    }
    todo_.emplace_back(
        act::write{encode({command::deliver_sm_resp, status, what.sequence, id_body{}})});
}

void session::take_message(const message_body& what)
{
    auto part = decode_part({what.octets, (what.esm_class & has_header) != 0, what.data_coding});
    if (!part) {
        todo_.emplace_back(act::log{"SMPP: a message from a phone that cannot be read"});
        return;
    }
    const bool plus = what.from.type == international && !what.from.digits.starts_with('+');
    todo_.emplace_back(act::message{(plus ? "+" : "") + what.from.digits, std::move(part->text)});
}

void session::disconnected(std::string_view why, instant now)
{
    link_.lost(why, now, todo_);
    advance(now);
}

void session::tick(instant now)
{
    link_.tick(now, todo_);
    advance(now);
}

void session::stop(instant now)
{
    stopping_ = true;
    settle(submits_.stop(now), now);
    advance(now);
}

/// Whatever has become possible or due by what happened.
void session::advance(instant now)
{
    if (!link_.is_up() && submits_.under_way() > 0) {
        settle(submits_.lost(now), now);
    }
    if (const auto due = submits_.next_time(now); due && *due <= now) {
        settle(submits_.overdue(now, link_.trouble()), now);
    }
    if (stopping_ && submits_.under_way() == 0) {
        link_.stop(now, todo_);
    }
    while (link_.is_bound()) {
        const auto part = submits_.next(numbers_, now);
        if (!part) {
            break;
        }
        todo_.emplace_back(act::write{encode(*part)});
    }
    report(receipts_.overdue(now));
}

void session::settle(std::vector<settled_letter> all, instant now)
{
    for (auto& one : all) {
        settle(std::move(one), now);
    }
}

/// The outcome of the receipts comes after that of the sending, whatever came first.
void session::settle(settled_letter what, instant now)
{
    const bool sent = !what.message_ids.empty();
    todo_.emplace_back(act::settle{what.ticket, std::move(what.how)});
    if (sent && options_.registered_delivery != 0 && options_.bind == smpp_bind::transceiver) {
        expect(std::move(what.letter_id), what.message_ids, now);
    }
}

void session::report(std::vector<later_outcome> all)
{
    for (auto& one : all) {
        todo_.emplace_back(act::report{std::move(one.letter_id), std::move(one.how)});
    }
}

std::optional<instant> session::next_time(instant now) const
{
    std::optional<instant> out;
    if (stopping_ && !link_.next_time()) {
        return out;
    }
    for (const auto& one : {link_.next_time(), submits_.next_time(now), receipts_.next()}) {
        if (one) {
            out = std::min(out.value_or(*one), *one);
        }
    }
    return out;
}

}  // namespace acikkapi::adapters::smpp
