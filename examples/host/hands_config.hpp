#pragma once

#include <acikkapi/adapters/applicant_notifier.hpp>
#include <acikkapi/adapters/mail_notifier.hpp>
#include <acikkapi/adapters/message_catalog.hpp>
#include <acikkapi/adapters/smpp_notifier.hpp>
#include <acikkapi/adapters/sms_gateway.hpp>
#include <acikkapi/adapters/webhook_department.hpp>

#include "host/members.hpp"

#include <optional>

namespace host {

/// By which hands letters leave the house. Applicants have one way at least, `sms` or `e_mail`; units without a system
/// find theirs in the worklist.
///
///     {"office": "İstanbul Valiliği", "site": "basvuru.example",
///      "sms": {"smpp": {"host": "smsc.example", "port": "2775", "tls": true, "system_id": "acikkapi",
///                       "password": "…", "source": "VALILIK"}},
///      "e_mail": {"host": "mail.example", "user": "acikkapi", "password": "…", "from": "basvuru@il.example"},
///      "webhook": {"source": "https://basvuru.example", "places": [{"host": "yol.example"}],
///                  "units": {"24301265": {"url": "https://yol.example/hooks", "secrets": ["whsec_…"]}}}}
///
/// In place of `smpp` there may be `gateway`, with a `secret` and what `sms_gateway_options::parse` reads; or `"file": true`,
/// for another program that sends what is written there.
struct hands_settings {
    acikkapi::message_catalog words = acikkapi::message_catalog::standard();
    std::optional<acikkapi::smpp_options> smpp{};
    std::optional<acikkapi::sms_gateway_options> gateway{};
    std::optional<acikkapi::mail_options> mail{};
    std::optional<acikkapi::webhook_options> webhook{};
    acikkapi::courtesy_rule courtesy{};
    bool sms_to_file = false;
};

/// @param from  The same object. What is wrong is complained of in `in`.
[[nodiscard]] hands_settings read_hands(members& in, const boost::json::object& from);

}  // namespace host
