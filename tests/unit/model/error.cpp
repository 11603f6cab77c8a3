#include <acikkapi/error.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace acikkapi {

BOOST_AUTO_TEST_SUITE(model_error)
namespace {

const std::vector<errc> refusals{
    errc::illegal_transition,
    errc::version_conflict,
    errc::key_reused,
    errc::no_such_application,
    errc::not_permitted,
    errc::limit_reached,
    errc::too_late,
    errc::missing_reason,
    errc::same_hand,
    errc::already_linked,
    errc::not_linked,
    errc::other_subject,
    errc::erased,
    errc::on_hold,
    errc::not_reachable};

const std::vector<errc> bad_inputs{
    errc::bad_identity_number,
    errc::bad_phone,
    errc::bad_province,
    errc::bad_unit,
    errc::bad_application_number,
    errc::bad_channel,
    errc::bad_text,
    errc::bad_actor,
    errc::bad_date,
    errc::bad_argument,
    errc::not_empty,
    errc::beyond_head,
    errc::bad_checkpoint,
    errc::not_signed,
    errc::bad_signature,
    errc::bad_proof,
    errc::half_bundle,
    errc::missing_authority,
    errc::not_proposed};

const std::vector<errc> not_now{
    errc::overloaded,
    errc::stopping,
    errc::disk_full,
    errc::busy,
    errc::cancelled,
    errc::not_covered,
    errc::outcome_unknown};

const std::vector<errc> damage{
    errc::corrupt_journal,
    errc::corrupt_snapshot,
    errc::unknown_schema,
    errc::not_a_store,
    errc::other_workflow,
    errc::wrong_key,
    errc::bad_backup,
    errc::missing_epoch,
    errc::no_key_file};

const std::vector<condition> conditions{
    condition::rejected, condition::unavailable, condition::corrupt};

std::vector<errc> all_errors()
{
    std::vector<errc> all{errc::io_error};
    for (const auto* group : {&refusals, &bad_inputs, &not_now, &damage}) {
        all.insert(all.end(), group->begin(), group->end());
    }
    return all;
}

void each_means_exactly(const std::vector<errc>& group, condition wanted)
{
    for (const errc value : group) {
        const error_code code = value;
        for (const condition one : conditions) {
            BOOST_TEST((code == one) == (one == wanted), code.message());
        }
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_error_has_a_message_of_its_own)
{
    std::set<std::string> messages;
    for (const errc value : all_errors()) {
        const error_code code = value;
        BOOST_TEST(code.message() != "unknown error");
        BOOST_TEST(messages.insert(code.message()).second, code.message());
    }
    BOOST_TEST(messages.size() == 51U);
}

// Walks the numbers, so that a new error that is in no group above is noticed.
BOOST_AUTO_TEST_CASE(no_other_number_has_a_message)
{
    std::size_t known = 0;
    for (int value = -1; value < 200; ++value) {
        known += error_category().message(value) == "unknown error" ? 0U : 1U;
    }
    BOOST_TEST(known == all_errors().size());
}

BOOST_AUTO_TEST_CASE(a_refusal_is_not_to_be_retried)
{
    each_means_exactly(refusals, condition::rejected);
    each_means_exactly(bad_inputs, condition::rejected);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_now_may_be_retried)
{
    each_means_exactly(not_now, condition::unavailable);
}

BOOST_AUTO_TEST_CASE(damage_is_for_somebody_to_look_at)
{
    each_means_exactly(damage, condition::corrupt);
}

BOOST_AUTO_TEST_CASE(an_error_of_the_machine_is_none_of_the_three)
{
    const error_code code = errc::io_error;
    for (const condition one : conditions) {
        BOOST_TEST((code != one));
    }
}

BOOST_AUTO_TEST_CASE(success_and_strange_numbers_meet_no_condition)
{
    for (const int value : {0, -1, 110, 111, 1'000'000}) {
        for (const condition one : conditions) {
            BOOST_TEST((error_code(value, error_category()) != one));
        }
    }
    BOOST_TEST((error_code(1, error_category()) != make_error_condition(condition{0})));
    BOOST_TEST((error_code(1, error_category()) != make_error_condition(condition{4})));
}

BOOST_AUTO_TEST_CASE(every_condition_has_a_message_of_its_own)
{
    std::set<std::string> messages;
    for (const condition one : conditions) {
        messages.insert(make_error_condition(one).message());
    }
    messages.insert(make_error_condition(condition{0}).message());
    BOOST_TEST(messages.size() == 4U);
}

BOOST_AUTO_TEST_CASE(an_error_of_another_category_meets_no_condition)
{
    const error_code foreign{1, boost::system::generic_category()};
    BOOST_TEST((foreign != condition::rejected));
    BOOST_TEST((foreign != errc::illegal_transition));
}

BOOST_AUTO_TEST_CASE(an_error_equals_its_own_number_in_its_own_category_alone)
{
    const error_code code = errc::busy;
    BOOST_TEST((code == errc::busy));
    BOOST_TEST((code != errc::stopping));
    BOOST_TEST((code == code.default_error_condition()));
    BOOST_TEST(
        (code != boost::system::error_condition(code.value(), boost::system::generic_category())));
}

// Two copies of the library in one process have two objects: the id makes them one category.
BOOST_AUTO_TEST_CASE(a_category_is_compared_by_its_id)
{
    class second_copy final : public boost::system::error_category {
    public:
        second_copy() : error_category(0xac1cca9100000001) {}
        const char* name() const noexcept override { return "copy"; }
        std::string message(int) const override { return "copy"; }
    };
    const second_copy copy;
    BOOST_TEST((copy == error_category()));
    BOOST_TEST((copy != condition_category()));
    BOOST_TEST((error_code(63, copy) == errc::busy));
}

BOOST_AUTO_TEST_CASE(the_categories_have_different_names)
{
    BOOST_TEST(error_category().name() == std::string{"acikkapi"});
    BOOST_TEST(condition_category().name() == std::string{"acikkapi.condition"});
}

BOOST_AUTO_TEST_CASE(a_result_carries_the_reason)
{
    const result<int> none = errc::too_late;
    BOOST_TEST(!none.has_value());
    BOOST_TEST((none.error() == errc::too_late));
    BOOST_TEST((none.error() == condition::rejected));
}

// The numbers stand in journals: these are the ones of the first release.
BOOST_AUTO_TEST_CASE(the_numbers_stay_what_they_are)
{
    BOOST_TEST(static_cast<int>(errc::illegal_transition) == 1);
    BOOST_TEST(static_cast<int>(errc::other_subject) == 12);
    BOOST_TEST(static_cast<int>(errc::erased) == 13);
    BOOST_TEST(static_cast<int>(errc::bad_identity_number) == 30);
    BOOST_TEST(static_cast<int>(errc::bad_argument) == 39);
    BOOST_TEST(static_cast<int>(errc::overloaded) == 60);
    BOOST_TEST(static_cast<int>(errc::cancelled) == 64);
    BOOST_TEST(static_cast<int>(errc::outcome_unknown) == 80);
    BOOST_TEST(static_cast<int>(errc::corrupt_journal) == 90);
    BOOST_TEST(static_cast<int>(errc::wrong_key) == 95);
    BOOST_TEST(static_cast<int>(errc::io_error) == 110);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi
