#define BOOST_TEST_MODULE acikkapi
#include <boost/test/unit_test.hpp>
