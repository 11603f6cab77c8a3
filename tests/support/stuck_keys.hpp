#pragma once

#include <acikkapi/keys.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace support {

/// Key files that do not do what they are told not to: a machine that stops at this point, or a token that
/// is away.
class stuck_keys final : public acikkapi::key_provider {
public:
    explicit stuck_keys(const std::string& directory)
        : inner_(acikkapi::open_key_files(directory).value())
    {}
    bool makes_none = false;     ///< Before anything was changed.
    bool destroys_none = false;  ///< The new epoch is there, and the old one still is.

    acikkapi::result<std::vector<std::uint64_t>> epochs() override { return inner_->epochs(); }
    acikkapi::result<void> make(std::uint64_t epoch) override
    {
        return makes_none ? acikkapi::errc::io_error : inner_->make(epoch);
    }
    acikkapi::result<std::string> wrap(std::uint64_t epoch, std::string_view secret) override
    {
        return inner_->wrap(epoch, secret);
    }
    acikkapi::result<std::string> unwrap(std::uint64_t epoch, std::string_view wrapped) override
    {
        return inner_->unwrap(epoch, wrapped);
    }
    acikkapi::result<void> destroy(std::uint64_t epoch) override
    {
        return destroys_none ? acikkapi::errc::io_error : inner_->destroy(epoch);
    }

private:
    std::unique_ptr<acikkapi::key_provider> inner_;
};

}  // namespace support
