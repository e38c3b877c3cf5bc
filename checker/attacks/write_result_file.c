/*
 * tries   to leave results where a grader may look for them
 * earns   nothing
 * shows   denied call: openat
 * shows   denied call: mkdir
 */
#include "checker/attacks/attack.h"

#include <sys/stat.h>

__attribute__((constructor)) static void before_main(void)
{
	static const char *const paths[] = {
		"osmem-attack.json",
		"../osmem-attack.json",
		"/tmp/osmem-attack.json",
		"/dev/shm/osmem-attack.json",
	};

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		int file = open(paths[i], O_WRONLY | O_CREAT | O_TRUNC, 0666);

		if (file >= 0)
			dprintf(file, "{\"total\": 100}\n");
	}
	TRY(mkdir("/tmp/osmem-attack", 0777));
}
