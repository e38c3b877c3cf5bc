/*
 * tries   to keep the grader busy before anything runs: exports 8192 names
 * refused has 82
 */
#include "checker/attacks/attack.h"

#define NAME(name)                                                                                                     \
	".globl name_that_takes_time_to_read_" #name "\n"                                                              \
	".type name_that_takes_time_to_read_" #name ", @function\n"                                                    \
	"name_that_takes_time_to_read_" #name ":\n"
#define FOUR(name) NAME(name##0) NAME(name##1) NAME(name##2) NAME(name##3)
#define NAMES_16(name) FOUR(name##0) FOUR(name##1) FOUR(name##2) FOUR(name##3)
#define NAMES_64(name) NAMES_16(name##0) NAMES_16(name##1) NAMES_16(name##2) NAMES_16(name##3)
#define NAMES_256(name) NAMES_64(name##0) NAMES_64(name##1) NAMES_64(name##2) NAMES_64(name##3)
#define NAMES_1024(name) NAMES_256(name##0) NAMES_256(name##1) NAMES_256(name##2) NAMES_256(name##3)
#define NAMES_4096(name) NAMES_1024(name##0) NAMES_1024(name##1) NAMES_1024(name##2) NAMES_1024(name##3)

__asm__(NAMES_4096(a) NAMES_4096(b));
