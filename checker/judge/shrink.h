// A script that shows something -> the smallest that still does: fewer calls first, then smaller, rounder sizes.
#pragma once

#include <cstddef>
#include <functional>

#include "checker/programs/script.h"

namespace checker {

// Whether a script shows what is looked for. Only scripts that the contract defines are asked about.
using Shows = std::function<bool(const Script&)>;

struct Shrunk {
  Script script;
  bool is_smallest = true;  // false: the tries were used up before nothing more could be left out
};

// `script` shows it. Asks about so many scripts at most: a clock in place of the count would give another script on a
// busy machine.
Shrunk Shrink(const Script& script, const Shows& shows, size_t tries);

}  // namespace checker
