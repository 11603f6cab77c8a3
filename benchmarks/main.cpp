// acikkapi-bench: how fast the engine is, and how fast it could be.
#include "program.hpp"

#include <iostream>

int main(int argc, char** argv)
{
    return bench::run_program(argc, argv, std::cout, std::cerr);
}
