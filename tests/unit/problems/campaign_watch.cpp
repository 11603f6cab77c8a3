// What is one campaign, and what only sounds alike.
#include <acikkapi/problems.hpp>

#include "unit/problems/city.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

BOOST_AUTO_TEST_SUITE(problems_campaign_watch)

namespace {

using namespace acikkapi;
using namespace std::chrono_literals;
using support::city;

const std::string petition = "Sayın Valilik, ilçemizde yapılması planlanan taş ocağı içme suyu "
                             "kaynaklarımızı, zeytinliklerimizi "
                             "ve çocuklarımızın sağlığını tehdit etmektedir. Çevresel etki "
                             "değerlendirmesi yapılmadan verilen ruhsatın "
                             "iptal edilmesini, bölge halkının görüşünün alınmasını ve tarafımıza "
                             "yazılı bilgi verilmesini saygılarımızla "
                             "arz ve talep ederiz. Köyümüzün geçim kaynağı olan tarım arazilerinin "
                             "korunması anayasal hakkımızdır.";

/// Texts of words that were drawn by lot, and small edits to them.
class writer {
public:
    explicit writer(std::uint64_t seed) : lots_(seed) {}

    [[nodiscard]] std::string word()
    {
        static constexpr std::array syllables{
            "ka",
            "le",
            "mi",
            "so",
            "ya",
            "dü",
            "şe",
            "ğı",
            "ra",
            "ti",
            "bu",
            "çö",
            "nı",
            "va",
            "zü",
            "pe"};
        std::string out;
        for (auto left = 2 + lots_.below(3); left > 0; --left) {
            out += syllables.at(lots_.below(syllables.size()));
        }
        return out;
    }
    [[nodiscard]] std::vector<std::string> words(std::size_t many)
    {
        std::vector<std::string> out(many);
        for (auto& one : out) {
            one = word();
        }
        return out;
    }
    /// So many words are exchanged, taken out, put in, or written in capitals.
    [[nodiscard]] std::vector<std::string> edited(std::vector<std::string> text, int edits)
    {
        for (; edits > 0; --edits) {
            const auto at = text.begin() + static_cast<std::ptrdiff_t>(lots_.below(text.size()));
            switch (lots_.below(4)) {
            case 0: *at = word(); break;
            case 1: text.erase(at); break;
            case 2: text.insert(at, word()); break;
            default: *at += ", " + std::to_string(lots_.below(100)) + ". "; break;
            }
        }
        return text;
    }
    [[nodiscard]] static std::string joined(const std::vector<std::string>& words)
    {
        std::string out;
        for (const auto& one : words) {
            out += one + ' ';
        }
        return out;
    }
    [[nodiscard]] std::uint64_t below(std::uint64_t end) { return lots_.below(end); }

private:
    city lots_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(the_twentieth_copy_in_an_hour_makes_a_campaign)
{
    campaign_watch watch{1};
    for (std::uint32_t n = 1; n <= 25; ++n) {
        const auto where = watch.take(stream_id{n}, city::day(1) + n * 1min, petition);
        BOOST_TEST((where.group == group_id{1}));
        BOOST_TEST(where.size == n);
        BOOST_TEST(where.campaign == (n >= 20));
        BOOST_TEST(where.begins == (n == 20));
    }
    const auto all = watch.streams(group_id{1});
    BOOST_TEST(all.size() == 25U);
    BOOST_TEST((all.front() == stream_id{1}));
    BOOST_TEST((all.back() == stream_id{25}));
}

BOOST_AUTO_TEST_CASE(copies_far_apart_are_none)
{
    campaign_watch watch{1};
    for (std::uint32_t n = 1; n <= 60; ++n) {
        BOOST_TEST(!watch.take(stream_id{n}, city::day(1) + n * 190s, petition).campaign);
    }
}

BOOST_AUTO_TEST_CASE(a_group_without_a_text_for_an_hour_is_over)
{
    campaign_watch watch{1};
    static_cast<void>(watch.take(stream_id{1}, city::day(1), petition));
    BOOST_TEST((watch.take(stream_id{2}, city::day(1) + 1h, petition).group == group_id{1}));
    BOOST_TEST((watch.take(stream_id{3}, city::day(1) + 2h + 1s, petition).group == group_id{2}));
    BOOST_TEST(watch.streams(group_id{1}).empty());
}

BOOST_AUTO_TEST_CASE(short_texts_are_alike_by_chance)
{
    campaign_watch watch{1};
    for (std::uint32_t n = 1; n <= 30; ++n) {
        const auto where = watch.take(
            stream_id{n}, city::day(1), "Sokak lambası yanmıyor, 3 gündür karanlıktayız.");
        BOOST_TEST((where == placed{}));
    }
}

BOOST_AUTO_TEST_CASE(names_numbers_case_and_a_greeting_make_no_other_text)
{
    campaign_watch watch{1};
    const auto first = watch.take(stream_id{1}, city::day(1), petition).group;
    std::uint32_t n = 2;
    for (const auto& text :
         {petition + " Ali Veli, 05321234567",
          "Merhaba! " + petition,
          "1) " + petition + " 34000",
          petition.substr(0, petition.size() - 12)}) {
        BOOST_TEST((watch.take(stream_id{n++}, city::day(1), text).group == first));
    }
}

// Two copies that were edited in different places are further from each other than from the original.
BOOST_AUTO_TEST_CASE(a_copy_need_not_be_like_the_first_one_but_like_one_of_the_group)
{
    writer hand{2};
    const auto original = hand.words(100);
    auto one = original;
    auto other = original;
    for (std::size_t n = 0; n < 6; ++n) {
        one.at(n) = hand.word();
        other.at(99 - n) = hand.word();
    }
    campaign_watch watch{1};
    std::uint64_t n = 0;
    std::set<group_id> groups;
    for (const auto& text : {one, original, other}) {
        groups.insert(watch.take(stream_id{++n}, city::day(1), writer::joined(text)).group);
    }
    BOOST_TEST(groups.size() == 1U);
    campaign_watch without{1};
    const auto first = without.take(stream_id{1}, city::day(1), writer::joined(one)).group;
    BOOST_TEST((without.take(stream_id{2}, city::day(1), writer::joined(other)).group != first));
}

BOOST_AUTO_TEST_CASE(other_texts_about_the_same_street_lamp_are_others)
{
    const std::array texts{
        "Atatürk Caddesi üzerindeki sokak lambası üç haftadır yanmıyor, akşamları çocuklar okuldan "
        "karanlıkta dönüyor.",
        "Evimizin önündeki sokak lambası yanmıyor. Belediyeyi iki kez aradım, gelen giden olmadı, "
        "lütfen ilgilenin.",
        "Üç haftadır sokak lambası yanmıyor, geçen akşam komşumuz karanlıkta düştü ve kolunu "
        "kırdı, sorumlusu kim?",
        "Atatürk Caddesi'nde lambalar sürekli yanıp sönüyor, göz alıyor ve uyuyamıyoruz, "
        "değiştirilmesini rica ederim.",
        "Caddemizdeki direk eğilmiş durumda, lambası da yanmıyor, devrilirse birinin canı yanacak, "
        "gereğini arz ederim.",
        "Sokak lambası gündüz de yanıyor, bu israfın önlenmesi için gereğinin yapılmasını "
        "saygılarımla arz ederim."};
    campaign_watch watch{1};
    std::set<group_id> groups;
    std::uint64_t n = 0;
    for (const auto* const text : texts) {
        groups.insert(watch.take(stream_id{++n}, city::day(1), text).group);
    }
    BOOST_TEST(groups.size() == texts.size());
}

// Planted: three campaigns, every copy with up to three words edited, among texts of chance.
BOOST_AUTO_TEST_CASE(planted_campaigns_are_found_among_texts_of_chance)
{
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        writer hand{seed};
        std::array<std::vector<std::string>, 3> originals;
        for (auto& one : originals) {
            one = hand.words(60 + hand.below(60));
        }
        campaign_watch watch{seed};
        std::array<std::map<group_id, int>, 3> of_campaign;
        std::set<group_id> of_chance;
        std::uint64_t n = 0;
        for (; n < 1'500; ++n) {
            const instant at = city::day(1) + n * 2s;
            const auto which = hand.below(6);
            if (which < originals.size()) {
                const auto text = hand.edited(originals.at(which), static_cast<int>(hand.below(4)));
                const auto where = watch.take(stream_id{n}, at, writer::joined(text));
                ++of_campaign.at(which)[where.group];
            } else {
                const auto text = writer::joined(hand.words(20 + hand.below(80)));
                const auto where = watch.take(stream_id{n}, at, text);
                BOOST_TEST(where.size == 1U);
                of_chance.insert(where.group);
            }
        }
        for (const auto& groups : of_campaign) {
            int all = 0;
            int most = 0;
            for (const auto& [group, size] : groups) {
                BOOST_TEST(!of_chance.contains(group));
                all += size;
                most = std::max(most, size);
            }
            BOOST_TEST_CONTEXT("seed " << seed << ": " << most << " of " << all)
            {
                BOOST_TEST(100 * most >= 95 * all);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_remembered_has_a_bound)
{
    campaign_rule rule;
    rule.groups_max = 50;
    rule.streams_max = 5;
    campaign_watch watch{1, rule};
    writer hand{1};
    const auto first = watch.take(stream_id{1}, city::day(1), petition).group;
    for (std::uint64_t n = 0; n < 45; ++n) {
        static_cast<void>(watch.take(stream_id{n}, city::day(1), writer::joined(hand.words(30))));
    }
    for (std::uint64_t n = 0; n < 10; ++n) {
        BOOST_TEST((watch.take(stream_id{n}, city::day(1), petition).group == first));
    }
    BOOST_TEST(watch.streams(first).size() == 5U);
    for (std::uint64_t n = 0; n < 30; ++n) {
        static_cast<void>(watch.take(stream_id{n}, city::day(1), writer::joined(hand.words(30))));
    }
    // Others are without a text for longer: they went first.
    BOOST_TEST((watch.take(stream_id{1}, city::day(1), petition).group == first));
    for (std::uint64_t n = 0; n < 100; ++n) {
        static_cast<void>(watch.take(stream_id{n}, city::day(1), writer::joined(hand.words(30))));
    }
    BOOST_TEST((watch.take(stream_id{1}, city::day(1), petition).group != first));
}

BOOST_AUTO_TEST_CASE(time_that_goes_back_counts_as_the_last)
{
    campaign_watch watch{1};
    for (std::uint32_t n = 1; n <= 20; ++n) {
        const auto where = watch.take(stream_id{n}, city::day(30) - n * 60s, petition);
        BOOST_TEST(where.size == n);
        BOOST_TEST(where.campaign == (n == 20));
    }
    BOOST_TEST(watch.take(stream_id{21}, city::day(30), petition).size == 21U);
}

// By a clock that was ahead all that comes until then would be of one moment.
BOOST_AUTO_TEST_CASE(a_clock_that_was_far_ahead_makes_no_campaign)
{
    campaign_watch watch{1};
    const auto ahead = watch.take(stream_id{1}, city::day(20), petition).group;
    for (std::uint32_t n = 2; n <= 30; ++n) {
        const auto where = watch.take(stream_id{n}, city::day(1) + n * 2h, petition);
        BOOST_TEST(where.size == 1U);
        BOOST_TEST((where.group != ahead && !where.campaign));
    }
}

BOOST_AUTO_TEST_SUITE_END()
