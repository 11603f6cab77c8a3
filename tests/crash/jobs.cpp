// Several processes at one part.
#include "crash/trials.hpp"
#include "support/process.hpp"

namespace crash {

using support::child;
using support::speaker;

std::shared_ptr<share> make_share()
{
    return support::in_shared_memory<share>();
}

findings try_in(std::size_t processes, const std::string& part, trials what, const settings& how)
{
    if (processes < 2 || how.at > 0) {
        return what(how);
    }
    findings out{part, how};
    std::vector<std::unique_ptr<child>> all;
    for (std::size_t i = 0; i < processes; ++i) {
        all.push_back(std::make_unique<child>([&](const speaker& parent) {
            const auto found = what(how);
            parent.say(found.json());
            return true;
        }));
    }
    for (auto& one : all) {
        while (const auto line = one->hear()) {
            out.add(*line);
        }
        if (one->wait() != child::ending::well) {
            out.fail("--jobs " + std::to_string(processes), "a process was aborted");
        }
    }
    return out;
}

}  // namespace crash
