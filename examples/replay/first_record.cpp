#include <acikkapi/petition.hpp>
#include <acikkapi/record.hpp>

#include "replay/first_record.hpp"

#include <variant>

namespace tools {

using namespace acikkapi;

first_record read_first_record(std::string_view bytes)
{
    const auto first = read_record(position{1}, bytes);  // Its place plays no part.
    if (!first || !first->workflow.starts_with(std::string{petition::name} + '/')) {
        return {};
    }
    const auto said = petition::decode_event(view_of(first->payload));
    const auto* const begun = said ? std::get_if<events::submitted>(&*said) : nullptr;
    return {true, begun != nullptr ? std::optional{begun->number} : std::nullopt};
}

}  // namespace tools
