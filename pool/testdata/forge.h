/* Makes a header say what it should not, with a seal that holds. */
#ifndef POOL_TESTDATA_FORGE_H_
#define POOL_TESTDATA_FORGE_H_

#include "pool/memalloc.h"

#ifdef __cplusplus
extern "C" {
#endif

void forge(void *payload, size_t size, int free, struct Block *next);

#ifdef __cplusplus
}
#endif

#endif
