#include "support/folder.hpp"
#include "support/provider_rules.hpp"

#include <boost/test/unit_test.hpp>

namespace vault_key_files {
namespace {

namespace rules = support::provider_rules;

struct place {
    support::folder where;
    rules::opener open = [this] { return acikkapi::open_key_files(where.str("kek")).value(); };
};

}  // namespace
}  // namespace vault_key_files

BOOST_FIXTURE_TEST_SUITE(vault_key_files, place)

BOOST_AUTO_TEST_CASE(what_is_wrapped_is_unwrapped)
{
    rules::what_is_wrapped_is_unwrapped(open);
}

BOOST_AUTO_TEST_CASE(epochs_are_listed_ascending_whatever_their_size)
{
    rules::epochs_are_listed_ascending_whatever_their_size(open);
}

BOOST_AUTO_TEST_CASE(keys_stay_over_openings)
{
    rules::keys_stay_over_openings(open);
}

BOOST_AUTO_TEST_CASE(an_epoch_has_one_key_and_it_stays)
{
    rules::an_epoch_has_one_key_and_it_stays(open);
}

BOOST_AUTO_TEST_CASE(without_its_key_an_epoch_is_missing)
{
    rules::without_its_key_an_epoch_is_missing(open);
}

BOOST_AUTO_TEST_CASE(a_destroyed_key_is_gone_and_the_others_stay)
{
    rules::a_destroyed_key_is_gone_and_the_others_stay(open);
}

BOOST_AUTO_TEST_CASE(a_key_that_is_made_again_is_another)
{
    rules::a_key_that_is_made_again_is_another(open);
}

BOOST_AUTO_TEST_CASE(each_bit_and_each_length_is_noticed)
{
    rules::each_bit_and_each_length_is_noticed(open);
}

BOOST_AUTO_TEST_CASE(nothing_opens_under_another_epoch)
{
    rules::nothing_opens_under_another_epoch(open);
}

BOOST_AUTO_TEST_SUITE_END()
