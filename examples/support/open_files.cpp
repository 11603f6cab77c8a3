#include "support/open_files.hpp"

#include <sys/resource.h>

namespace tools {

void allow_more_open_files()
{
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &files);  // Refused: it goes on with fewer.
    }
}

}  // namespace tools
