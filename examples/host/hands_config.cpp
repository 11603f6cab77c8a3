#include "host/hands_config.hpp"
#include "host/json_parts.hpp"
#include "host/webhook_config.hpp"

#include <chrono>
#include <limits>

namespace host {

using namespace acikkapi;

namespace {

namespace json = boost::json;

std::uint16_t read_port(members& in, std::uint16_t usual)
{
    constexpr std::uint64_t most = std::numeric_limits<std::uint16_t>::max();
    return in.has("port") ? static_cast<std::uint16_t>(in.number("port", 1, most)) : usual;
}

smpp_options read_smpp(members in, members& outer)
{
    smpp_options out;
    out.host = in.text("host");
    out.port = in.has("port") ? in.text("port") : out.port;
    out.tls = {in.flag("tls"), in.text_or_empty("ca_file")};
    out.system_id = in.text("system_id");
    out.password = in.text_or_empty("password");
    out.system_type = in.text_or_empty("system_type");
    out.source = in.text("source");
    outer.add_faults_of(in);
    return out;
}

std::optional<sms_gateway_options> read_gateway(json::object from, members& outer)
{
    std::string secret;
    if (const auto* const given = from.if_contains("secret");
        given != nullptr && given->is_string()) {
        secret = given->get_string();
    }
    from.erase("secret");
    std::string why;
    auto out = sms_gateway_options::parse(json::serialize(from), &why);
    if (!out) {
        outer.complain("gateway", why);
        return std::nullopt;
    }
    out->secret = std::move(secret);
    return *std::move(out);
}

mail_options read_mail(members in, members& outer)
{
    constexpr std::array<word<mail_security>, 3> ways{
        {{"starttls", mail_security::starttls},
         {"tls", mail_security::tls},
         {"none", mail_security::none}}};
    mail_options out;
    out.host = in.text("host");
    out.port = read_port(in, out.port);
    if (in.has("security")) {
        out.security = in.one_of("security", ways);
    }
    out.user = in.text_or_empty("user");
    out.password = in.text_or_empty("password");
    out.ca_file = in.text_or_empty("ca_file");
    out.from = in.text("from");
    out.from_name = in.text_or_empty("from_name");
    out.reply_to = in.text_or_empty("reply_to");
    outer.add_faults_of(in);
    return out;
}

void read_sms(members in, const json::object& from, members& outer, hands_settings& out)
{
    if (in.has("smpp")) {
        out.smpp = read_smpp(in.object("smpp"), in);
    } else if (in.has("gateway")) {
        out.gateway = read_gateway(object_in(from, "gateway"), in);
    } else {
        out.sms_to_file = in.flag("file");
        if (!out.sms_to_file) {
            in.complain("smpp", "or gateway is missing, or file, which is true");
        } else if (outer.has("e_mail")) {
            in.complain("file", "takes every letter: e_mail would never be asked");
        }
    }
    outer.add_faults_of(in);
}

/// When applicants are left in peace.
courtesy_rule read_courtesy(members in, members& outer)
{
    constexpr std::uint64_t hours = 24;
    constexpr std::uint64_t many = 1'000;
    const auto hour = [&in](std::string_view name, std::chrono::minutes usual) {
        return in.has(name) ? std::chrono::minutes{std::chrono::hours{in.number(name, 0, hours)}}
                            : usual;
    };
    courtesy_rule out;
    out.quiet_from = hour("quiet_from_hour", out.quiet_from);
    out.quiet_to = hour("quiet_to_hour", out.quiet_to);
    out.per_day = in.has("per_day") ? in.number("per_day", 0, many) : out.per_day;
    outer.add_faults_of(in);
    return out;
}

webhook_options read_webhook(members in, const json::object& from, members& outer)
{
    webhook_options out;
    out.source = in.text("source");
    out.access = read_access(in, from, "/adapters/webhook");
    static_cast<void>(in.has("units"));  // Its members are units' ids.
    for (const auto& [name, one] : object_in(from, "units")) {
        if (const auto id = unit_id::parse(name)) {
            const auto object = object_of(one);
            members unit{object, "/adapters/webhook/units"};
            out.units[*id] = read_endpoint(unit, object);
            in.add_faults_of(unit);
        } else {
            in.complain("units", "has a member that is no unit's id");
        }
    }
    outer.add_faults_of(in);
    return out;
}

}  // namespace

hands_settings read_hands(members& in, const json::object& from)
{
    hands_settings out;
    for (const auto* constant : {"office", "site"}) {
        if (in.has(constant)) {
            const auto words = out.words.with(constant, in.text(constant));
            words ? out.words = *words
                  : (in.complain(constant, words.error().message()), out.words);
        }
    }
    if (in.has("sms")) {
        read_sms(in.object("sms"), object_in(from, "sms"), in, out);
    }
    if (in.has("e_mail")) {
        out.mail = read_mail(in.object("e_mail"), in);
    }
    if (in.has("courtesy")) {
        out.courtesy = read_courtesy(in.object("courtesy"), in);
    }
    if (in.has("webhook")) {
        out.webhook = read_webhook(in.object("webhook"), object_in(from, "webhook"), in);
    }
    if (!in.has("sms") && !in.has("e_mail")) {
        in.complain("sms", "or e_mail is missing: nobody would tell applicants");
    }
    return out;
}

}  // namespace host
