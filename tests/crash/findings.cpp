#include "crash/trials.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <csignal>
#include <iostream>
#include <unistd.h>

namespace crash {
namespace {

constexpr std::size_t failures_shown_max = 20;
constexpr std::uint64_t told_each = 1'000;
constexpr std::uint64_t missed_max = 100;  // And as many as trials.

// A signal handler may look at nothing else.
std::array<char, 256> trying{};

void tell_trying(int signal)
{
    const auto end = std::find(trying.begin(), trying.end(), '\0');
    const auto size = static_cast<std::size_t>(end - trying.begin());
    if (::write(STDERR_FILENO, trying.data(), size) < 0) {
        ::_exit(1);
    }
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

}  // namespace

void findings::begin(const std::string& where)
{
    static const bool watched = std::signal(SIGABRT, tell_trying) != SIG_ERR &&
                                std::signal(SIGSEGV, tell_trying) != SIG_ERR;
    const auto text = part_ + " " + where + (watched ? ": aborted\n" : "\n");
    const auto size = std::min(text.size(), trying.size() - 1);
    std::copy_n(text.begin(), size, trying.begin());
    trying[size] = '\0';
}

std::uint64_t findings::figure(const std::string& name) const
{
    const auto found = figures_.find(name);
    return found == figures_.end() ? 0 : found->second;
}

void findings::most(const std::string& name, std::uint64_t value)
{
    auto& so_far = figures_[name];
    so_far = std::max(so_far, value);
}

void findings::fail(const std::string& where, const std::string& why)
{
    ++failed_;
    if (failures_.size() < failures_shown_max) {
        failures_.push_back(part_ + " " + where + ": " + why);
        std::cerr << failures_.back() << '\n';
    }
}

void findings::skip(const std::string& why)
{
    ++skipped_;
    std::cout << part_ << ": SKIPPED: " << why << std::endl;
}

bool findings::next()
{
    ++done_;
    const auto all = ++how_.common->done;
    if (how_.progress && all % told_each == 0) {
        std::cerr << part_ << ": " << all << " of " << how_.trials << ", " << failed_
                  << " failed\n";
    }
    return all < how_.trials;
}

bool findings::miss(const std::string& name)
{
    count(name);
    if (++missed_ <= how_.trials + missed_max) {
        return true;
    }
    fail("--seed " + std::to_string(how_.seed), "too often: " + name);
    return false;
}

void findings::wants(const std::string& name, std::uint64_t among)
{
    wanted_[name] = among;
}

std::vector<std::string> findings::missing() const
{
    std::vector<std::string> out;
    for (const auto& [name, among] : wanted_) {
        if (done_ >= among && figure(name) == 0) {
            out.push_back(name);
        }
    }
    return out;
}

bool findings::is_well() const
{
    // Of the parts that may be skipped each is tried on two kinds of file systems.
    const auto wanted = how_.at > 0 || all_ ? 1
                        : skipped_ > 0      ? (how_.trials + 1) / 2
                                            : how_.trials;
    return failed_ == 0 && done_ >= wanted && missing().empty();
}

std::string findings::json() const
{
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began_;
    boost::json::object all{
        {"part", part_},
        {"trials", done_},
        {"failed", failed_},
        {"skipped", skipped_},
        {"all", all_},
        {"seed", how_.seed},
        {"seconds", took.count()}};
    all["figures"] = boost::json::value_from(figures_);
    all["failures"] = boost::json::value_from(failures_);
    all["wanted"] = boost::json::value_from(wanted_);
    all["missing"] = boost::json::value_from(missing());
    return boost::json::serialize(all);
}

void findings::add(const std::string& line)
{
    const auto other = boost::json::parse(line);
    done_ += other.at("trials").to_number<std::uint64_t>();
    failed_ += other.at("failed").to_number<std::uint64_t>();
    all_ = all_ || other.at("all").as_bool();
    for (const auto& one : other.at("figures").as_object()) {
        count(one.key(), one.value().to_number<std::uint64_t>());
    }
    for (const auto& one : other.at("wanted").as_object()) {
        wants(one.key(), one.value().to_number<std::uint64_t>());
    }
    for (const auto& one : other.at("failures").as_array()) {
        failures_.emplace_back(one.as_string());
    }
}

void findings::report() const
{
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began_;
    std::cout << part_ << ": " << done_ << " trials, " << failed_ << " failed, " << took.count()
              << " s";
    for (const auto& [name, value] : figures_) {
        std::cout << ", " << name << " " << value;
    }
    std::cout << '\n' << json() << std::endl;
    for (const auto& name : missing()) {
        std::cerr << part_ << ": in all these trials never: " << name << '\n';
    }
}

}  // namespace crash
