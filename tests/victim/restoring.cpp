// The process that the test of restoring starts: it restores a backup and is killed when this many
// bytes have been copied. usage: restore_victim BACKUPS STORE BYTES
#include <acikkapi/backup.hpp>

#include <csignal>
#include <string>

int main(int argc, char** argv)
{
    if (argc != 4) {
        return 2;
    }
    const auto last = std::stoull(argv[3]);
    const auto done = acikkapi::restore_backup(
        argv[1], argv[2], {}, acikkapi::newest_backup, {[&](std::uint64_t bytes) {
            if (bytes >= last) {
                std::raise(SIGKILL);
            }
        }});
    return done ? 0 : 1;
}
