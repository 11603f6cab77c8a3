#pragma once

#include <acikkapi/keys.hpp>

#include <functional>
#include <memory>

/// What every provider of keys keeps to, whatever it keeps them in: a test of each calls all of these.
namespace support::provider_rules {

/// Opens a provider of one place, each time of the same. The place has no keys yet.
using opener = std::function<std::unique_ptr<acikkapi::key_provider>()>;

void what_is_wrapped_is_unwrapped(const opener& open);
void epochs_are_listed_ascending_whatever_their_size(const opener& open);
void keys_stay_over_openings(const opener& open);
void an_epoch_has_one_key_and_it_stays(const opener& open);
void without_its_key_an_epoch_is_missing(const opener& open);
void a_destroyed_key_is_gone_and_the_others_stay(const opener& open);
void a_key_that_is_made_again_is_another(const opener& open);
void each_bit_and_each_length_is_noticed(const opener& open);
void nothing_opens_under_another_epoch(const opener& open);

}  // namespace support::provider_rules
