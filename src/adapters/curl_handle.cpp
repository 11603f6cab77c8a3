#include "adapters/curl_handle.hpp"

namespace acikkapi::adapters {
namespace {

int stop_if_ended(void* ended, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<const std::atomic<bool>*>(ended)->load() ? 1 : 0;
}

}  // namespace

curl_handle make_curl_handle(const std::atomic<bool>& ended)
{
    // Once in the process, and never undone: somebody else in it may use the library as well.
    static const auto begun = curl_global_init(CURL_GLOBAL_DEFAULT);
    curl_handle out{begun == CURLE_OK ? curl_easy_init() : nullptr};
    if (out) {
        curl_easy_setopt(out.get(), CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(out.get(), CURLOPT_PROXY, "");
        curl_easy_setopt(out.get(), CURLOPT_NOPROGRESS, 0L);
        curl_easy_setopt(out.get(), CURLOPT_XFERINFOFUNCTION, &stop_if_ended);
        curl_easy_setopt(
            out.get(), CURLOPT_XFERINFODATA, const_cast<std::atomic<bool>*>(&ended));  // NOLINT
    }
    return out;
}

bool append(curl_list& to, const char* line)
{
    auto* const longer = curl_slist_append(to.get(), line);
    if (longer) {
        static_cast<void>(to.release());
        to.reset(longer);
    }
    return longer != nullptr;
}

}  // namespace acikkapi::adapters
