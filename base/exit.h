/* What the open eyes report when the program ends. */
#ifndef BASE_EXIT_H_
#define BASE_EXIT_H_

#include <stdbool.h>

/* Each writes on standard error, for the option of its name; true: there was something to complain of. */
struct exit_reports {
	void (*begin)(void); /* NULL: nothing is to be done before */
	bool (*check)(void);
	bool (*leaks)(void);
	void (*stats)(void);
};

/* Called before main. They run with the lock held; the exit status becomes 1 if it was 0 and something is wrong. */
void exit_watch(const struct exit_reports *reports);

#endif
