/*
 * The last of all that runs at exit: what is registered before main, and before the dynamic linker registers
 * the destructors, comes behind them. Only stdio is flushed later, so that _exit() skips nothing else.
 */
#include "base/exit.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/lock.h"
#include "base/log_file.h"
#include "base/options.h"

static void report(int status, void *those)
{
	const struct exit_reports *reports = those;
	bool locked = lock_enter(), failed;

	if (reports->begin)
		reports->begin();
	failed = options.check && reports->check();
	if (options.leaks && reports->leaks() && options.leaks_fail)
		failed = true;
	if (options.stats)
		reports->stats();
	log_ending(failed && !status ? EXIT_FAILURE : status);
	lock_leave(locked);
	if (!failed || status)
		return;
	fflush(NULL);
	_exit(EXIT_FAILURE);
}

void exit_watch(const struct exit_reports *reports)
{
	if (on_exit(report, (void *)reports))
		line_say("on_exit() failed: there will be no report at exit");
}
