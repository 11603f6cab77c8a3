#include "crash/trials.hpp"

#include <boost/json.hpp>

#include <iostream>

namespace crash {
namespace {

constexpr std::size_t failures_shown_max = 20;
constexpr std::uint64_t told_each = 1'000;

}  // namespace

std::uint64_t findings::figure(const std::string& name) const
{
    const auto found = figures_.find(name);
    return found == figures_.end() ? 0 : found->second;
}

void findings::fail(const std::string& where, const std::string& why)
{
    ++failed_;
    if (failures_.size() < failures_shown_max) {
        failures_.push_back(part_ + " " + where + ": " + why);
        std::cerr << failures_.back() << '\n';
    }
}

bool findings::next()
{
    ++done_;
    if (how_.progress && done_ % told_each == 0) {
        std::cerr << part_ << ": " << done_ << " of " << how_.trials << ", " << failed_
                  << " failed\n";
    }
    return done_ < how_.trials;
}

bool findings::report() const
{
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began_;
    boost::json::object figures;
    std::string words;
    for (const auto& [name, value] : figures_) {
        figures[name] = value;
        words += ", " + name + " " + std::to_string(value);
    }
    std::cout << part_ << ": " << done_ << " trials, " << failed_ << " failed, " << took.count()
              << " s" << words << '\n';
    boost::json::object all{
        {"part", part_},
        {"trials", done_},
        {"failed", failed_},
        {"seed", how_.seed},
        {"seconds", took.count()},
        {"figures", figures}};
    all["failures"] = boost::json::value_from(failures_);
    std::cout << boost::json::serialize(all) << std::endl;
    return failed_ == 0 && done_ > 0;
}

}  // namespace crash
