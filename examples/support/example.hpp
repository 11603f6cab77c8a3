#pragma once

#include <exception>
#include <iostream>

namespace tools {

/// Runs what an example shows. @return What `main` returns: 0 if all was as the example says.
inline int run_example(bool (*show)())
{
    try {
        if (show()) {
            return 0;
        }
        std::cerr << "it came out otherwise\n";
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
    }
    return 1;
}

}  // namespace tools
