#include "support/process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <iostream>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace support {
namespace {

timespec left_until(child::time_point until)
{
    const auto left = std::max<std::chrono::nanoseconds>(
        until - std::chrono::steady_clock::now(), std::chrono::nanoseconds{0});
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
    return {seconds.count(), (left - seconds).count()};
}

}  // namespace

void speaker::say(const std::string& line) const
{
    const auto bytes = line + '\n';
    for (std::size_t done = 0; done < bytes.size();) {
        const auto more = ::write(pipe_, bytes.data() + done, bytes.size() - done);
        if (more < 0 && errno != EINTR) {
            ::_exit(1);  // Nobody listens.
        }
        done += more > 0 ? static_cast<std::size_t>(more) : 0;
    }
}

child::child(const std::function<bool(const speaker&)>& life)
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        silent_ = true;
        return;
    }
    std::cout.flush();  // Else the child would say again what was not written yet.
    id_ = ::fork();
    if (id_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::close(ends[0]);
        ::_exit(life(speaker{ends[1]}) ? 0 : 1);
    }
    ::close(ends[1]);
    pipe_ = ends[0];
    silent_ = id_ < 0;
}

child::~child()
{
    if (id_ > 0) {
        kill();
        static_cast<void>(wait());
    }
    ::close(pipe_);
}

void child::kill() const
{
    if (id_ > 0) {  // Less than that would be more than this child.
        ::kill(id_, SIGKILL);
    }
}

bool child::fill(time_point until)
{
    pollfd what{pipe_, POLLIN, 0};
    const bool for_ever = until == time_point::max();
    const auto left = for_ever ? timespec{} : left_until(until);
    const int ready = ::ppoll(&what, 1, for_ever ? nullptr : &left, nullptr);
    if (ready == 0) {
        return false;
    }
    std::array<char, 4'096> bytes{};
    const auto got = ready < 0 ? -1 : ::read(pipe_, bytes.data(), bytes.size());
    if (got < 0) {
        return errno == EINTR;
    }
    silent_ = got == 0;
    heard_.append(bytes.data(), static_cast<std::size_t>(got));
    return !silent_;
}

std::optional<std::string> child::hear(time_point until)
{
    for (;;) {
        const auto end = heard_.find('\n');
        if (end != std::string::npos) {
            const auto out = heard_.substr(0, end);
            heard_.erase(0, end + 1);
            return out;
        }
        if (silent_ || !fill(until)) {
            return std::nullopt;
        }
    }
}

child::ending child::wait()
{
    int status = 0;
    if (id_ <= 0) {
        return ending::otherwise;
    }
    while (::waitpid(id_, &status, 0) < 0) {
        if (errno != EINTR) {
            return ending::otherwise;
        }
    }
    id_ = -1;
    if (WIFSIGNALED(status)) {
        return WTERMSIG(status) == SIGKILL ? ending::killed : ending::otherwise;
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0   ? ending::well
           : WIFEXITED(status) && WEXITSTATUS(status) == 1 ? ending::badly
                                                           : ending::otherwise;
}

void stay_on_processor(std::size_t index)
{
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) {
        return;  // It is only faster.
    }
    auto left = index % static_cast<std::size_t>(std::max(1, CPU_COUNT(&allowed)));
    for (std::size_t i = 0; i < CPU_SETSIZE; ++i) {
        if (CPU_ISSET(i, &allowed) && left-- == 0) {
            cpu_set_t one;
            CPU_ZERO(&one);
            CPU_SET(i, &one);
            ::sched_setaffinity(0, sizeof one, &one);
            return;
        }
    }
}

}  // namespace support
