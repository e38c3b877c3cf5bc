// A program in bytes, made up by libFuzzer, on osmem and on the plain list (build/fuzz.sh).
#include <cstdio>
#include <cstdlib>
#include <string>

#include "osmem/testing/every_program.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t count) {
  const std::string problem = PlaySpelledProgram(bytes, count);
  if (problem.empty()) return 0;
  fprintf(stderr, "fuzz: %s\n", problem.c_str());
  abort();
}
