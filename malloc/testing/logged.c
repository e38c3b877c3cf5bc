/* logged all: a call of each kind. logged twice: a block is freed twice. Nothing else allocates. */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
	char *ptr = malloc(24);

	if (argc == 2 && !strcmp(argv[1], "all")) {
		ptr = calloc(3, 100);
		ptr = realloc(ptr, 5000);
		ptr = memalign(64, 100);
	} else {
		free(ptr);
	}
	free(ptr);
	return 0;
}
