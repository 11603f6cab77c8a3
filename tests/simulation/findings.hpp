#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace simulation {

/// What a seed did, line by line, and the first rule that it saw broken.
class findings {
public:
    /// @param rule  What must hold, in words; a literal.
    /// @param where  Number of the record, stream or act it was looked at.
    /// @return `holds`.
    bool expect(bool holds, std::string_view rule, std::uint64_t where = 0)
    {
        if (!holds && !broken_) {
            broken_ = std::string{rule} + " [" + std::to_string(where) + "]";
            note("BROKEN: " + *broken_);
        }
        return holds;
    }

    void note(std::string_view line) { trace_.append(line).push_back('\n'); }

    [[nodiscard]] bool ok() const noexcept { return !broken_; }
    [[nodiscard]] const std::optional<std::string>& broken() const noexcept { return broken_; }
    [[nodiscard]] const std::string& trace() const noexcept { return trace_; }

private:
    std::optional<std::string> broken_;
    std::string trace_;
};

}  // namespace simulation
