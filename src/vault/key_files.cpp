// The provider that keeps keys in files.
#include <acikkapi/keys.hpp>

#include "vault/files.hpp"
#include "vault/key_tree.hpp"
#include "vault/sealing.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <optional>
#include <utility>

namespace acikkapi::vault {
namespace {

constexpr std::string_view prefix = "epoch-";
constexpr std::string_view suffix = ".key";

/// Whose name is not that of a key is none of ours.
std::optional<std::uint64_t> epoch_of(const std::string& name)
{
    std::uint64_t out = 0;
    const std::string_view text{name};
    if (!text.starts_with(prefix) || !text.ends_with(suffix)) {
        return std::nullopt;
    }
    const auto digits = text.substr(prefix.size(), text.size() - prefix.size() - suffix.size());
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    const bool whole = read.ec == std::errc{} && read.ptr == digits.data() + digits.size();
    return whole ? std::optional{out} : std::nullopt;
}

std::string bound_to(std::uint64_t epoch)
{
    return "acikkapi keys " + std::to_string(epoch);
}

/// And what is missing above it. The names of all that it made are safe.
bool make_directory(const std::filesystem::path& path)
{
    std::error_code bad;
    const auto above = path.parent_path();
    const bool has_place =
        above.empty() || std::filesystem::exists(above, bad) || make_directory(above);
    return has_place && std::filesystem::create_directory(path, bad) && sync_name(path.string());
}

class key_files final : public key_provider {
public:
    explicit key_files(std::string directory) : directory_(std::move(directory)) {}

    result<std::vector<std::uint64_t>> epochs() override
    {
        std::vector<std::uint64_t> out;
        std::error_code bad;
        for (std::filesystem::directory_iterator at{directory_, bad}, end; !bad && at != end;
             at.increment(bad)) {
            if (const auto epoch = epoch_of(at->path().filename().string())) {
                out.push_back(*epoch);
            }
        }
        if (bad) {
            return errc::io_error;
        }
        std::sort(out.begin(), out.end());
        return out;
    }

    result<void> make(std::uint64_t epoch) override
    {
        std::string bytes(secret_key::size, '\0');
        if (RAND_priv_bytes(reinterpret_cast<unsigned char*>(bytes.data()), secret_key::size) !=
            1) {
            return errc::io_error;
        }
        auto made = write_new(file_of(epoch), bytes);
        OPENSSL_cleanse(bytes.data(), bytes.size());
        return made;
    }

    result<std::string> wrap(std::uint64_t epoch, std::string_view secret) override
    {
        const auto key = read(epoch);
        return key ? result<std::string>{seal(*key, secret, bound_to(epoch))} : key.error();
    }

    result<std::string> unwrap(std::uint64_t epoch, std::string_view wrapped) override
    {
        const auto key = read(epoch);
        if (!key) {
            return key.error();
        }
        auto secret = unseal(*key, wrapped, bound_to(epoch));
        return secret ? result<std::string>{*std::move(secret)} : errc::wrong_key;
    }

    result<void> destroy(std::uint64_t epoch) override
    {
        return overwrite_and_remove(file_of(epoch));
    }

private:
    [[nodiscard]] std::string file_of(std::uint64_t epoch) const
    {
        return directory_ + "/" + std::string{prefix} + std::to_string(epoch) + std::string{suffix};
    }

    [[nodiscard]] result<secret_key> read(std::uint64_t epoch) const
    {
        auto file = read_small(file_of(epoch), secret_key::size);
        if (!file) {
            return file.error();
        }
        if (!*file) {
            return errc::missing_epoch;
        }
        std::string bytes = **std::move(file);
        if (bytes.size() != secret_key::size) {
            return errc::wrong_key;
        }
        std::array<std::byte, secret_key::size> key{};
        std::transform(bytes.begin(), bytes.end(), key.begin(), [](char one) {
            return static_cast<std::byte>(one);
        });
        OPENSSL_cleanse(bytes.data(), bytes.size());
        const secret_key out{key};
        OPENSSL_cleanse(key.data(), key.size());
        return out;
    }

    std::string directory_;
};

}  // namespace
}  // namespace acikkapi::vault

namespace acikkapi {

result<std::unique_ptr<key_provider>> open_key_files(const std::string& directory)
{
    std::filesystem::path path{directory};
    path = path.has_filename() ? path : path.parent_path();
    std::error_code bad;
    if (!std::filesystem::exists(path, bad)) {
        if (!vault::make_directory(path)) {
            return errc::io_error;
        }
        std::filesystem::permissions(path, std::filesystem::perms::owner_all, bad);
    }
    // An earlier try may have made it and not come as far as making its name safe.
    const bool unused = !bad && std::filesystem::is_empty(path, bad);
    const bool there = !bad && std::filesystem::is_directory(path, bad);
    if (!there || (unused && !vault::sync_name(path.string()))) {
        return errc::io_error;
    }
    return std::unique_ptr<key_provider>{std::make_unique<vault::key_files>(directory)};
}

}  // namespace acikkapi
