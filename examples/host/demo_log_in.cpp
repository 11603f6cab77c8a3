#include "host/demo_log_in.hpp"
#include "host/log_in_pages.hpp"
#include "host/oidc.hpp"

#include <algorithm>

namespace host {
namespace {

using acikkapi::actor;

response offer(
    const call& got,
    const sessions& all,
    const std::vector<actor>& accounts,
    const log_in_pages& pages)
{
    const auto known = all.read(got.asked);
    const auto who = known ? *known : all.of_visitor();
    const auto next = local_path(query_value(got.asked.query, "next").value_or("/"));
    auto out = pages.demo(got.asked, accounts, csrf_token(who, "log-in"), next);
    if (!known) {
        out.headers.emplace_back("Set-Cookie", all.set_cookie(who));
    }
    return out;
}

response enter(
    const call& got,
    const sessions& all,
    const std::vector<actor>& accounts,
    const log_in_pages& pages)
{
    const auto& form = got.asked.body;
    const auto before = all.read(got.asked);
    if (!before || !csrf_ok(*before, "log-in", query_value(form, "csrf").value_or(""))) {
        return pages.failed(got.asked, log_in_fault::not_from_here);
    }
    const auto wanted = query_value(form, "account").value_or("");
    const auto at = std::find_if(
        accounts.begin(), accounts.end(), [&](const actor& one) { return one.str() == wanted; });
    if (at == accounts.end()) {
        return pages.failed(got.asked, log_in_fault::no_role);
    }
    all.end(*before);
    auto out = go_to(local_path(query_value(form, "next").value_or("/")));
    out.headers.emplace_back("Set-Cookie", all.set_cookie(all.of_staff(*at)));
    return out;
}

}  // namespace

void add_demo_log_in(
    router& to,
    const sessions& all,
    std::vector<actor> accounts,
    const log_in_pages& pages,
    bool tls)
{
    to.add("GET", "/log-in", [&all, accounts, pages](const call& got, const answer& done) {
        done(offer(got, all, accounts, pages));
    });
    to.add("POST", "/log-in", [&all, accounts, pages, tls](const call& got, const answer& done) {
        done(
            is_same_origin(got.asked, tls) ? enter(got, all, accounts, pages)
                                           : pages.failed(got.asked, log_in_fault::not_from_here));
    });
}

}  // namespace host
