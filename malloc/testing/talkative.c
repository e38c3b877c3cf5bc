/* A libosmem.so that calls malloc() and stdio in each of its four functions, as one that is being debugged does. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "osmem/osmem.h"
#include "plain/list.h"

/* Says it on a stream that has a buffer, which comes from malloc(), as the text itself does. */
static void say(const char *what, const void *ptr)
{
	static FILE *stream;
	char *text = malloc(20);

	if (!stream)
		stream = fopen("/dev/null", "w");
	text = realloc(text, 100);
	snprintf(text, 100, "%s %p", what, ptr);
	fputs(text, stream);
	free(text);
	free(calloc(1, 50));
}

void *os_malloc(size_t size)
{
	void *ptr = list_malloc(size);

	say("malloc", ptr);
	return ptr;
}

void *os_calloc(size_t count, size_t size)
{
	void *ptr = list_calloc(count, size);

	say("calloc", ptr);
	return ptr;
}

void *os_realloc(void *ptr, size_t size)
{
	say("realloc", ptr);
	return list_realloc(ptr, size);
}

void os_free(void *ptr)
{
	say("free", ptr);
	list_free(ptr);
}
