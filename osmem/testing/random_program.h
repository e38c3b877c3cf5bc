// A seeded random program, run on osmem and on the plain list at the same time, each step compared.
#pragma once

#include <cstdint>
#include <string>

// Which sizes a program asks for.
enum class Sizes { kMixed, kTiny, kEdges };

struct RandomProgram {
  uint64_t seed = 1;
  int calls = 2000;
  Sizes sizes = Sizes::kMixed;
  bool failures = false;       // some system calls fail
  bool foreign_break = false;  // somebody else moves the break now and then
  bool large = false;          // the heap is a large one when the calls begin
};

// Empty, or what differed, with the step and all that is needed to run the program again.
std::string RunRandomProgram(const RandomProgram& program);
