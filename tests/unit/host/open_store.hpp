#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "support/folder.hpp"

#include <boost/asio/thread_pool.hpp>

namespace unit_host {

/// An empty store with a running engine and the clock of the machine: what is asked for does not depend on the day.
struct open_store {
    support::folder folder;
    acikkapi::asio::thread_pool pool{1};
    acikkapi::system_clock time;
    acikkapi::engine<acikkapi::petition> desk;

    explicit open_store(const acikkapi::access_policy& who_may = acikkapi::petition_access())
        : desk(acikkapi::engine<acikkapi::petition>::open(options(who_may)).value())
    {}

    [[nodiscard]] acikkapi::engine_options options(const acikkapi::access_policy& who_may)
    {
        acikkapi::engine_options out;
        out.directory = folder.str();
        out.create = true;
        out.key.fill(std::byte{7});
        out.executor = pool.get_executor();
        out.blocking = pool.get_executor();
        out.clock = &time;
        out.access = &who_may;
        return out;
    }

    [[nodiscard]] static acikkapi::origin officer()
    {
        acikkapi::origin out;
        out.by = acikkapi::actor::parse("officer:34/ayse").value();
        out.via = acikkapi::channels::desk();
        out.on = acikkapi::authority::parse("law-3071").value();
        return out;
    }

    acikkapi::receipt give(acikkapi::command wish, acikkapi::stream_id to = acikkapi::no_stream)
    {
        acikkapi::request<acikkapi::petition> asked;
        asked.wish = std::move(wish);
        asked.from = officer();
        asked.stream = to;
        return desk.submit(asked).value();
    }

    /// A report without a name about a dark street.
    acikkapi::stream_id apply(std::string district = "Fatih")
    {
        acikkapi::commands::submit wish;
        wish.where = acikkapi::province::from_plate(34).value();
        wish.category = "lighting";
        wish.district = std::move(district);
        wish.subject = "Lamba";
        wish.text = "Karanlık.";
        wish.anonymous = true;
        return give(std::move(wish)).stream;
    }
};

}  // namespace unit_host
