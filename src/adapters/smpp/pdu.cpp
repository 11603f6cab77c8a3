#include "adapters/smpp/octets.hpp"
#include "adapters/smpp/pdu.hpp"

#include <utility>

namespace acikkapi::adapters::smpp {
namespace {

constexpr std::uint8_t version = 0x34;
constexpr std::size_t short_message_max = 254;

enum class tag : std::uint16_t {
    receipted_message_id = 0x001E,
    message_payload = 0x0424,
    message_state = 0x0427,
};

// What the specification allows of each string, without its NUL.
constexpr std::size_t system_id_max = 15;
constexpr std::size_t password_max = 8;
constexpr std::size_t system_type_max = 12;
constexpr std::size_t range_max = 40;
constexpr std::size_t service_type_max = 5;
constexpr std::size_t digits_max = 20;
constexpr std::size_t time_max = 16;
constexpr std::size_t message_id_max = 64;

void write(octet_writer& to, const address& what)
{
    to.number(what.type);
    to.number(what.plan);
    to.c_string(what.digits);
}

void write(octet_writer& to, tag which, std::string_view value)
{
    to.number(static_cast<std::uint16_t>(which));
    to.number(static_cast<std::uint16_t>(value.size()));
    to.octets(value);
}

struct body_writer {
    octet_writer& to;

    void operator()(const std::monostate&) const {}
    void operator()(const malformed_body&) const {}
    void operator()(const id_body& what) const { to.c_string(what.id); }

    void operator()(const bind_body& what) const
    {
        to.c_string(what.system_id);
        to.c_string(what.password);
        to.c_string(what.system_type);
        to.number(version);
        write(to, address{});  // Of which numbers it wants the messages: the centre knows them.
    }

    void operator()(const message_body& what) const
    {
        const bool fits = what.octets.size() <= short_message_max;
        to.c_string(what.service_type);
        write(to, what.from);
        write(to, what.to);
        to.number(what.esm_class);
        to.number(what.protocol_id);
        to.number(what.priority);
        to.c_string({});  // schedule_delivery_time: at once.
        to.c_string(what.validity_period);
        to.number(what.registered_delivery);
        to.number(std::uint8_t{0});  // replace_if_present_flag
        to.number(what.data_coding);
        to.number(std::uint8_t{0});  // sm_default_msg_id
        to.number(static_cast<std::uint8_t>(fits ? what.octets.size() : 0));
        to.octets(fits ? std::string_view{what.octets} : std::string_view{});
        if (what.receipted_message_id) {
            write(to, tag::receipted_message_id, *what.receipted_message_id + '\0');
        }
        if (what.message_state) {
            write(to, tag::message_state, {reinterpret_cast<const char*>(&*what.message_state), 1});
        }
        if (!fits) {
            write(to, tag::message_payload, what.octets);
        }
    }
};

body read_bind(octet_reader& from)
{
    bind_body out;
    out.system_id = from.c_string(system_id_max);
    out.password = from.c_string(password_max);
    out.system_type = from.c_string(system_type_max);
    from.skip(3);  // The version, and the type and plan of the range.
    static_cast<void>(from.c_string(range_max));
    return out;
}

address read_address(octet_reader& from)
{
    address out;
    out.type = from.number<std::uint8_t>();
    out.plan = from.number<std::uint8_t>();
    out.digits = from.c_string(digits_max);
    return out;
}

void read_optional(octet_reader& from, message_body& into)
{
    const auto which = static_cast<tag>(from.number<std::uint16_t>());
    octet_reader value{from.octets(from.number<std::uint16_t>())};
    switch (which) {
    case tag::receipted_message_id:
        into.receipted_message_id = value.lax_string(message_id_max);
        break;
    case tag::message_state: into.message_state = value.number<std::uint8_t>(); break;
    case tag::message_payload: into.octets = value.octets(value.left()); break;
    default: return;
    }
    if (!value.good()) {
        from.fail();
    }
}

body read_message(octet_reader& from)
{
    message_body out;
    out.service_type = from.c_string(service_type_max);
    out.from = read_address(from);
    out.to = read_address(from);
    out.esm_class = from.number<std::uint8_t>();
    out.protocol_id = from.number<std::uint8_t>();
    out.priority = from.number<std::uint8_t>();
    static_cast<void>(from.c_string(time_max));
    out.validity_period = from.c_string(time_max);
    out.registered_delivery = from.number<std::uint8_t>();
    from.skip(1);
    out.data_coding = from.number<std::uint8_t>();
    from.skip(1);
    out.octets = from.octets(from.number<std::uint8_t>());
    while (from.good() && from.left() > 0) {
        read_optional(from, out);
    }
    return out;
}

/// A response that refuses may end behind its header.
body read_id(octet_reader& from, std::uint32_t status)
{
    if (status != 0 && from.left() == 0) {
        return id_body{};
    }
    return id_body{from.c_string(message_id_max)};
}

body read_body(command id, std::uint32_t status, octet_reader& from)
{
    switch (id) {
    case command::bind_receiver:
    case command::bind_transmitter:
    case command::bind_transceiver: return read_bind(from);
    case command::submit_sm:
    case command::deliver_sm: return read_message(from);
    case command::bind_receiver_resp:
    case command::bind_transmitter_resp:
    case command::bind_transceiver_resp:
    case command::submit_sm_resp:
    case command::deliver_sm_resp: return read_id(from, status);
    default: return {};
    }
}

}  // namespace

std::string encode(const pdu& what)
{
    octet_writer rest;
    std::visit(body_writer{rest}, what.what);
    octet_writer out;
    out.number(static_cast<std::uint32_t>(header_octets + rest.str().size()));
    out.number(static_cast<std::uint32_t>(what.id));
    out.number(what.status);
    out.number(what.sequence);
    out.octets(rest.str());
    return out.str();
}

result<pdu> decode(std::string_view whole)
{
    octet_reader from{whole};
    const auto length = from.number<std::uint32_t>();
    pdu out;
    out.id = static_cast<command>(from.number<std::uint32_t>());
    out.status = from.number<std::uint32_t>();
    out.sequence = from.number<std::uint32_t>();
    if (!from.good() || length != whole.size()) {
        return errc::bad_argument;
    }
    out.what = read_body(out.id, out.status, from);
    if (!from.good()) {
        out.what = malformed_body{};
    }
    return out;
}

result<std::optional<pdu>> pdu_stream::next()
{
    const auto left = std::string_view{kept_}.substr(read_);
    const auto length = octet_reader{left}.number<std::uint32_t>();
    const bool known = left.size() >= sizeof length;
    if (known && (length < header_octets || length > pdu_octets_max)) {
        return errc::bad_argument;
    }
    if (!known || left.size() < length) {
        kept_.erase(0, std::exchange(read_, 0));
        return std::optional<pdu>{};
    }
    read_ += length;
    auto out = decode(left.substr(0, length));
    return out ? result<std::optional<pdu>>{*std::move(out)} : out.error();
}

}  // namespace acikkapi::adapters::smpp
