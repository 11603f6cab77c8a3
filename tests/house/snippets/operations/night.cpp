// What docs/operations.md has a host do each night.
#include <acikkapi/backup.hpp>
#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include <boost/asio/thread_pool.hpp>

#include <iostream>

using namespace acikkapi;

// [night]
/// While the office works. The newest backup is read again before old ones are taken away.
result<void> keep_backups(const engine<petition>& office, const std::string& directory)
{
    const auto added = office.backup(directory);
    const auto good = added ? check_backup(directory, added->number) : added.error();
    if (!good) {
        return good.error();
    }
    constexpr std::uint32_t two_weeks = 14;
    const auto removed = prune_backups(directory, two_weeks);
    return removed ? result<void>{} : removed.error();
}
// [night end]

int main()
{
    asio::thread_pool threads{2};
    system_clock clock;
    const engine_options options{
        .directory = "store",
        .create = true,
        .key = {std::byte{7}},
        .executor = threads.get_executor(),
        .blocking = threads.get_executor(),
        .clock = &clock};
    const auto office = engine<petition>::open(options).value();
    constexpr std::size_t nights = 16;
    for (std::size_t night = 0; night < nights; ++night) {
        keep_backups(office, "backups").value();
    }
    // Run again it goes on from the numbers before.
    const auto left = backup_numbers("backups").value();
    std::cout << left.size() << " backups, the newest is " << left.back() << '\n';
    return left.size() == 14 && left.back() % nights == 0 ? 0 : 1;
}
