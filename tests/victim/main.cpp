// The process that the kill test starts: gives commands to a store until it is killed, and reports
// each one that was acknowledged. usage: engine_victim DIRECTORY ROUND FILE-DESCRIPTOR
#include "victim/victim.hpp"

#include <atomic>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace support;

int main(int argc, char** argv)
{
    if (argc != 4) {
        return 2;
    }
    const int round = std::stoi(argv[2]);
    const int report = std::stoi(argv[3]);
    host h;
    auto e = engine<tally>::open(victim_options(h, argv[1])).value();
    std::atomic<std::size_t> next{0};
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < victim_writers; ++i) {
        threads.emplace_back([&] {
            for (;;) {
                const auto n = next++;
                const auto done = e.submit(victim_command(round, n)).value();
                const std::uint64_t said[2] = {n, number_of(done.first)};
                if (::write(report, said, sizeof said) != sizeof said) {
                    return;
                }
            }
        });
    }
    for (auto& one : threads) {
        one.join();
    }
    return 1;
}
