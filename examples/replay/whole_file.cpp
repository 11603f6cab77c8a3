#include "replay/whole_file.hpp"

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace tools {
namespace {

/// A new file in the place of what a killed run may have left, which others could have open.
bool make_private(const std::string& path)
{
    std::remove(path.c_str());
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    return file >= 0 && ::close(file) == 0;
}

}  // namespace

whole_file::whole_file(const std::string& path, readers who) : path_(path), part_(path + ".part")
{
    if (who == readers::everybody || make_private(part_)) {
        out_.open(part_, std::ios::binary);
    } else {
        out_.setstate(std::ios::failbit);
    }
}

whole_file::~whole_file()
{
    if (!kept_) {
        out_.close();
        std::remove(part_.c_str());
    }
}

bool whole_file::keep()
{
    out_.close();
    kept_ = out_ && std::rename(part_.c_str(), path_.c_str()) == 0;
    return kept_;
}

}  // namespace tools
