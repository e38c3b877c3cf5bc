/*
 * FAULT(name) is 0, unless FAULTS is defined: then it is a switch, so that the one library with all faults becomes
 * one with any of them. Those that FAULTS sets are on from the start: gcc -DFAULTS='.first_fit = 1, .absorb_all = 1'.
 */
#ifndef PLAIN_FAULT_H_
#define PLAIN_FAULT_H_

#ifndef FAULTS

#define FAULTY 0
#define FAULT(name) 0

#else

#define FAULTY 1
#define FAULT(name) fault_table.on.name

#define FAULT_MARKER "The switches of the faults:"

/* Found in the bytes of the library by its marker; what is set there in a copy is on in that copy. */
struct fault_table {
	char marker[sizeof(FAULT_MARKER)];
	struct {
#define FAULT_ROW(name, group, rule, tiers) unsigned char name;
#include "checker/testdata/faults.inc"
	} on;
};

extern const volatile struct fault_table fault_table;

#endif

#endif
