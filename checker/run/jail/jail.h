/* The wall of system calls, and the witness. Each returns 0, or -1 with errno. */
#ifndef CHECKER_RUN_JAIL_JAIL_H_
#define CHECKER_RUN_JAIL_JAIL_H_

/* Closed by the exec, and above the limit of open files that is set before: the program can never have this number. */
#define PROGRAM_DESCRIPTOR 1000

/*
 * Where the empty name stands with which the program is executed. The program can map nothing there, so it has no
 * name to execute anything by.
 */
#define EMPTY_NAME 0x10000UL

/* From now on the kernel tells whoever has the other end of `socket` of each system call, which waits for its word. */
int call_witness(int socket);

/* From now on the process makes only the system calls that a C program needs; any other fails with EPERM. */
int confine_calls(void);

#endif
