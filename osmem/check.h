/* The whole heap, looked at block by block: whether everything that the other files promise holds. */
#ifndef OSMEM_CHECK_H_
#define OSMEM_CHECK_H_

/* NULL, or what is broken, in a few words. Between calls only. */
const char *heap_check(void);

#endif
