#include "views/guarded_reader.hpp"

#include <algorithm>

namespace acikkapi::views_room {
namespace {

void leave_out_persons(record& what)
{
    for (auto& one : what.letters) {
        if (!one.to_unit) {
            one.recipient.clear();
        }
    }
    what.payload.erased = what.payload.erased || !what.payload.personal.empty();
    what.payload.personal.clear();
    for (auto& one : what.payload.others) {
        one = {one.whose, {}, true};
    }
}

}  // namespace

bool guarded_reader::may(std::string_view act) const
{
    return decide(policy_, {who_.by, who_.via, act}, {}) == verdict::allowed;
}

result<guarded_reader::sight>
guarded_reader::sees(const detail::found_erased& what, stream_id stream) const
{
    const relations ways{
        rules_.is_own(what.state.get(), who_.by),
        !who_.code.empty() && is_code_(stream, who_.code)};
    access_request wish{who_.by, who_.via, acts::read, relation::other, stream};
    if (decide(policy_, wish, ways) != verdict::allowed) {
        return errc::not_permitted;
    }
    wish.act = acts::read_personal;
    return decide(policy_, wish, ways) == verdict::allowed ? sight::all : sight::but_persons;
}

/// Who may not read what he has nothing to do with does not learn whether it is there.
error_code guarded_reader::hidden(error_code why) const
{
    return why == errc::no_such_application && !may(acts::read) ? errc::not_permitted : why;
}

result<guarded_reader::sight> guarded_reader::sees(stream_id stream) const
{
    const auto today = source_.find(stream);
    return today ? sees(*today, stream) : result<sight>{hidden(today.error())};
}

result<detail::found_erased> guarded_reader::shown(detail::found_erased what, sight much) const
{
    if (much == sight::all) {
        return what;
    }
    auto rest = rules_.without_persons(what.state.get());
    if (!rest) {
        return rest.error();
    }
    what.state = *std::move(rest);
    what.withheld = true;
    return what;
}

result<detail::found_erased> guarded_reader::find(stream_id stream) const
{
    auto found = source_.find(stream);
    if (!found) {
        return hidden(found.error());
    }
    const auto much = sees(*found, stream);
    return much ? shown(*std::move(found), *much) : much.error();
}

result<detail::found_erased> guarded_reader::find(stream_id stream, const detail::until& end) const
{
    const auto much = sees(stream);
    if (!much) {
        return much.error();
    }
    auto found = source_.find(stream, end);
    return found ? shown(*std::move(found), *much) : found;
}

result<void> guarded_reader::timeline(stream_id stream, const taker& take) const
{
    const auto much = sees(stream);
    if (!much) {
        return much.error();
    }
    if (*much == sight::all) {
        return source_.timeline(stream, take);
    }
    return source_.timeline(stream, [&take](record one) {
        leave_out_persons(one);
        take(std::move(one));
    });
}

result<list_page> guarded_reader::list(const list_query& query) const
{
    if (!may(acts::list)) {
        return errc::not_permitted;
    }
    auto page = source_.list(query);
    if (!page) {
        return page;
    }
    auto seen = only_seen(std::move(page->streams), query.limit);
    if (!seen) {
        return seen.error();
    }
    page->streams = *std::move(seen);
    return page;
}

result<std::vector<stream_id>>
guarded_reader::find_by(std::string_view name, std::string_view secret, std::size_t limit) const
{
    if (!may(acts::find)) {
        return errc::not_permitted;
    }
    // What he may not read does not count, or it would hide what he may; so many are looked at.
    constexpr std::size_t looked_at = 1'000;
    auto all = source_.find_by(name, secret, limit == 0 ? 0 : std::max(limit, looked_at));
    return all ? only_seen(*std::move(all), limit) : all;
}

result<std::vector<stream_id>>
guarded_reader::only_seen(std::vector<stream_id> all, std::size_t limit) const
{
    std::vector<stream_id> out;
    for (const auto stream : all) {
        if (out.size() == limit) {
            break;
        }
        // Most see it as everybody of their role does: then it need not be read to know whose it is.
        const access_request wish{who_.by, who_.via, acts::read, relation::other, stream};
        if (decide(policy_, wish, {}) == verdict::allowed) {
            out.push_back(stream);
            continue;
        }
        const auto found = source_.find(stream);
        const auto seen = found ? sees(*found, stream) : result<sight>{found.error()};
        if (seen) {
            out.push_back(stream);
        } else if (seen.error() != errc::not_permitted) {
            return seen.error();
        }
    }
    return out;
}

result<figures> guarded_reader::statistics() const
{
    return may(acts::figures) ? source_.statistics() : result<figures>{errc::not_permitted};
}

}  // namespace acikkapi::views_room
