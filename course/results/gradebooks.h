// A class as the files that gradebooks take, and as tables for spreadsheets. Who could not be graded has empty cells.
#pragma once

#include <string>

#include "course/results/roster.h"

namespace course {

// For staff, with everything: a row a student, and in the second one every test.
std::string ClassCsv(const Class& all);
std::string TestsCsv(const Class& all);

// These reach students: what is hidden until a date does not count before it.

// Moodle's offline grading worksheet. An entry that is called as in the archive that Moodle makes of all submissions,
// "Ana Pop_123_assignsubmission_file", is identified as Moodle does: "Participant 123".
std::string MoodleCsv(const Class& all, const Reveal& reveal);

// Canvas's gradebook. An entry as in the archive that Canvas makes, "popana_123_456_osmem", has its ID.
std::string CanvasCsv(const Class& all, const Reveal& reveal);

}  // namespace course
