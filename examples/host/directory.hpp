#pragma once

#include <acikkapi/application.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

/// A kind of matter that people may bring.
struct category {
    std::string code;                  ///< As the register keeps it.
    std::array<std::string, 3> names;  ///< Turkish, English, Arabic.
    acikkapi::unit_id unit;            ///< Who usually has it; may be empty.
    bool in_public = false;            ///< Without personal matter by its nature: may be published.
};

struct unit {
    acikkapi::unit_id id;
    std::string name;
};

/// What a governorate's pages have to know of it: its province, districts, units, and what people bring.
struct directory {
    acikkapi::province where = acikkapi::province::from_plate(1).value();
    std::vector<std::string> districts;
    std::vector<category> categories;
    std::vector<unit> units;
    std::vector<acikkapi::actor> accounts;  ///< To whom a task may be given; may be empty.

    [[nodiscard]] const category* find_category(std::string_view code) const noexcept;
    [[nodiscard]] const unit* find_unit(const acikkapi::unit_id& id) const noexcept;
    /// As every page shows a unit: by its name here, which is today's; by the one that it had in the register when
    /// something went to it, where it is not here any more; else by its id.
    [[nodiscard]] std::string
    unit_name(const acikkapi::unit_id& id, std::string_view in_register = {}) const;
    /// Whether something can be put into his hand, as far as this says: to anybody if it names no accounts. Nobody
    /// can always have it.
    [[nodiscard]] bool takes_tasks(const acikkapi::actor& who) const noexcept;
    /// As a page shows it; the code itself if the directory no longer has it.
    [[nodiscard]] std::string category_name(acikkapi::language speaks, std::string_view code) const;
};

/// @param wrong  What is wrong with it, in words for who wrote it; empty if nothing is.
[[nodiscard]] directory read_directory(std::string_view json, std::string& wrong);

/// That of a file, or the invented one. @param file  May be empty.
[[nodiscard]] directory open_directory(const std::string& file, std::string& wrong);

}  // namespace host
