// Which of a student's files are the allocator: students nest folders, and hand in tests, copies and old attempts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "course/submissions/intake.h"

namespace course {

struct Layout {
  std::string error;                  // empty where there is something to compile; otherwise a sentence
  Sources sources;                    // what it is made of, by paths from the folder that holds the folder of os_malloc
  std::vector<std::string> left_out;  // C files that are no part of it
};

// The allocator is the C files of the folder in which os_malloc is defined, or that of osmem.c, and below it; where the
// folder is called src, those of the folders beside it, too. No part of it are tests, programs (what has a main), and
// what defines os_malloc once more.
Layout LayoutOf(const Sources& all);

// Its C files but those that others of them include.
std::vector<std::string> FilesToCompile(const Sources& sources);

// Whether the text has a function of that name with its body: outside comments and strings.
bool Defines(std::string_view c, std::string_view function);

}  // namespace course
