#pragma once

#include "crash/workload.hpp"
#include "support/process.hpp"

#include <string>

namespace crash {

using support::child;
using support::speaker;

/// Says in lines what a child gives, hears and takes, so that its parent knows it too.
class teller final : public witness {
public:
    explicit teller(const speaker& parent) : parent_(parent) {}
    void gives(const told& one, instant now) override;
    void hears(const told& one, const result<std::vector<receipt>>& answer) override;
    void takes(const handed& one) override;

private:
    const speaker& parent_;
};

/// Puts such a line into the world of the parent. @return Whether it is one.
[[nodiscard]] bool note_line(outside& world, const std::string& line);

}  // namespace crash
