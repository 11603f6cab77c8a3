#pragma once

#include "simulation/history.hpp"

#include <string>
#include <utility>
#include <vector>

namespace simulation {

/// Writes the records that an engine would have written, so that a test can spoil one.
class casebook {
public:
    static constexpr stream_id stream{1};

    /// A command at a time, as the next records of the only application.
    std::vector<record> add(const command& wish, instant now, std::string correlation = {})
    {
        const petition rules;
        const context about{now, stream, at_, 48'213'975, actor::parse("officer:1").value(), {}};
        std::vector<record> out;
        for (const auto& fact : rules.decide(state_, wish, about).value()) {
            auto after = petition::evolve(state_, fact).value();
            record one;
            one.at = position{++last_};
            one.stream = stream;
            one.version = ++at_;
            one.recorded_at = now;
            one.by = about.by;
            one.via = channels::desk();
            one.correlation = correlation;
            one.letters = petition::react(state_, fact, after, about);
            one.payload = petition::encode(fact);
            state_ = std::move(after);
            out.push_back(std::move(one));
        }
        return out;
    }

    /// A citizen with a phone.
    std::vector<record> submit(instant now, std::string correlation = {})
    {
        commands::submit wish;
        wish.category = "lighting";
        wish.subject = "A lamp is out";
        wish.text = "Near number 4.";
        wish.applicant.mobile = phone::parse("+905320000001").value();
        return add(wish, now, std::move(correlation));
    }

    /// What the engine records of the first letter of a record.
    record outcome(const record& of, delivery how, instant now)
    {
        auto out = add(petition::settle({of.at, 0, of.letters.at(0), how, 1, {}}), now).front();
        out.caused_by = {of.at, 0, true};
        return out;
    }

    [[nodiscard]] const application& state() const { return state_; }

private:
    application state_;
    acikkapi::version at_ = 0;
    std::uint64_t last_ = 0;
};

}  // namespace simulation
