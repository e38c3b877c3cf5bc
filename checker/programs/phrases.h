// A phrase: a few calls that surely come to the decision of a topic, and to its consequences, wherever in a program
// they stand. An allocator that decides otherwise does something else within them.
#ifndef CHECKER_PROGRAMS_PHRASES_H_
#define CHECKER_PROGRAMS_PHRASES_H_

#include <set>

#include "checker/contract/rule.h"
#include "checker/programs/draft.h"
#include "checker/programs/ladder.h"

namespace checker {

// False, and `draft` is of no use any more, where the sizes met something else by chance.
bool Write(Topic topic, Draft* draft);

// What calls between phrases may be about where `topic` is one of their program's.
const std::set<Rule>& RulesOf(Topic topic);

}  // namespace checker

#endif  // CHECKER_PROGRAMS_PHRASES_H_
