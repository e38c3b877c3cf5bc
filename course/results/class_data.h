// All that is known of a class, as JSON: class.json, which the class's page and text are drawn from.
#pragma once

#include "course/results/grade.h"
#include "course/results/roster.h"

namespace course {

// Students are named by their `id` throughout; what is unknown is null, never 0.
//   max           the points that there are
//   reveal        null, or of a class with secret seeds the date from which students see their results:
//                 {"date": "2027-01-31" or null, "past": true}
//   summary       {"students", "graded", "refused", "could_not_run", "mean", "median", "least", "most"}; of refused
//   ones
//                 there are 0 points, and they count
//   distribution  [{"from", "to", "students": how many}], the last one full marks alone
//   tests         [{"tier", "name", "max", "mean", "passed", "missed"}], in the order of the grade
//   mistakes      [{"rule", "habit", "students": [id]}], what most make first
//   slowest       [{"student", "seconds"}], ten of them
//   flagged       [{"student", "flags": [text]}]
//   could_not_run [{"student", "why"}]
//   alike         [{"students": [id], "missed": how many tests each misses}]: alike to the last call in all runs with
//                 mistakes. A hint for a conversation, no more
//   leaderboard   [{"place", "student", "score", "utilisation", "to_list", "to_osmem", "why"}], best first, where
//   scores were asked for; equal scores have one place. Who has none stands at the end, with why students      [{"id",
//   "name", "file", "result": "graded", "refused" or "could not run", "why", "total", "tiers":
//                 [{"name", "points", "max"}], "mistakes": places in the list above, "tests": {"tier/name": points},
//                 "flags", "seconds", "submission", "behaviour", "record"}]
//   changes       null, or against older results {"against": their folder, "students": [{"student", "before", "after",
//                 "tests": [{"test", "before", "after"}], "because": ["submission", "refs", ...]}], "new": [id],
//                 "gone": [name]}: whose points are others, in which tests, and what differs in the records of both
//                 grades
Json ClassData(const Class& all, const Reveal& reveal);

}  // namespace course
