// bazel run //osmem/testing:soak -- --seconds N --seed S: random programs against the plain list for as long as one
// likes.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>

#include "osmem/testing/random_program.h"

namespace {

int Usage() {
  fprintf(stderr, "soak: run it as: soak [--seconds N] [--seed S], both numbers\n");
  return 2;
}

bool ReadNumber(const char* text, uint64_t* number) {
  char* end = nullptr;
  *number = strtoull(text, &end, 10);
  return *text != '\0' && *text != '-' && *end == '\0';
}

// Each seed gives another kind of program, too.
RandomProgram Program(uint64_t seed) {
  RandomProgram program;
  program.seed = seed;
  program.sizes = static_cast<Sizes>(seed % 3);
  program.failures = seed / 3 % 2;
  program.foreign_break = seed / 6 % 2;
  program.calls = 3000;
  return program;
}

}  // namespace

int main(int argc, char** argv) {
  uint64_t seconds = 10, seed = std::random_device()();
  for (int i = 1; i < argc; i += 2) {
    uint64_t* number = !strcmp(argv[i], "--seconds") ? &seconds : !strcmp(argv[i], "--seed") ? &seed : nullptr;
    if (number == nullptr || i + 1 == argc || !ReadNumber(argv[i + 1], number)) return Usage();
  }
  printf("seed %llu\n", static_cast<unsigned long long>(seed));
  uint64_t calls = 0;
  auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  for (; std::chrono::steady_clock::now() < end; seed++) {
    RandomProgram program = Program(seed);
    std::string problem = RunRandomProgram(program);
    if (!problem.empty()) {
      fprintf(stderr, "soak: %s\n", problem.c_str());
      return 1;
    }
    calls += static_cast<uint64_t>(program.calls);
  }
  printf("%llu calls, no difference\n", static_cast<unsigned long long>(calls));
}
