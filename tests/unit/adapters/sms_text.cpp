#include <acikkapi/adapters/sms_text.hpp>
#include <acikkapi/identity.hpp>

#include "adapters/sms/code_points.hpp"
#include "adapters/sms/decode.hpp"
#include "support/hex.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>

BOOST_AUTO_TEST_SUITE(adapters_sms_text)

namespace {

using namespace acikkapi;
using adapters::decode_part;
using adapters::decode_sms;

const std::vector<sms_alphabet> every{
    sms_alphabet::gsm7,
    sms_alphabet::turkish_single,
    sms_alphabet::turkish_locking,
    sms_alphabet::turkish_both,
    sms_alphabet::ucs2};

sms_rules with(std::vector<sms_alphabet> allowed, bool long_reference = false)
{
    sms_rules out;
    out.allowed = std::move(allowed);
    out.long_reference = long_reference;
    out.parts_max = 255;
    return out;
}

errc error_of(const auto& from)
{
    return from ? errc{} : static_cast<errc>(from.error().value());
}

/// Parts of a text in one alphabet; 0 if it does not have all letters.
std::size_t parts_in(sms_alphabet which, std::string_view text)
{
    const auto message = encode_sms(text, with({which}), 1);
    return message ? message->parts.size() : 0;
}

std::string to_hex(std::string_view octets)
{
    std::string out;
    boost::algorithm::hex_lower(octets.begin(), octets.end(), std::back_inserter(out));
    return out;
}

std::string times(std::size_t count, std::string_view what)
{
    std::string out;
    while (count-- > 0) {
        out += what;
    }
    return out;
}

/// Octets on the air: of GSM seven bits a septet, from a septet's boundary behind the header.
std::size_t size_on_air(const sms_part& part)
{
    const std::size_t header = part.has_header ? part.octets.at(0) + 1U : 0;
    const auto text = part.octets.size() - header;
    return part.data_coding == 8 ? part.octets.size() : (((header * 8 + 6) / 7 + text) * 7 + 7) / 8;
}

std::size_t characters(std::string_view text)
{
    return adapters::code_points_of(text).value().size();
}

/// The most of one letter that go into so many parts.
std::size_t most_in(std::size_t parts, std::string_view letter, const sms_rules& rules)
{
    std::size_t count = 0;
    while (encode_sms(times(count + 1, letter), rules, 1).value().parts.size() <= parts) {
        ++count;
    }
    return count;
}

// Texts as a governorate writes them: Turkish letters throughout, nothing personal.
const std::string receipt_of_application =
    "Başvurunuz alındı. Başvuru numaranız 34-2026-048213975-9. İşlem süresi en çok 7 gündür. "
    "Durumu "
    "açıkkapı sayfasından öğrenebilirsiniz. Valilik";
const std::string result_is_there = "34-2026-048213975-9 sayılı başvurunuz sonuçlandı. Yanıtı "
                                    "açıkkapı sayfasından ya da valilik açık "
                                    "kapı bürosundan öğrenebilirsiniz.";
const std::string plain_receipt = "Basvurunuz alindi: 34-2026-048213975-9 (Valilik)";

}  // namespace

BOOST_AUTO_TEST_CASE(a_part_holds_what_its_header_leaves)
{
    struct row {
        sms_alphabet which;
        const char* letter;
        std::size_t alone;
        std::size_t short_reference;
        std::size_t long_reference;
    };
    const row rows[] = {
        {sms_alphabet::gsm7, "a", 160, 153, 152},
        {sms_alphabet::turkish_single, "a", 155, 149, 148},
        {sms_alphabet::turkish_locking, "ş", 155, 149, 148},
        {sms_alphabet::turkish_both, "ş", 152, 146, 145},
        {sms_alphabet::ucs2, "ş", 70, 67, 66}};
    for (const auto& [which, letter, alone, short_reference, long_reference] : rows) {
        BOOST_TEST_CONTEXT(name_of(which))
        {
            BOOST_TEST(most_in(1, letter, with({which})) == alone);
            BOOST_TEST(most_in(2, letter, with({which})) == 2 * short_reference);
            BOOST_TEST(most_in(2, letter, with({which}, true)) == 2 * long_reference);
        }
    }
}

