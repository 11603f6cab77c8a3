#pragma once

#include <fstream>
#include <ostream>
#include <string>

namespace tools {

/// A file that is there as a whole or not at all: it is written as `PATH.part`, and takes its name at the
/// end, when it is on the disk. What was there before stays until then. Of a link, what it leads to is meant.
///
/// What is there and is no file, as a pipe or `/dev/null`, is written to as it is: nothing takes its place.
class whole_file {
public:
    enum class readers {
        everybody,  ///< Whom the process's umask lets.
        owner,      ///< Nobody else from the first byte on, also if the process is killed.
    };

    /// Fails where somebody else writes a file of this name just now.
    explicit whole_file(const std::string& path, readers who = readers::everybody);
    whole_file(const whole_file&) = delete;
    whole_file& operator=(const whole_file&) = delete;
    /// Takes away what was not kept.
    ~whole_file();

    /// What cannot be written fails it.
    [[nodiscard]] std::ostream& out() { return out_; }

    /// @return Whether all of it was written and has its name, durably.
    [[nodiscard]] bool keep();

private:
    [[nodiscard]] bool take_name();

    std::string path_;
    std::string part_;  // Empty if there is none: it is written to what is there.
    int held_ = -1;     // The part, as long as nobody else may write one.
    std::ofstream out_;
};

}  // namespace tools
