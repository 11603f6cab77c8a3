#include "deadline/calendar_tr.hpp"

namespace acikkapi::deadline {
namespace {

// Law 2429: the fixed days; 28 October from 13:00; Ramazan 3 days and Kurban 4 days, each with the
// afternoon before. The first days of both are those the Directorate of Religious Affairs
// published. A date stands here once, with all that falls on it. A new edition gets a new version.
constexpr std::string_view text = R"(version 1
zone Europe/Istanbul
from 2024-01-01
to 2030-12-31

2024-01-01 holiday Yılbaşı
2024-04-09 half Ramazan Bayramı arifesi
2024-04-10 holiday Ramazan Bayramı 1. gün
2024-04-11 holiday Ramazan Bayramı 2. gün
2024-04-12 holiday Ramazan Bayramı 3. gün
2024-04-23 holiday Ulusal Egemenlik ve Çocuk Bayramı
2024-05-01 holiday Emek ve Dayanışma Günü
2024-05-19 holiday Atatürk'ü Anma, Gençlik ve Spor Bayramı
2024-06-15 half Kurban Bayramı arifesi
2024-06-16 holiday Kurban Bayramı 1. gün
2024-06-17 holiday Kurban Bayramı 2. gün
2024-06-18 holiday Kurban Bayramı 3. gün
2024-06-19 holiday Kurban Bayramı 4. gün
2024-07-15 holiday Demokrasi ve Millî Birlik Günü
2024-08-30 holiday Zafer Bayramı
2024-10-28 half Cumhuriyet Bayramı arifesi
2024-10-29 holiday Cumhuriyet Bayramı

2025-01-01 holiday Yılbaşı
2025-03-29 half Ramazan Bayramı arifesi
2025-03-30 holiday Ramazan Bayramı 1. gün
2025-03-31 holiday Ramazan Bayramı 2. gün
2025-04-01 holiday Ramazan Bayramı 3. gün
2025-04-23 holiday Ulusal Egemenlik ve Çocuk Bayramı
2025-05-01 holiday Emek ve Dayanışma Günü
2025-05-19 holiday Atatürk'ü Anma, Gençlik ve Spor Bayramı
2025-06-05 half Kurban Bayramı arifesi
2025-06-06 holiday Kurban Bayramı 1. gün
2025-06-07 holiday Kurban Bayramı 2. gün
2025-06-08 holiday Kurban Bayramı 3. gün
2025-06-09 holiday Kurban Bayramı 4. gün
2025-07-15 holiday Demokrasi ve Millî Birlik Günü
2025-08-30 holiday Zafer Bayramı
2025-10-28 half Cumhuriyet Bayramı arifesi
2025-10-29 holiday Cumhuriyet Bayramı

2026-01-01 holiday Yılbaşı
2026-03-19 half Ramazan Bayramı arifesi
2026-03-20 holiday Ramazan Bayramı 1. gün
2026-03-21 holiday Ramazan Bayramı 2. gün
2026-03-22 holiday Ramazan Bayramı 3. gün
2026-04-23 holiday Ulusal Egemenlik ve Çocuk Bayramı
2026-05-01 holiday Emek ve Dayanışma Günü
2026-05-19 holiday Atatürk'ü Anma, Gençlik ve Spor Bayramı
2026-05-26 half Kurban Bayramı arifesi
2026-05-27 holiday Kurban Bayramı 1. gün
2026-05-28 holiday Kurban Bayramı 2. gün
2026-05-29 holiday Kurban Bayramı 3. gün
2026-05-30 holiday Kurban Bayramı 4. gün
2026-07-15 holiday Demokrasi ve Millî Birlik Günü
2026-08-30 holiday Zafer Bayramı
2026-10-28 half Cumhuriyet Bayramı arifesi
2026-10-29 holiday Cumhuriyet Bayramı

2027-01-01 holiday Yılbaşı
2027-03-08 half Ramazan Bayramı arifesi
2027-03-09 holiday Ramazan Bayramı 1. gün
2027-03-10 holiday Ramazan Bayramı 2. gün
2027-03-11 holiday Ramazan Bayramı 3. gün
2027-04-23 holiday Ulusal Egemenlik ve Çocuk Bayramı
2027-05-01 holiday Emek ve Dayanışma Günü
2027-05-15 half Kurban Bayramı arifesi
2027-05-16 holiday Kurban Bayramı 1. gün
2027-05-17 holiday Kurban Bayramı 2. gün
2027-05-18 holiday Kurban Bayramı 3. gün
2027-05-19 holiday Atatürk'ü Anma, Gençlik ve Spor Bayramı; Kurban Bayramı 4. gün
2027-07-15 holiday Demokrasi ve Millî Birlik Günü
2027-08-30 holiday Zafer Bayramı
2027-10-28 half Cumhuriyet Bayramı arifesi
2027-10-29 holiday Cumhuriyet Bayramı

2028-01-01 holiday Yılbaşı
2028-02-25 half Ramazan Bayramı arifesi
2028-02-26 holiday Ramazan Bayramı 1. gün
2028-02-27 holiday Ramazan Bayramı 2. gün
2028-02-28 holiday Ramazan Bayramı 3. gün
2028-04-23 holiday Ulusal Egemenlik ve Çocuk Bayramı
2028-05-01 holiday Emek ve Dayanışma Günü
2028-05-04 half Kurban Bayramı arifesi
2028-05-05 holiday Kurban Bayramı 1. gün
2028-05-06 holiday Kurban Bayramı 2. gün
2028-05-07 holiday Kurban Bayramı 3. gün
2028-05-08 holiday Kurban Bayramı 4. gün
2028-05-19 holiday Atatürk'ü Anma, Gençlik ve Spor Bayramı
2028-07-15 holiday Demokrasi ve Millî Birlik Günü
2028-08-30 holiday Zafer Bayramı
2028-10-28 half Cumhuriyet Bayramı arifesi
2028-10-29 holiday Cumhuriyet Bayramı

2029-01-01 holiday Yılbaşı
2029-02-13 half Ramazan Bayramı arifesi
2029-02-14 holiday Ramazan Bayramı 1. gün
2029-02-15 holiday Ramazan Bayramı 2. gün
2029-02-16 holiday Ramazan Bayramı 3. gün
2029-04-23 holiday Ulusal Egemenlik ve Çocuk Bayramı; Kurban Bayramı arifesi
2029-04-24 holiday Kurban Bayramı 1. gün
2029-04-25 holiday Kurban Bayramı 2. gün
2029-04-26 holiday Kurban Bayramı 3. gün
2029-04-27 holiday Kurban Bayramı 4. gün
2029-05-01 holiday Emek ve Dayanışma Günü
2029-05-19 holiday Atatürk'ü Anma, Gençlik ve Spor Bayramı
2029-07-15 holiday Demokrasi ve Millî Birlik Günü
2029-08-30 holiday Zafer Bayramı
2029-10-28 half Cumhuriyet Bayramı arifesi
2029-10-29 holiday Cumhuriyet Bayramı

2030-01-01 holiday Yılbaşı
2030-02-03 half Ramazan Bayramı arifesi
2030-02-04 holiday Ramazan Bayramı 1. gün
2030-02-05 holiday Ramazan Bayramı 2. gün
2030-02-06 holiday Ramazan Bayramı 3. gün
2030-04-12 half Kurban Bayramı arifesi
2030-04-13 holiday Kurban Bayramı 1. gün
2030-04-14 holiday Kurban Bayramı 2. gün
2030-04-15 holiday Kurban Bayramı 3. gün
2030-04-16 holiday Kurban Bayramı 4. gün
2030-04-23 holiday Ulusal Egemenlik ve Çocuk Bayramı
2030-05-01 holiday Emek ve Dayanışma Günü
2030-05-19 holiday Atatürk'ü Anma, Gençlik ve Spor Bayramı
2030-07-15 holiday Demokrasi ve Millî Birlik Günü
2030-08-30 holiday Zafer Bayramı
2030-10-28 half Cumhuriyet Bayramı arifesi
2030-10-29 holiday Cumhuriyet Bayramı
)";

}  // namespace

std::string_view calendar_tr() noexcept
{
    return text;
}

}  // namespace acikkapi::deadline
