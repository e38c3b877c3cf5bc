/*
 * tries   to find the refs, the grader's folder and the other programs, and prints what it finds
 * earns   nothing
 * shows   denied call: getdents64
 */
#include "checker/attacks/attack.h"

static void show(const char *path)
{
	char text[256];
	int file = open(path, O_RDONLY);
	ssize_t length = file < 0 ? -1 : read(file, text, sizeof(text));

	if (length > 0)
		printf("%.*s\n", (int)length, text);
}

__attribute__((constructor)) static void before_main(void)
{
	static const char *const paths[] = {
		"refs/malloc/preallocate.ref",
		"../refs/malloc/preallocate.ref",
		"/proc/self/environ",
		"/proc/self/maps",
		"/etc/passwd",
		"../input",
		"../log",
		"../ltrace.conf",
		"/proc/self/fd/3",
		"/proc/1/cmdline",
	};
	char entries[1024];

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		show(paths[i]);
	TRY(syscall(SYS_getdents64, open(".", O_RDONLY | O_DIRECTORY), entries, sizeof(entries)));
	TRY(syscall(SYS_getdents64, open("..", O_RDONLY | O_DIRECTORY), entries, sizeof(entries)));
}
