#pragma once

#include <fstream>
#include <ostream>
#include <string>

namespace tools {

/// A file that is there as a whole or not at all: it is written as `PATH.part`, and takes its name at the
/// end. What was there before stays until then.
class whole_file {
public:
    enum class readers {
        everybody,  ///< Whom the process's umask lets.
        owner,      ///< Nobody else from the first byte on, also if the process is killed.
    };

    explicit whole_file(const std::string& path, readers who = readers::everybody);
    whole_file(const whole_file&) = delete;
    whole_file& operator=(const whole_file&) = delete;
    /// Takes away what was not kept.
    ~whole_file();

    /// What cannot be written fails it.
    [[nodiscard]] std::ostream& out() { return out_; }

    /// @return Whether all of it was written and has its name.
    [[nodiscard]] bool keep();

private:
    std::string path_;
    std::string part_;
    std::ofstream out_;
    bool kept_ = false;
};

}  // namespace tools
