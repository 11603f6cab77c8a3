#include "driver.hpp"
#include "lifecycle.hpp"

namespace bench {

using acikkapi::result;

result<figures> run_lifecycle(const run_options& how)
{
    counted_run run{how};
    if (const auto opened = run.open(); !opened) {
        return opened.error();
    }
    const auto out = measure(run.with(), run.applications(), run.how());
    run.close();
    const auto again = run.open_again();
    return again ? out : again.error();
}

}  // namespace bench
