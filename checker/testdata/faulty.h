// Allocators with faults: copies of the one library in which each fault has a switch.
#pragma once

#include <string>
#include <vector>

namespace checker {

struct Fault {
  std::string name;
  std::string point;               // at which it decides otherwise than the contract
  std::string rule;                // the key of the one that it breaks
  std::vector<std::string> tiers;  // in which it loses points
};

// The rows of faults.inc.
const std::vector<Fault>& AllFaults();

// Whether both can be told in one library: no other decides at the same point, or hides what is decided there.
bool AreCompatible(const Fault& one, const Fault& other);

// Writes a library with these faults, none or several. Returns its path: `file`; if that is empty, one in the
// test's folder that is named for them. Returns "", and says why in one sentence, where it does not work out.
std::string FaultyLibrary(const std::vector<std::string>& faults, std::string file, std::string* error);

// The same in a test, which fails where there is no library.
std::string FaultyLibrary(const std::vector<std::string>& faults);

}  // namespace checker
