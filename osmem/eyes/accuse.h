/* What the check found, for people: a line that says it, then where the block came from and where it went. */
#ifndef OSMEM_EYES_ACCUSE_H_
#define OSMEM_EYES_ACCUSE_H_

#include "osmem/eyes/ledger.h"

/* `ptr`, given to `call`, is not a live block's: says what it is instead and ends the program. */
_Noreturn void accuse_pointer(const struct call *call, const void *ptr);

/* Something is wrong with a block. `found_by`: the call that came across it, NULL at exit. */
void accuse_block(const struct call *found_by, const struct record *record, const char *problem);

/* The same, with the byte `at` of it as evidence. */
void accuse_damage(const struct call *found_by, const struct record *record, const char *problem, size_t at);

#endif
