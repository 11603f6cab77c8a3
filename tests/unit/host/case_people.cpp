#include "host/pages/staff.hpp"
#include "unit/host/open_store.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_case_people)

// Whose an application is, where a phone is all that is known of somebody.
namespace {

using namespace acikkapi;

constexpr const char* first_number = "+905321112233";
constexpr const char* later_number = "+905324445566";

struct office : unit_host::open_store {
    stream_id apply_by(const std::string& number)
    {
        commands::submit wish;
        wish.where = province::from_plate(34).value();
        wish.category = "lighting";
        wish.district = "Fatih";
        wish.subject = "Lamba";
        wish.text = "Karanlık.";
        wish.applicant.full_name = "Ayşe Yılmaz";
        wish.applicant.mobile = phone::parse(number).value();
        return give(std::move(wish)).stream;
    }
    void move(stream_id whose, const std::string& number)
    {
        commands::change_contact to;
        to.mobile = phone::parse(number).value();
        request<petition> asked{to, officer(), whose, {}, {}};
        asked.from.by = actor::parse("desk:34/1").value();
        static_cast<void>(desk.submit(asked).value());
    }
    [[nodiscard]] std::vector<stream_id> of(const std::string& number) const
    {
        const auto views = desk.views({officer().by, channels::desk()});
        return host::cases_of(views, number, 10).value();
    }
};

}  // namespace

// The store finds an application by all that it ever had.
BOOST_AUTO_TEST_CASE(who_gave_up_a_number_is_not_found_by_it_beside_its_next_holder)
{
    office at;
    const auto his = at.apply_by(first_number);
    BOOST_TEST((at.of(first_number) == std::vector{his}));
    at.move(his, later_number);
    BOOST_TEST(at.of(first_number).empty());
    BOOST_TEST((at.of(later_number) == std::vector{his}));
    const auto anothers = at.apply_by(first_number);
    BOOST_TEST((at.of(first_number) == std::vector{anothers}));
    BOOST_TEST((at.of(later_number) == std::vector{his}));
}

BOOST_AUTO_TEST_SUITE_END()
