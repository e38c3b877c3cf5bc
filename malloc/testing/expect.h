/* A check of a program that runs on a malloc: what does not hold is named, and ends it with status 1. */
#ifndef MALLOC_TESTING_EXPECT_H_
#define MALLOC_TESTING_EXPECT_H_

#include <stdio.h>
#include <stdlib.h>

#define EXPECT(holds)                                                                                                  \
	do {                                                                                                           \
		if (!(holds)) {                                                                                        \
			fprintf(stderr, "line %d: this does not hold: %s\n", __LINE__, #holds);                        \
			exit(1);                                                                                       \
		}                                                                                                      \
	} while (0)

#endif
