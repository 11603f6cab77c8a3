#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace unit_journal {

/// The tables in the directory of a store, in no order.
inline std::vector<std::filesystem::path> tables_of(const std::string& directory)
{
    std::vector<std::filesystem::path> out;
    for (const auto& entry : std::filesystem::directory_iterator{directory}) {
        if (entry.path().extension() == ".sst") {
            out.push_back(entry.path());
        }
    }
    return out;
}

}  // namespace unit_journal
