#pragma once

#include <atomic>
#include <curl/curl.h>
#include <memory>

namespace acikkapi::adapters {

struct curl_release {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};

using curl_handle = std::unique_ptr<CURL, curl_release>;
using curl_list = std::unique_ptr<curl_slist, curl_release>;
using curl_mime_handle = std::unique_ptr<curl_mime, curl_release>;

/// A handle that raises no signal, uses no proxy and stops when `ended` is set.
/// @return Nothing if there is no memory.
/// @par Lifetime  `ended` outlives the handle.
[[nodiscard]] curl_handle make_curl_handle(const std::atomic<bool>& ended);

/// @return `false` if there was no memory.
[[nodiscard]] bool append(curl_list& to, const char* line);

}  // namespace acikkapi::adapters
