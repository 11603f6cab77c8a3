#include "adapters/smpp/status.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>

namespace acikkapi::adapters::smpp {
namespace {

struct row {
    std::uint32_t status;
    verdict means;
    const char* name;
};

// Table 5-2 of the specification. A wrong configuration is `again`: letters are not to be lost by it.
constexpr row table[] = {
    {0x00, verdict::accepted, "ESME_ROK"},
    {0x01, verdict::rejected, "ESME_RINVMSGLEN"},
    {0x02, verdict::rejected, "ESME_RINVCMDLEN"},
    {0x03, verdict::again, "ESME_RINVCMDID"},
    {0x04, verdict::again, "ESME_RINVBNDSTS"},
    {0x05, verdict::again, "ESME_RALYBND"},
    {0x06, verdict::again, "ESME_RINVPRTFLG"},
    {0x07, verdict::again, "ESME_RINVREGDLVFLG"},
    {0x08, verdict::again, "ESME_RSYSERR"},
    {0x0A, verdict::again, "ESME_RINVSRCADR"},
    {0x0B, verdict::rejected, "ESME_RINVDSTADR"},
    {0x0C, verdict::again, "ESME_RINVMSGID"},
    {0x0D, verdict::again, "ESME_RBINDFAIL"},
    {0x0E, verdict::again, "ESME_RINVPASWD"},
    {0x0F, verdict::again, "ESME_RINVSYSID"},
    {0x14, verdict::throttled, "ESME_RMSGQFUL"},
    {0x15, verdict::again, "ESME_RINVSERTYP"},
    {0x33, verdict::rejected, "ESME_RINVNUMDESTS"},
    {0x40, verdict::rejected, "ESME_RINVDESTFLAG"},
    {0x42, verdict::again, "ESME_RINVSUBREP"},
    {0x43, verdict::again, "ESME_RINVESMCLASS"},
    {0x45, verdict::again, "ESME_RSUBMITFAIL"},
    {0x48, verdict::again, "ESME_RINVSRCTON"},
    {0x49, verdict::again, "ESME_RINVSRCNPI"},
    {0x50, verdict::again, "ESME_RINVDSTTON"},
    {0x51, verdict::again, "ESME_RINVDSTNPI"},
    {0x53, verdict::again, "ESME_RINVSYSTYP"},
    {0x54, verdict::again, "ESME_RINVREPFLAG"},
    {0x58, verdict::throttled, "ESME_RTHROTTLED"},
    {0x61, verdict::again, "ESME_RINVSCHED"},
    {0x62, verdict::again, "ESME_RINVEXPIRY"},
    {0x64, verdict::again, "ESME_RX_T_APPN"},
    {0x65, verdict::rejected, "ESME_RX_P_APPN"},
    {0x66, verdict::rejected, "ESME_RX_R_APPN"},
    {0xC2, verdict::again, "ESME_RINVPARLEN"},
    {0xFE, verdict::rejected, "ESME_RDELIVERYFAILURE"},
    {0xFF, verdict::again, "ESME_RUNKNOWNERR"},
};

const row* find(std::uint32_t status) noexcept
{
    const auto* found = std::find_if(
        std::begin(table), std::end(table), [=](const row& one) { return one.status == status; });
    return found == std::end(table) ? nullptr : found;
}

}  // namespace

verdict verdict_of(std::uint32_t status) noexcept
{
    const auto* found = find(status);
    return found == nullptr ? verdict::again : found->means;
}

bool is_wrong_login(std::uint32_t status) noexcept
{
    return status == 0x0E || status == 0x0F || status == 0x53;
}

std::string status_name(std::uint32_t status)
{
    if (const auto* found = find(status)) {
        return found->name;
    }
    std::array<char, 24> text{};
    static_cast<void>(std::snprintf(text.data(), text.size(), "status 0x%X", status));
    return text.data();
}

}  // namespace acikkapi::adapters::smpp
