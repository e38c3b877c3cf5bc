// A program that a page plays, call by call: what is due, what came, and the blocks after each call.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "checker/judge/verdict.h"

namespace checker {

struct Scene {
  std::string label, title;
  std::string source;      // the program's text; may be empty
  std::vector<int> lines;  // of each call in it, from 1; 0 where unknown; may be shorter than the calls
  Played played;
  bool has_run = true;  // otherwise only what is due is known
  Mistakes known;       // the library's, as far as all its runs tell
  Verdict verdict;      // by these
};

// A trace held against what the contract demands of the same calls, up to the first that is not so.
Scene SceneOf(const Trace& trace, const std::string& label, const std::string& title);

// {"label", "title", "source", "lines", "status", "call": where it opens, or 0, "why": a sentence,
//  "explained": whether `known` account for the run, "run": whether there was one,
//  "expected": {"trace": as in section 8, "heap", "clauses": of each call, places in AllRules()},
//  "actual": null where it is as expected or not known, or {"trace", "heap", "header": bytes}}.
// A "heap" has what each call makes of the blocks, as far as that is known: 0 for nothing, or [place, so many blocks
// leave there, then offset, size and 1 for free of each that comes there].
nlohmann::ordered_json JsonOf(const Scene& scene);

}  // namespace checker
