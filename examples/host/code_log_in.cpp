#include "host/code_log_in.hpp"
#include "host/secrets.hpp"

#include <boost/asio/post.hpp>

namespace host {
namespace {

using namespace acikkapi;

constexpr std::string_view log_in = "log-in";
constexpr std::string_view new_phone = "new phone";
constexpr std::size_t secret_bytes = 32;
constexpr bucket_rule of_a_phone{3, 2.0 / 3'600};
constexpr bucket_rule of_all{100, 10};

}  // namespace

code_log_in::code_log_in(
    cookies keep, boost::asio::any_io_executor blocking, code_log_in_ports ports)
    : codes_(keep), sessions_(std::move(keep)), blocking_(std::move(blocking)),
      ports_(std::move(ports)), addresses_(ports_.each_address, of_all, ports_.now()),
      phones_(of_a_phone, of_all, ports_.now()), secret_(random_bytes(secret_bytes))
{}

reply<std::string>
code_log_in::ask(std::string_view number, std::string_view mobile, const std::string& peer)
{
    const auto about = application_number::parse(number);
    const auto to = phone::parse(mobile);
    if (!about || !to) {
        return problem{422, "bad_members", "a number of an application and a phone are needed"};
    }
    if (auto bad = refusal(*to, peer)) {
        return *std::move(bad);
    }
    auto made = codes_.issue(log_in, about->str() + " " + to->str());
    // Afterwards: the time it takes would tell what is there.
    boost::asio::post(blocking_, [this, about = *about, to = *to, code = std::move(made.code)] {
        if (ports_.is_reached_by(about, to)) {
            ports_.send(to, code);
            ++counts_.sent;
        }
    });
    return std::move(made.set_cookie);
}

reply<session> code_log_in::enter(const request& asked, std::string_view code)
{
    const auto subject = entered(asked, log_in, code);
    if (!subject) {
        return subject.error();
    }
    const auto blank = subject->find(' ');
    const auto number = application_number::parse(subject->substr(0, blank)).value();
    const auto mobile = phone::parse(subject->substr(blank + 1)).value();
    // Whose phone was stolen may have had it changed in the meantime.
    if (!ports_.is_reached_by(number, mobile)) {
        return problem{410, "code_ended", "this phone does not stand in the application any more"};
    }
    return sessions_.of_citizen(
        holds_with(sessions_.read(asked), {number, mark_of(number, mobile)}));
}

reply<std::string> code_log_in::ask_new_phone(
    const application_number& about, const phone& to, const std::string& peer)
{
    if (auto bad = refusal(to, peer)) {
        return *std::move(bad);
    }
    auto made = codes_.issue(new_phone, about.str() + " " + to.str());
    boost::asio::post(blocking_, [this, to, code = std::move(made.code)] {
        ports_.send(to, code);
        ++counts_.sent;
    });
    return std::move(made.set_cookie);
}

reply<phone> code_log_in::enter_new_phone(
    const request& asked, const application_number& about, std::string_view code)
{
    const auto subject = entered(asked, new_phone, code);
    if (!subject) {
        return subject.error();
    }
    const auto blank = subject->find(' ');
    if (subject->substr(0, blank) != about.str()) {
        return problem{410, "code_ended", "this code was for another application"};
    }
    return phone::parse(subject->substr(blank + 1)).value();
}

std::optional<problem> code_log_in::refusal(const phone& to, const std::string& peer)
{
    if (!sends()) {
        return problem{501, "no_sms", "this host sends no short messages"};
    }
    auto wait = addresses_.take(peer, ports_.now());
    if (!wait) {
        wait = phones_.take(keyed_digest(secret_, to.str()), ports_.now());
    }
    if (!wait) {
        ++counts_.asked;
        return std::nullopt;
    }
    ++counts_.limited;
    problem out{429, "too_many_requests", "this is more than one may ask"};
    out.retry_after = wait;
    return out;
}

/// @return What the code was for, if it is right.
reply<std::string>
code_log_in::entered(const request& asked, std::string_view purpose, std::string_view code)
{
    auto got = codes_.check(asked, purpose, code);
    if (got.how == one_time_codes::outcome::ended) {
        return problem{410, "code_ended", "this code can be tried no more; ask for another"};
    }
    if (got.how == one_time_codes::outcome::wrong) {
        ++counts_.wrong;
        return problem{422, "wrong_code", "this is not the code that was sent"};
    }
    ++counts_.right;
    return std::move(got.subject);
}

std::vector<metric> code_log_in::metrics() const
{
    metric out{
        "log_in_codes_total", "One-time codes by what came of them.", metric::kind::counter, {}};
    const auto add = [&](const char* outcome, const auto& count) {
        out.samples.push_back({{{"outcome", outcome}}, static_cast<double>(count.load())});
    };
    add("asked", counts_.asked);
    add("sent", counts_.sent);
    add("limited", counts_.limited);
    add("right", counts_.right);
    add("wrong", counts_.wrong);
    return {std::move(out)};
}

}  // namespace host
