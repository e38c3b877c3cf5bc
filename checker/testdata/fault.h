/* FAULT(switch) is 1 where FAULT_name is defined as 1, and 0 elsewhere; and the faults that are no part of
 * the contract. */
#ifndef CHECKER_TESTDATA_FAULT_H_
#define CHECKER_TESTDATA_FAULT_H_

#include <stdlib.h>
#include <unistd.h>

/* Pasted behind a defined switch comes a comma, which moves the 1 to the second place. */
#define FAULT(name) FAULT_OF_SWITCH(FAULT_##name)
#define FAULT_OF_SWITCH(value) FAULT_OF_VALUE(value)
#define FAULT_OF_VALUE(value) FAULT_OF_COMMA(FAULT_COMMA_##value)
#define FAULT_OF_COMMA(comma) FAULT_SECOND(comma 1, 0, 0)
#define FAULT_SECOND(first, second, ...) second
#define FAULT_COMMA_1 0,

static inline void fault_when_nothing_fits(int crashes, int loops, int exits)
{
	if (crashes)
		__builtin_trap();
	while (loops)
		__asm__ volatile("");
	if (exits)
		_exit(0);
}

#define FAULT_WHEN_NOTHING_FITS() fault_when_nothing_fits(FAULT(crashes), FAULT(loops), FAULT(exits))

static inline void fault_in_malloc(int prints)
{
	if (prints && write(1, "os_malloc\n", 10) != 10)
		abort();
}

#define FAULT_IN_MALLOC() fault_in_malloc(FAULT(prints))

#endif
