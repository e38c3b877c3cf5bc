// What the ref of a snippet has to be: its head from the source, its trace from a run.
#pragma once

#include <string>

#include "checker/grading/snippet.h"

namespace checker {

// The text of the ref, as `library` behaves. False where the snippet cannot be run or finds fault with the library.
bool RecordSnippet(const Snippet& snippet, const std::string& library, std::string* text, std::string* error);

}  // namespace checker
