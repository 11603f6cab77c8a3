// What the engine is told to do.
#include "codec/record_codec.hpp"
#include "engine/certificates.hpp"
#include "engine/kernel_impl.hpp"
#include "engine/reporting.hpp"
#include "model/text.hpp"

#include <boost/asio/post.hpp>

#include <deque>
#include <utility>

namespace acikkapi::engine_room {
namespace {

constexpr std::size_t act_size_max = 32;

bool is_well_formed(const detail::remark& what)
{
    const bool proposes = what.kind == record_kind::proposal;
    const std::size_t act_size = what.act.size() + 1;
    const bool is_act = !what.act.empty() && detail::fits(what.act, act_size_max) &&
                        what.act.find('\n') == std::string::npos;
    return is_act == proposes &&
           detail::fits(what.reason, codec::reason_size_max - (proposes ? act_size : 0));
}

}  // namespace

void kernel_impl::accept(detail::wishes what, completion done)
{
    // The time of a command is when it was given, not when its turn came.
    const instant now = options_.clock->now();
    if (desk_.is_warm(what)) {
        desk_.decide(what, now, std::move(done));
        commits_.commit_soon();
        return;
    }
    auto place = cold_.enter();
    if (!place) {
        ++commits_.counts().unavailable;
        done(errc::overloaded, {});
        return;
    }
    auto work = [this,
                 open = gate_,
                 what = std::move(what),
                 now,
                 done = std::move(done),
                 place = std::move(place)]() mutable {
        const auto inside = open->enter();
        place.reset();
        if (!inside) {
            done(errc::stopping, {});
            return;
        }
        desk_.decide(what, now, std::move(done));
        commits_.drain();
    };
    asio::post(options_.blocking, std::move(work));
}

result<std::vector<receipt>> kernel_impl::run(detail::wishes what)
{
    waiter mine;
    desk_.decide(what, options_.clock->now(), completion{mine});
    return commits_.wait_for(mine);
}

std::vector<result<receipt>> kernel_impl::run_each(std::vector<detail::wishes> what)
{
    // Whatever finds no memory does so before anybody waits.
    std::deque<waiter> waiting(what.size());
    std::vector<result<receipt>> out;
    out.reserve(what.size());
    auto next = waiting.begin();
    for (const auto& one : what) {
        desk_.decide(one, options_.clock->now(), completion{*next++});
    }
    for (auto& one : waiting) {
        const auto all = commits_.wait_for(one);
        out.push_back(all ? result<receipt>{all->front()} : all.error());
    }
    return out;
}

void kernel_impl::start_report(std::string letter, hand_result how, one_handler done)
{
    completion to{options_.executor, std::move(done)};
    auto place = late_.enter();
    if (!place) {
        ++commits_.counts().unavailable;
        to(errc::overloaded, {});
        return;
    }
    hands_->report({std::move(letter), std::move(how), std::move(to), std::move(place)});
}

void kernel_impl::report(late_report late)
{
    auto work = [this, open = gate_, late = std::move(late)]() mutable {
        const auto inside = open->enter();
        late.place.reset();
        if (!inside) {
            late.done(errc::stopping, {});
            return;
        }
        const late_word word{*store_, *rules_, persons_.get(), memory_.restored.epoch};
        const auto what = word.of(late.letter, late.how);
        if (!what) {
            late.done(what.error(), {});
            return;
        }
        desk_.decide(*what, options_.clock->now(), std::move(late.done));
        commits_.drain();
    };
    asio::post(options_.blocking, std::move(work));
}

result<receipt>
kernel_impl::put_on_record(detail::remark what, stream_id stream, const origin& from)
{
    if (stream == no_stream) {
        return errc::no_such_application;  // It would be a new one, which begins with a fact.
    }
    if (what.reason.empty()) {
        return errc::missing_reason;
    }
    if (!is_well_formed(what)) {
        return errc::bad_text;
    }
    detail::wish asked{{}, from, stream, {}};
    asked.remarks = std::move(what);
    detail::wishes all;
    all.list.push_back(std::move(asked));
    auto done = run(std::move(all));
    return done ? result<receipt>{done->front()} : done.error();
}

result<destruction> kernel_impl::destroy_due(const retention& rule, const origin& from)
{
    if (!desk_.may_to_some(from, acts::destroy)) {
        return errc::not_permitted;
    }
    const auto now = options_.clock->now();
    const auto may = [&](stream_id stream) { return desk_.may(from, acts::destroy, stream, now); };
    auto done = eraser_.destroy_due(rule, from, now, reader_, may);
    hands_->wake({});
    if (!done || done->erased.empty()) {
        return done;
    }
    done->certificate =
        certifier{signer_, persons_->epoch()}.of_destruction(*done, rule, from, now);
    return done;
}

}  // namespace acikkapi::engine_room
