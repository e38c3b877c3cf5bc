/* The wall of system calls. */
#ifndef COURSE_JAIL_JAIL_H_
#define COURSE_JAIL_JAIL_H_

/*
 * From now on the process makes only the calls that a compiler, a linker or an unpacker needs, and to it the system has
 * no others. Returns 0, or -1 with errno.
 */
int confine_calls(void);

#endif
