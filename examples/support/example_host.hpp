#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "support/temporary_folder.hpp"

#include <boost/asio/thread_pool.hpp>

#include <random>
#include <string>
#include <string_view>
#include <utility>

namespace tools {

/// What every host has, as `1_submit` shows it step by step: threads and a store.
/// @par Lifetime  Before the engine, and before the ports that use its threads.
struct example_host {
    temporary_folder folder;
    acikkapi::asio::thread_pool handlers{1};
    acikkapi::asio::thread_pool disk{2};

    [[nodiscard]] acikkapi::engine_options options(acikkapi::clock& clock)
    {
        acikkapi::engine_options out;
        out.directory = folder / "store";
        out.create = true;
        out.key.fill(std::byte{7});  // A real host keeps 32 random bytes.
        out.executor = handlers.get_executor();
        out.blocking = disk.get_executor();
        out.clock = &clock;
        out.random = [] { return std::uint64_t{std::random_device{}()}; };
        return out;
    }
};

/// A command of somebody's; registers a new application without `about`.
[[nodiscard]] inline acikkapi::request<acikkapi::petition>
from(std::string_view who, acikkapi::command wish, acikkapi::stream_id about = acikkapi::no_stream)
{
    acikkapi::request<acikkapi::petition> out;
    out.wish = std::move(wish);
    out.from.by = acikkapi::actor::parse(who).value();
    out.from.on = acikkapi::authority::parse("law-3071").value();
    out.from.via = acikkapi::channels::web();
    out.stream = about;
    return out;
}

/// An application about a street lamp, by a citizen with a phone.
[[nodiscard]] inline acikkapi::commands::submit street_lamp(std::string subject = "A lamp is out")
{
    acikkapi::commands::submit wish;
    wish.where = acikkapi::province::from_plate(34).value();
    wish.category = "lighting";
    wish.subject = std::move(subject);
    wish.text = "It has been dark for a week.";
    wish.applicant.identity = acikkapi::identity_number::parse("10000000146").value();
    wish.applicant.full_name = "Ayşe Yılmaz";
    wish.applicant.mobile = acikkapi::phone::parse("0532 123 45 67").value();
    return wish;
}

}  // namespace tools