BOOST_AUTO_TEST_CASE(turkish_texts_take_a_third_of_the_parts)
{
    BOOST_TEST(characters(receipt_of_application) == 141U);
    BOOST_TEST(parts_in(sms_alphabet::gsm7, receipt_of_application) == 0U);
    BOOST_TEST(parts_in(sms_alphabet::turkish_locking, receipt_of_application) == 1U);
    BOOST_TEST(parts_in(sms_alphabet::ucs2, receipt_of_application) == 3U);

    BOOST_TEST(characters(result_is_there) == 130U);
    BOOST_TEST(parts_in(sms_alphabet::gsm7, result_is_there) == 0U);
    BOOST_TEST(parts_in(sms_alphabet::turkish_locking, result_is_there) == 1U);
    BOOST_TEST(parts_in(sms_alphabet::ucs2, result_is_there) == 2U);

    BOOST_TEST(characters(plain_receipt) == 48U);
    for (const auto which : every) {
        BOOST_TEST(parts_in(which, plain_receipt) == 1U);
    }
}

BOOST_AUTO_TEST_CASE(the_fewest_parts_win_and_of_equals_the_more_widely_understood)
{
    // In whatever order the rules name them.
    const auto chosen = [](std::string_view text) {
        return encode_sms(text, with({every.rbegin(), every.rend()}), 1).value().alphabet;
    };
    BOOST_TEST((chosen("Basvurunuz alindi") == sms_alphabet::gsm7));
    BOOST_TEST((chosen("Çözüldü: ö ü Ç") == sms_alphabet::gsm7));
    BOOST_TEST((chosen("Başvurunuz alındı") == sms_alphabet::turkish_single));
    BOOST_TEST((chosen(times(100, "ş")) == sms_alphabet::turkish_locking));
    // Only one of the two tables has an è.
    BOOST_TEST((chosen("è" + times(70, "ğ")) == sms_alphabet::turkish_single));
    BOOST_TEST((chosen("الطلب مقبول") == sms_alphabet::ucs2));
    BOOST_TEST((chosen(times(155, "ş")) == sms_alphabet::turkish_locking));
}

BOOST_AUTO_TEST_CASE(no_alphabet_is_used_that_the_contract_does_not_allow)
{
    const auto message = encode_sms("Başvurunuz", sms_rules{}, 1).value();
    BOOST_TEST((message.alphabet == sms_alphabet::turkish_single));
    const auto plain = encode_sms("Başvurunuz", with({sms_alphabet::ucs2, sms_alphabet::gsm7}), 1);
    BOOST_TEST((plain.value().alphabet == sms_alphabet::ucs2));
    BOOST_TEST(
        (error_of(encode_sms("Başvurunuz", with({sms_alphabet::gsm7}), 1)) == errc::bad_text));
}

BOOST_AUTO_TEST_CASE(the_octets_are_those_of_the_specification)
{
    const auto octets = [](sms_alphabet which, std::string_view text) {
        return to_hex(encode_sms(text, with({which}), 1).value().parts.at(0).octets);
    };
    BOOST_TEST(octets(sms_alphabet::gsm7, "@Ça€") == "0009611b65");
    BOOST_TEST(
        octets(sms_alphabet::turkish_single, "ĞİŞçğış€") == "03240101"
                                                            "1b471b491b531b631b671b691b731b65");
    BOOST_TEST(
        octets(sms_alphabet::turkish_locking, "€ıĞğŞşİçÇÖÜöü") == "03250101"
                                                                  "04070b0c1c1d4060095c5e7c7e");
    BOOST_TEST(
        octets(sms_alphabet::turkish_both, "ş[") == "06240101250101"
                                                    "1d1b3c");
    BOOST_TEST(octets(sms_alphabet::ucs2, "şA😀") == "015f0041d83dde00");
}

