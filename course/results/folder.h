// The folder of a class's results: what it holds from before, and everything that is written there.
#pragma once

#include <optional>
#include <string>

#include "course/results/roster.h"

namespace course {

// What class.json says in a folder of results; none, and a sentence, where it cannot be read.
std::optional<Json> ReadResults(const std::string& folder, std::string* error);

// Makes `folder` ready for `data`, what class.json will say. Results that would be lost, since other submissions were
// graded, or otherwise, are moved to <folder>.old-1, or the next number that is free; `moved` says where to. What the
// folder holds that are no results stays untouched: then, and where it cannot be, there is an error.
bool MakeRoom(const std::string& folder, const Json& data, std::string* moved, std::string* error);

// Writes the results, class.json first: a folder that has it is one of results, even if writing stopped then. Each file
// is whole or not there. `must_stop` is asked before each.
bool WriteResults(const Class& all, const Json& data, const Reveal& reveal, const std::string& folder,
                  bool (*must_stop)(), std::string* error);

}  // namespace course
