#include <acikkapi/identity.hpp>

#include <array>

namespace acikkapi {
namespace {

// ISO 3166-2:TR, in the order of the plate codes 1 to 81.
constexpr std::array<std::string_view, 81> names{
    "Adana",     "Adıyaman",  "Afyonkarahisar", "Ağrı",          "Amasya",    "Ankara",
    "Antalya",   "Artvin",    "Aydın",          "Balıkesir",     "Bilecik",   "Bingöl",
    "Bitlis",    "Bolu",      "Burdur",         "Bursa",         "Çanakkale", "Çankırı",
    "Çorum",     "Denizli",   "Diyarbakır",     "Edirne",        "Elazığ",    "Erzincan",
    "Erzurum",   "Eskişehir", "Gaziantep",      "Giresun",       "Gümüşhane", "Hakkâri",
    "Hatay",     "Isparta",   "Mersin",         "İstanbul",      "İzmir",     "Kars",
    "Kastamonu", "Kayseri",   "Kırklareli",     "Kırşehir",      "Kocaeli",   "Konya",
    "Kütahya",   "Malatya",   "Manisa",         "Kahramanmaraş", "Mardin",    "Muğla",
    "Muş",       "Nevşehir",  "Niğde",          "Ordu",          "Rize",      "Sakarya",
    "Samsun",    "Siirt",     "Sinop",          "Sivas",         "Tekirdağ",  "Tokat",
    "Trabzon",   "Tunceli",   "Şanlıurfa",      "Uşak",          "Van",       "Yozgat",
    "Zonguldak", "Aksaray",   "Bayburt",        "Karaman",       "Kırıkkale", "Batman",
    "Şırnak",    "Bartın",    "Ardahan",        "Iğdır",         "Yalova",    "Karabük",
    "Kilis",     "Osmaniye",  "Düzce",
};

}  // namespace

result<province> province::from_plate(int plate)
{
    if (plate < 1 || plate > static_cast<int>(names.size())) {
        return errc::bad_province;
    }
    return province{static_cast<std::uint8_t>(plate)};
}

std::string_view province::name() const noexcept
{
    return names[plate_ - 1U];
}

}  // namespace acikkapi
