/* Commits what its arguments name, for the eyes to see. */
#include <string.h>

#include "memalloc.h"

static char *first, *second;

__attribute__((noinline)) static void allocate(void)
{
	first = custom_malloc(100);
	second = custom_calloc(3, 50);
}

__attribute__((noinline)) static void commit(const char *what)
{
	if (!strcmp(what, "free-first"))
		custom_free(first);
	if (!strcmp(what, "free-second"))
		custom_free(second);
	if (!strcmp(what, "grow"))
		second = custom_realloc(second, 300000);
	if (!strcmp(what, "too-much"))
		custom_malloc((size_t)-1);
	if (!strcmp(what, "write-after-free"))
		first[99] = 'x';
	if (!strcmp(what, "write-past-end"))
		first[100] = 'x';
	if (!strcmp(what, "write-far-past-end"))
		memset(first + 100, 'x', 40);
	if (!strcmp(what, "free-inside-first"))
		custom_free(first + 16);
	if (!strcmp(what, "churn"))
		for (int i = 0; i < 2000; i++)
			custom_free(custom_malloc(1));
	if (!strcmp(what, "read-fresh"))
		memset(first, first[0] == '\xa5' && first[99] == '\xa5' && second[0] == 0 ? 'x' : 0, 101);
}

int main(int argc, char **argv)
{
	allocate();
	for (int i = 1; i < argc; i++)
		commit(argv[i]);
	return 0;
}
