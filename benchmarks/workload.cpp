#include "workload.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace bench {
namespace {

using namespace acikkapi;

constexpr std::size_t unit_count = 40;
constexpr std::uint32_t first_unit = 24'301'001;

// Sizes of section «The workload» of docs/performance.md.
constexpr std::size_t petition_bytes = 340;
constexpr std::size_t answer_bytes = 360;

constexpr std::array<std::string_view, 8> sentences{
    "Sokağımızdaki aydınlatma direği üç haftadır yanmıyor, akşamları çocuklar eve karanlıkta "
    "dönüyor.",
    "Daha önce telefonla bildirdim, ilgilenileceği söylendi fakat bugüne kadar gelen olmadı.",
    "Kaldırımdaki çökme yüzünden yaşlılar yola inmek zorunda kalıyor, bir kaza olmasından "
    "korkuyoruz.",
    "Yağmurlu günlerde mazgal taşıyor, giriş katlarını su basıyor ve koku dayanılmaz oluyor.",
    "Gereğinin yapılmasını ve tarafıma yazılı olarak bilgi verilmesini saygılarımla arz ederim.",
    "Ekiplerimiz belirtilen adreste inceleme yapmış, arızanın giderilmesi için iş emri açılmıştır.",
    "Söz konusu çalışma hava şartlarına bağlı olarak bu ay içinde programa alınmıştır.",
    "Komşularımız da aynı durumdan şikâyetçidir, imza listesi istenirse ayrıca sunulacaktır."};

constexpr std::array<std::string_view, 8> subjects{
    "Sokak lambası yanmıyor",
    "Kaldırım çökmesi hakkında",
    "Yağmur suyu mazgalı taşıyor",
    "Okul yolunda trafik güvenliği",
    "Çöp toplama saatleri",
    "Park alanındaki oyun aletleri",
    "Su kesintisi bildirimi",
    "Otobüs durağının yeri"};

constexpr std::array<std::string_view, 8> categories{
    "lighting", "pavement", "sewer", "traffic", "waste", "parks", "water", "transport"};

constexpr std::array<std::string_view, 8> districts{
    "Beşiktaş", "Kadıköy", "Üsküdar", "Şişli", "Çatalca", "Pendik", "Silivri", "Beykoz"};

constexpr std::array<std::string_view, 8> first_names{
    "Ayşe", "Mehmet", "Gülşen", "Ömer", "Zeynep", "Çağrı", "Işıl", "Hüseyin"};

constexpr std::array<std::string_view, 8> last_names{
    "Yılmaz", "Öztürk", "Çelik", "Şahin", "Güneş", "Kılıç", "Aydoğan", "Demirtaş"};

/// Eleven digits, the last two computed as the civil registry does.
std::string with_check_digits(std::uint64_t nine_digits)
{
    std::string out = std::to_string(nine_digits);
    const auto digit = [&out](std::size_t i) { return out[i] - '0'; };
    const int odd = digit(0) + digit(2) + digit(4) + digit(6) + digit(8);
    const int even = digit(1) + digit(3) + digit(5) + digit(7);
    const int tenth = ((odd * 7 - even) % 10 + 10) % 10;
    const int eleventh = (odd + even + tenth) % 10;
    out.push_back(static_cast<char>('0' + tenth));
    out.push_back(static_cast<char>('0' + eleventh));
    return out;
}

origin origin_of(std::string_view by, const channel& via)
{
    origin out;
    out.by = actor::parse(by).value();
    out.on = authority::parse("law-3071").value();
    out.via = via;
    return out;
}

}  // namespace

store_key bench_key()
{
    store_key out{};
    out.fill(std::byte{1});
    return out;
}

result<std::optional<tools::person_keys>> keys_for(const std::string& directory, bool sealed)
{
    return sealed ? tools::read_person_keys(directory + ".keys", true)
                  : result<std::optional<tools::person_keys>>{std::nullopt};
}

workload::workload(std::uint64_t seed, bool keys)
    : chance_(seed), keys_(keys),
      citizens_{
          origin_of("citizen", channels::web()),
          origin_of("citizen", channels::mobile()),
          origin_of("citizen", channels::desk())},
      officer_(origin_of("officer:4711", channels::desk()))
{
    for (std::uint32_t i = 0; i < unit_count; ++i) {
        units_.push_back(unit_id::parse(std::to_string(first_unit + i)).value());
    }
}

std::string workload::text(std::size_t size_bytes)
{
    std::string out;
    while (out.size() < size_bytes) {
        out += sentences[below(sentences.size())];
        out += ' ';
    }
    out.pop_back();
    return out;
}

person workload::somebody()
{
    person out;
    out.identity =
        identity_number::parse(with_check_digits(100'000'000 + below(890'000'000))).value();
    out.full_name = first_names[below(first_names.size())];
    out.full_name += ' ';
    out.full_name += last_names[below(last_names.size())];
    out.mobile = phone::parse("+999" + std::to_string(500'000'000 + below(100'000'000))).value();
    return out;
}

command workload::command(step what)
{
    switch (what) {
    case step::submit: {
        const auto kind = below(subjects.size());
        commands::submit out;
        out.where = province::from_plate(34).value();
        out.category = categories[kind];
        out.subject = subjects[kind];
        out.text = text(petition_bytes);
        out.district = districts[below(districts.size())];
        out.applicant = somebody();
        return out;
    }
    case step::route: {
        const auto& unit = units_[below(units_.size())];
        return commands::route{
            unit,
            "Yol Bakım ve Altyapı Koordinasyon Müdürlüğü",
            "Yerinde incelenmesi rica olunur."};
    }
    case step::answer:
        return commands::answer{outcome::granted, text(answer_bytes), "Şube Müdürü V."};
    case step::notify: break;
    }
    commands::record_notice out;
    out.which = notice::result;
    out.how = delivery::delivered;
    out.means = "sms";
    out.detail = "operator-id 7f3a9c0e5b21, delivered to handset";
    return out;
}

request<petition> workload::wish(step what, stream_id stream)
{
    request<petition> out;
    out.wish = command(what);
    out.from = what == step::submit ? citizens_[below(citizens_.size())] : officer_;
    out.stream = stream;
    ++given_;
    if (keys_) {
        out.key = "bench/" + std::to_string(given_);
    }
    return out;
}

}  // namespace bench
