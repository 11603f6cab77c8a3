#pragma once

#include <acikkapi/application.hpp>
#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "host/happenings.hpp"
#include "host/http.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

/// A file that came with an application.
struct attachment {
    std::size_t n = 0;  ///< Counted from 1, in the order in which they came.
    acikkapi::media kind = acikkapi::media::jpeg;
    std::size_t size = 0;  ///< Bytes.
    std::string name{};    ///< Empty for who may not read it, and of what was erased.
    std::string bytes{};   ///< Likewise; empty too where only the list was asked for.
};

/// All of them, without their bytes.
/// @param of  One application, as far as somebody may read it.
[[nodiscard]] std::vector<attachment> attachments_in(const std::vector<happening>& of);

/// One of them, with its bytes.
/// @param from  As somebody may read it.
/// @param n     As it stands in an address.
/// @return 404, the same as for an application that is not there, if there is none or it may not be read.
[[nodiscard]] response download(
    const acikkapi::application_number& of,
    const acikkapi::views<acikkapi::petition>& from,
    acikkapi::stream_id stream,
    std::string_view n);

/// Gives files to the engine, one after the other; what was given before under the same key changes nothing.
/// @param like      Who brings them, to which application, and under which key; its wish is not looked at.
/// @param blocking  Where `done` is called.
/// @param done      With the error of the first that was refused: those behind it were not given.
void attach_all(
    acikkapi::engine<acikkapi::petition>& desk,
    acikkapi::asio::any_io_executor blocking,
    const acikkapi::request<acikkapi::petition>& like,
    std::vector<acikkapi::commands::attach> files,
    std::function<void(acikkapi::error_code)> done);

/// `1,4 MB`, `1.4 MB`; below a megabyte in `kB`.
/// @param point  Between the digits.
[[nodiscard]] std::string size_text(std::size_t bytes, char point);

}  // namespace host