BOOST_AUTO_TEST_CASE(the_parts_of_one_text_have_a_reference_a_total_and_a_number)
{
    const auto text = times(200, "ş");
    const auto short_one = encode_sms(text, with({sms_alphabet::turkish_locking}), 0xABCD).value();
    BOOST_TEST_REQUIRE(short_one.parts.size() == 2U);
    const auto head = [](const sms_part& part, std::size_t size) {
        return to_hex(part.octets.substr(0, size));
    };
    BOOST_TEST(
        head(short_one.parts[0], 9) == "080003cd0201"
                                       "250101");
    BOOST_TEST(
        head(short_one.parts[1], 9) == "080003cd0202"
                                       "250101");
    const auto long_one = encode_sms(text, with({sms_alphabet::ucs2}, true), 0xABCD).value();
    BOOST_TEST_REQUIRE(long_one.parts.size() == 4U);
    BOOST_TEST(head(long_one.parts[3], 7) == "060804abcd0404");
    for (const auto& part : long_one.parts) {
        BOOST_TEST(part.has_header);
        BOOST_TEST(part.data_coding == 8);
        BOOST_TEST(part.octets.size() <= 140U);
    }
}

BOOST_AUTO_TEST_CASE(no_character_is_cut_in_two)
{
    // Wherever the end of the first part falls in it.
    for (std::size_t before = 140; before < 160; ++before) {
        const auto text = times(before, "a") + "[]{}" + times(20, "b");
        for (const auto& part : encode_sms(text, with({sms_alphabet::gsm7}), 1).value().parts) {
            BOOST_TEST(part.octets.back() != '\x1b', before);
        }
    }
    for (std::size_t before = 60; before < 70; ++before) {
        const auto text = times(before, "a") + "😀😀" + times(20, "b");
        const auto message = encode_sms(text, with({sms_alphabet::ucs2}), 1).value();
        for (const auto& part : message.parts) {
            BOOST_TEST(decode_part(part).value().text.find("\uFFFD") == std::string::npos, before);
        }
        BOOST_TEST(decode_sms(message.parts).value() == text);
    }
}

BOOST_AUTO_TEST_CASE(folding_is_seen_in_the_text_and_done_only_where_the_rules_say_so)
{
    const std::string name{province::from_plate(30).value().name()};
    BOOST_TEST(name == "Hakkâri");
    auto rules = with(every);
    const auto kept = encode_sms(name, rules, 1).value();
    BOOST_TEST(kept.text == name);
    BOOST_TEST((kept.alphabet == sms_alphabet::ucs2));
    rules.fold = true;
    const auto simpler = encode_sms(name, rules, 1).value();
    BOOST_TEST(simpler.text == "Hakkari");
    BOOST_TEST((simpler.alphabet == sms_alphabet::gsm7));
    const auto marks = encode_sms("“Bâb-ı Âli’de” – kâğıt… bir\u00A0şey", rules, 1).value();
    BOOST_TEST(marks.text == "\"Bab-ı Ali'de\" - kağıt... bir şey");
    BOOST_TEST(decode_sms(marks.parts).value() == marks.text);
    BOOST_TEST(encode_sms("îÎûÛÂ", rules, 1).value().text == "iİuUA");
}

BOOST_AUTO_TEST_CASE(folding_comes_before_counting)
{
    auto rules = with({sms_alphabet::gsm7});
    rules.fold = true;
    BOOST_TEST(encode_sms(times(53, "…"), rules, 1).value().parts.size() == 1U);
    BOOST_TEST(encode_sms(times(54, "…"), rules, 1).value().parts.size() == 2U);
}

BOOST_AUTO_TEST_CASE(what_is_no_text_is_refused)
{
    for (const std::string_view bad :
         {"",
          "\xff",
          "\xc3",
          "\xc0\x80",
          "\xe0\x80\x80",
          "\xed\xa0\x80",
          "\xf4\x90\x80\x80",
          "a\x80",
          "\xf8\x88\x80\x80\x80"}) {
        BOOST_TEST((error_of(encode_sms(bad, with(every), 1)) == errc::bad_text));
    }
}

