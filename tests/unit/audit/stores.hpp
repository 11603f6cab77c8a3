#pragma once

#include <acikkapi/audit.hpp>
#include <acikkapi/petition.hpp>

#include "journal/journal.hpp"
#include "support/stores.hpp"
#include "support/tally.hpp"

#include <string>
#include <vector>

// Stores for the audit to look at: sound ones, and ones that somebody has been at.
namespace support {

inline store_key key_of_store()
{
    store_key key;
    key.fill(std::byte{7});
    return key;
}

inline commands::submit a_wish()
{
    commands::submit wish;
    wish.where = province::from_plate(34).value();
    wish.category = "roads";
    wish.subject = "Çukur";
    wish.text = "Okulun önünde bir çukur var.";
    wish.applicant.identity = identity_number::parse("10000000146").value();
    wish.applicant.full_name = "Deneme Kişi";
    wish.applicant.mobile = phone::parse("+99955500001").value();
    return wish;
}

inline request<petition> asking(command wish, stream_id to, std::optional<std::string> key = {})
{
    return {std::move(wish), officer(), to, std::move(key), {}};
}

/// Three applications, woven into each other: one ended, one answered, one withdrawn; with keys,
/// a batch, recorded refusals and a registration that was refused.
/// @return The streams.
inline std::vector<stream_id> fill(host& where)
{
    auto desk = engine<petition>::open(where.options()).value();
    const auto unit = unit_id::parse("10000001").value();
    std::vector<stream_id> streams;
    for (const std::string key : {"first", "second", "third"}) {
        streams.push_back(desk.submit(asking(a_wish(), no_stream, key)).value().stream);
    }
    batch<petition> together;
    together.key = "route both";
    for (const auto stream : {streams[0], streams[1]}) {
        together.requests.push_back(asking(commands::route{unit, "Yol", ""}, stream));
    }
    static_cast<void>(desk.submit_all(std::move(together)).value());
    const commands::answer granted{outcome::granted, "Dolduruldu", "Müdür"};
    static_cast<void>(desk.submit(asking(granted, streams[2], "too early")).error());
    static_cast<void>(desk.submit(asking(commands::submit{}, no_stream, "empty")).error());
    where.time.set(where.time.now() + std::chrono::hours{30});
    for (const auto stream : {streams[1], streams[0]}) {
        static_cast<void>(desk.submit(asking(granted, stream)).value());
    }
    const commands::record_notice told{notice::result, delivery::delivered, "desk", 1, {}};
    static_cast<void>(desk.submit(asking(told, streams[0], "told")).value());
    static_cast<void>(desk.submit(asking(commands::withdraw{}, streams[2])).value());
    return streams;
}

inline result<audit<petition>> look_at(const host& where, bool with_key = true)
{
    audit_options options;
    options.directory = where.where.str();
    if (with_key) {
        options.key = key_of_store();
    }
    return audit<petition>::open(options);
}

/// The same in several parts at once.
inline result<audit<petition>> look_at_in_parts(host& where, std::size_t parts)
{
    audit_options options;
    options.directory = where.where.str();
    options.key = key_of_store();
    options.parts = parts;
    options.run = [&where](std::function<void()> work) { asio::post(where.disk, std::move(work)); };
    return audit<petition>::open(options);
}

/// Somebody with access to the disk changes rows.
inline void tamper(const host& where, const journal::batch& what)
{
    raw_store store{where.where.str()};
    for (std::size_t i = 0; i < what.events.size(); ++i) {
        const position at{number_of(what.first) + i};
        store.put(raw_store::events, journal::event_key(at), what.events[i]);
    }
    for (const auto& row : what.rows) {
        if (row.value) {
            store.put(raw_store::family(row.in), row.key, *row.value);
        } else {
            store.remove(raw_store::family(row.in), row.key);
        }
    }
}

/// The first row of a table.
inline std::pair<std::string, std::string> first_row(const host& where, journal::table in)
{
    auto store = journal::open({where.where.str(), false, true, nullptr, {}}).value();
    std::pair<std::string, std::string> out;
    static_cast<void>(store->scan(in, {}, {}, [&](std::string_view key, std::string_view value) {
        out = {std::string{key}, std::string{value}};
        return false;
    }));
    return out;
}

inline std::string event_at(const host& where, std::uint64_t place)
{
    auto store = journal::open({where.where.str(), false, true, nullptr, {}}).value();
    return store->event(position{place}).value();
}

}  // namespace support
