#include "host/open311_book.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace host {

using namespace acikkapi;

namespace {

bool wanted(const public_request& one, const public_query& which)
{
    const auto& services = which.services;
    return (one.closed() ? which.closed : which.open) && one.requested >= which.from &&
           one.requested <= which.to &&
           (services.empty() ||
            std::find(services.begin(), services.end(), one.service) != services.end());
}

}  // namespace

bool public_request::closed() const noexcept
{
    return life == status::notified || life == status::closed || life == status::withdrawn;
}

public_book::public_book(
    const store& desk,
    const directory& where,
    asio::any_io_executor blocking,
    std::function<void(const std::string&)> fault)
    : desk_(desk), where_(where), follower_(desk, std::move(blocking), calls(std::move(fault)))
{}

/// What is not whole is not shown.
feed_follower::calls public_book::calls(std::function<void(const std::string&)> fault)
{
    feed_follower::calls out;
    out.take = [this](const std::vector<record>& records) {
        take(records);
        return error_code{};
    };
    out.level = [this] {
        const auto bad = refresh();
        ready_ = !bad;
        return bad;
    };
    out.ended = [this, fault = std::move(fault)](const error_code& why) {
        ready_ = false;
        fault("the list of public requests: " + why.message());
    };
    return out;
}

void public_book::take(const std::vector<record>& records)
{
    for (const auto& one : records) {
        if (one.kind != record_kind::fact) {
            continue;  // It changes no state.
        }
        if (one.version == 1) {
            begin_row(one);
        }
        if (places_.contains(one.stream)) {
            touched_.insert(one.stream);
        }
    }
}

/// Only what is public comes in, so that nothing else can come out.
void public_book::begin_row(const record& first)
{
    const auto fact = petition::decode_event(view_of(first.payload));
    const auto* const begun = fact ? std::get_if<events::submitted>(&*fact) : nullptr;
    const auto* const kind = begun ? where_.find_category(begun->wish.category) : nullptr;
    if (kind == nullptr || !kind->in_public) {
        return;
    }
    places_[first.stream] = first.at;
    order_[first.at] = first.stream;
    if (order_.size() <= rows_max) {
        return;
    }
    const auto [place, stream] = *order_.begin();
    order_.erase(order_.begin());
    places_.erase(stream);
    touched_.erase(stream);
    const std::lock_guard lock{mutex_};
    rows_.erase(place);
}

error_code public_book::refresh()
{
    for (const auto stream : std::exchange(touched_, {})) {
        if (follower_.stopped()) {
            return errc::stopping;
        }
        auto now = look_up(stream);
        if (!now) {
            return now.error();
        }
        const std::lock_guard lock{mutex_};
        if (*now) {
            rows_[places_.at(stream)] = **std::move(now);
        }
    }
    return {};
}

std::vector<public_request> public_book::list(const public_query& which) const
{
    std::vector<public_request> out;
    std::size_t skipped = 0;
    const std::lock_guard lock{mutex_};
    for (auto at = rows_.rbegin(); at != rows_.rend() && out.size() < which.limit; ++at) {
        if (!wanted(at->second, which)) {
            continue;
        }
        if (skipped++ >= which.skip) {
            out.push_back(at->second);
        }
    }
    return out;
}

/// As an auditor sees it, who may read nothing that is personal: what is not read cannot be published.
result<std::optional<public_request>> public_book::look_up(stream_id stream) const
{
    const viewer reader{actor::parse("auditor:open311").value(), channels::web()};
    const auto found = desk_.views(reader).find(stream);
    if (!found) {
        return found.error() == errc::no_such_application
                   ? result<std::optional<public_request>>{std::nullopt}
                   : found.error();
    }
    const auto& now = found->state;
    const auto* const kind = where_.find_category(now.category);
    if (now.problem || kind == nullptr || !kind->in_public) {
        return std::optional<public_request>{};
    }
    public_request out;
    out.stream = stream;
    out.service = now.category;
    const auto& known = where_.districts;
    if (std::find(known.begin(), known.end(), now.district) != known.end()) {
        out.district = now.district;
    }
    out.unit = now.unit;
    out.life = now.life;
    out.requested = now.submitted_at;
    out.updated = out.closed() ? now.ended_at.value_or(now.notified_at.value_or(found->last_at))
                               : found->last_at;
    out.expected = now.service.due;
    return std::optional{std::move(out)};
}

}  // namespace host