BOOST_AUTO_TEST_CASE(a_text_of_too_many_parts_is_refused)
{
    auto rules = with({sms_alphabet::gsm7});
    rules.parts_max = 6;
    BOOST_TEST(encode_sms(times(6 * 153, "a"), rules, 1).value().parts.size() == 6U);
    for (const std::size_t size : {6 * 153 + 1, 1'000'000}) {
        BOOST_TEST((error_of(encode_sms(times(size, "a"), rules, 1)) == errc::limit_reached));
    }
}

BOOST_AUTO_TEST_CASE(rules_out_of_range_are_refused)
{
    auto rules = with(every);
    rules.parts_max = 0;
    BOOST_TEST((error_of(encode_sms("a", rules, 1)) == errc::bad_argument));
    BOOST_TEST((error_of(encode_sms("a", with({}), 1)) == errc::bad_argument));
    BOOST_TEST(
        (error_of(encode_sms("a", with({static_cast<sms_alphabet>(9)}), 1)) == errc::bad_argument));
}

BOOST_AUTO_TEST_CASE(what_is_encoded_is_decoded_as_it_was)
{
    const std::u32string turkish = U"abcçdefgğhıijklmnoöprsştuüvyzABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ"
                                   U"      0123456789.,:;-()'\"/?!@€[]{}~^|\\\n";
    const std::u32string others = U"èìùØøÆæ¡¿شكرا جزيلا الطلب مقبول "
                                  U"😀🚀👍🏽âîû“”’…中文";
    std::mt19937 random{20260511};
    std::vector<std::size_t> used(every.size());
    for (int round = 0; round < 4'000; ++round) {
        const auto size = 1 + random() % 400;
        const bool foreign = random() % 4 == 0;
        std::string text;
        for (std::size_t i = 0; i < size; ++i) {
            const auto& from = foreign && random() % 3 == 0 ? others : turkish;
            adapters::append_utf8(text, from[random() % from.size()]);
        }
        auto rules = with(every, random() % 2 == 0);
        std::shuffle(rules.allowed.begin(), rules.allowed.end(), random);
        rules.allowed.resize(1 + random() % every.size());
        rules.allowed.push_back(sms_alphabet::ucs2);
        const auto message = encode_sms(text, rules, static_cast<std::uint16_t>(random())).value();
        ++used[static_cast<std::size_t>(message.alphabet)];
        BOOST_TEST_REQUIRE(decode_sms(message.parts).value() == text, round);
        for (const auto& part : message.parts) {
            BOOST_TEST_REQUIRE(size_on_air(part) <= 140U, round);
        }
    }
    for (const auto which : {1U, 2U, 3U, 4U}) {
        BOOST_TEST(used[which] > 50U, which);
    }
}

BOOST_AUTO_TEST_CASE(a_foreign_part_is_read_as_a_phone_would)
{
    const auto text = [](std::string octets, bool has_header, std::uint8_t coding) {
        const auto part = decode_part({std::move(octets), has_header, coding});
        return part ? part->text : std::string{"no text"};
    };
    // A language that is not ours, elements that are not known, half a pair, a lone escape.
    BOOST_TEST(text({"\x03\x25\x01\x02\x40", 5}, true, 0) == "¡");
    BOOST_TEST(text({"\x04\x70\x02\x01\x02Ok", 7}, true, 0) == "Ok");
    BOOST_TEST(
        text({"\xd8\x3d\x00\x41", 4}, false, 8) == "\uFFFD"
                                                   "A");
    BOOST_TEST(text("a\x1b", false, 0) == "a ");
    BOOST_TEST(
        text(
            "a\x1b"
            "b",
            false,
            0) == "ab");
    BOOST_TEST(text("\xe7", false, 3) == "ç");
    for (const auto& [octets, has_header, coding] :
         {std::tuple{std::string{}, true, 0},
          {"\x05"
           "abc",
           true,
           0},
          {"\x03\x25\x02\x01", true, 0},
          {"\x01\x25"
           "a",
           true,
           0},
          {"\x80", false, 0},
          {"abc", false, 8},
          {"abc", false, 4}}) {
        BOOST_TEST(text(octets, has_header, static_cast<std::uint8_t>(coding)) == "no text");
    }
}

BOOST_AUTO_TEST_SUITE_END()
