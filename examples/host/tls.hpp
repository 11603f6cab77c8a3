#pragma once

#include <acikkapi/error.hpp>

#include <string>

namespace host {

/// Who we are to browsers: files in PEM, of which the key's is readable by its owner only.
struct tls_files {
    std::string certificate;  ///< Ours first, then those that vouch for it.
    std::string key;          ///< Of ours; without a pass phrase.
};

/// Makes a certificate that nobody vouches for, for `localhost` and 127.0.0.1, and its key: to try
/// the host out. What is there already stays.
/// @return `errc::io_error` if a file cannot be written.
[[nodiscard]] acikkapi::result<void> make_demo_certificate(const tls_files& where);

}  // namespace host
