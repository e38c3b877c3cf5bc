/* What is no block: one line, and the process stops. */
#ifndef MALLOC_FAST_MISUSE_H_
#define MALLOC_FAST_MISUSE_H_

/* "osmem: free(0x7f1200000010): it was freed before". */
_Noreturn void misuse_stop(const char *call, const void *ptr, const char *what);

/* The same, for a pointer that is not the start of a block, by what is there. */
_Noreturn void misuse_stop_at(const char *call, const void *ptr);

#endif
