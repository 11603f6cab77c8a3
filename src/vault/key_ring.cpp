#include "vault/files.hpp"
#include "vault/key_ring.hpp"

#include <algorithm>
#include <mutex>
#include <openssl/crypto.h>
#include <openssl/rand.h>

namespace acikkapi::vault {
namespace {

// The file: these bytes, the epoch in 8 bytes, and what the provider has wrapped.
constexpr std::string_view format = "acikkapi keys 1\n";
constexpr std::size_t epoch_size = 8;
constexpr std::size_t file_size_max = std::size_t{1} << 30U;

std::string write_epoch(std::uint64_t value)
{
    std::string out(epoch_size, '\0');
    for (std::size_t i = epoch_size; i-- > 0; value >>= 8U) {
        out[i] = static_cast<char>(value & 0xffU);
    }
    return out;
}

std::uint64_t read_epoch(std::string_view bytes)
{
    std::uint64_t out = 0;
    for (const char one : bytes.substr(0, epoch_size)) {
        out = (out << 8U) | static_cast<unsigned char>(one);
    }
    return out;
}

bool begins_well(std::string_view text)
{
    return text.starts_with(format) && text.size() >= format.size() + epoch_size;
}

/// Under which epoch the file is; 0, which none has, if it is not ours.
std::uint64_t epoch_in(std::string_view text)
{
    return begins_well(text) ? read_epoch(text.substr(format.size())) : 0;
}

result<secret_key> random_secret()
{
    std::array<std::byte, secret_key::size> bytes{};
    if (RAND_priv_bytes(reinterpret_cast<unsigned char*>(bytes.data()), secret_key::size) != 1) {
        return errc::io_error;
    }
    const secret_key out{bytes};
    OPENSSL_cleanse(bytes.data(), bytes.size());
    return out;
}

}  // namespace

result<key_ring> key_ring::open(key_provider& provider, const std::string& file, bool create)
{
    auto lock = file_lock::take(file + ".lock");
    if (!lock) {
        return lock.error();
    }
    auto there = look(provider, file);
    const bool missing = !there && there.error() == errc::no_key_file;
    auto out = missing && create ? make(provider, file) : std::move(there);
    if (!out) {
        return out.error();
    }
    out->lock_.emplace(*std::move(lock));
    // What was to be destroyed when the machine stopped, is now. But the file that was read may be there
    // by a name that a power cut takes back: then it would be the old one again, under the old epoch.
    const auto safe = sync_name(file);
    const auto done = safe ? out->destroy_other_epochs() : safe;
    return done ? result<key_ring>{*std::move(out)} : done.error();
}

result<key_ring> key_ring::make(key_provider& provider, const std::string& file)
{
    const auto there = provider.epochs();
    if (!there) {
        return there.error();
    }
    if (!there->empty()) {
        return errc::no_key_file;  // Another's, or its own file is lost: not to be destroyed.
    }
    const auto secret = random_secret();
    if (!secret) {
        return secret.error();
    }
    key_ring made{provider, file, key_tree{*secret}, 0};
    const auto kept = made.keep(key_tree{*secret});
    return kept ? result<key_ring>{std::move(made)} : kept.error();
}

result<key_ring> key_ring::look(key_provider& provider, const std::string& file)
{
    constexpr int tries_max = 8;
    for (auto tries = 1;; ++tries) {
        auto out = look_once(provider, file);
        // Somebody who changes them may have replaced the file between, and destroyed the key of the old one.
        if (out || out.error() != errc::missing_epoch || tries == tries_max) {
            return out;
        }
    }
}

result<key_ring> key_ring::look_once(key_provider& provider, const std::string& file)
{
    const auto bytes = read_small(file, file_size_max);
    if (!bytes) {
        return bytes.error();
    }
    if (!*bytes) {
        return errc::no_key_file;
    }
    const std::string_view text{**bytes};
    if (!begins_well(text)) {
        return errc::wrong_key;
    }
    const auto epoch = epoch_in(text);
    auto secret = provider.unwrap(epoch, text.substr(format.size() + epoch_size));
    if (!secret) {
        return secret.error();
    }
    auto keys = key_tree::parse(*secret);
    OPENSSL_cleanse(secret->data(), secret->size());
    if (!keys) {
        return errc::wrong_key;
    }
    return key_ring{provider, file, *std::move(keys), epoch};
}

key_ring::key_ring(key_ring&& other) noexcept
    : lock_(std::move(other.lock_)), provider_(other.provider_), file_(std::move(other.file_)),
      keys_(std::move(other.keys_)), epoch_(other.epoch_), unsure_(other.unsure_)
{}

std::optional<secret_key> key_ring::find(std::uint64_t which) const
{
    const std::shared_lock lock{mutex_};
    const std::unique_lock way{way_mutex_, std::try_to_lock};
    return way ? keys_.find(which, way_) : keys_.find(which);
}

result<void> key_ring::destroy(const std::vector<range>& which)
{
    const std::unique_lock lock{mutex_};
    key_tree left = keys_;
    bool found = false;
    for (const auto& [first, count] : which) {
        found = left.destroy(first, count) || found;
    }
    // If none is there any more, perhaps a try before this one did not come to its end.
    return found || unsure_ ? keep(std::move(left)) : destroy_other_epochs();
}

std::vector<key_ring::range> key_ring::destroyed(std::uint64_t end) const
{
    const std::shared_lock lock{mutex_};
    return keys_.destroyed(end);
}

result<void> key_ring::rotate()
{
    const std::unique_lock lock{mutex_};
    return keep(keys_);
}

std::uint64_t key_ring::epoch() const
{
    const std::shared_lock lock{mutex_};
    return epoch_;
}

void key_ring::begin_above(std::uint64_t epoch)
{
    const std::unique_lock lock{mutex_};
    floor_ = std::max(floor_, epoch);
}

result<void> key_ring::keep(key_tree keys)
{
    const auto there = provider_->epochs();
    if (!there) {
        return there.error();
    }
    // Above all that were ever used: a key of a try that was cut short may lie there.
    const auto next = std::max({epoch_, there->empty() ? 0 : there->back(), floor_}) + 1;
    if (const auto made = provider_->make(next); !made) {
        return made;
    }
    const auto file = in_a_file(keys, next);
    if (!file) {
        // A module holds so many keys: each try that it does not take would leave one more.
        static_cast<void>(provider_->destroy(next));
        return file.error();
    }
    const auto written = replace(file_, *file);
    unsure_ = !written;
    if (!written) {
        // Where the old file is there, or none, no file is under this key: in the way of the next tries, one for each.
        const auto left = read_small(file_, file_size_max);
        if (left && (!*left || epoch_in(**left) == epoch_)) {
            static_cast<void>(provider_->destroy(next));
        }
        return written;
    }
    keys_ = std::move(keys);
    way_ = {};
    epoch_ = next;
    return destroy_other_epochs();
}

result<std::string> key_ring::in_a_file(const key_tree& keys, std::uint64_t epoch) const
{
    auto secret = keys.bytes();
    const auto wrapped = wrap(epoch, secret);
    OPENSSL_cleanse(secret.data(), secret.size());
    if (!wrapped) {
        return wrapped.error();
    }
    return std::string{format} + write_epoch(epoch) + *wrapped;
}

/// What was wrapped is opened again before the key that opens the old one is destroyed.
result<std::string> key_ring::wrap(std::uint64_t epoch, std::string_view secret) const
{
    auto wrapped = provider_->wrap(epoch, secret);
    if (!wrapped) {
        return wrapped;
    }
    if (format.size() + epoch_size + wrapped->size() > file_size_max) {
        return errc::limit_reached;  // Nobody would read it again.
    }
    auto opened = provider_->unwrap(epoch, *wrapped);
    if (!opened) {
        return opened.error();
    }
    const bool same = *opened == secret;
    OPENSSL_cleanse(opened->data(), opened->size());
    return same ? std::move(wrapped) : result<std::string>{errc::io_error};
}

result<void> key_ring::destroy_other_epochs() const
{
    const auto there = provider_->epochs();
    if (!there) {
        return there.error();
    }
    for (const auto one : *there) {
        if (one == epoch_) {
            continue;
        }
        if (const auto gone = provider_->destroy(one); !gone) {
            return gone;
        }
    }
    return {};
}

}  // namespace acikkapi::vault
