/* What the tracer would see of the four functions, written by the program itself into memory that outlives it. */
#ifndef CHECKER_TESTDATA_RECORDING_H_
#define CHECKER_TESTDATA_RECORDING_H_

#include <stdbool.h>
#include <stddef.h>

/* The linker puts recording.c's functions in the place of what they record; see BUILD. */
struct recording {
	size_t length;
	char text[1 << 18]; /* the calls that have returned, in the contract's form */
	bool is_open;       /* one more has not */
	char heading[96];
	char made[2048]; /* its system calls so far */
	size_t made_length;
};

extern struct recording *recording;

#endif
