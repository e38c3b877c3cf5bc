/*
 * title   A free last block that is too small grows by what it lacks
 * points  2
 * rules   expand append coalesce best-fit
 */
#include "snippets/snippet.h"

int main(void)
{
	char *first = os_malloc(1000);
	char *second = os_malloc(2000);

	/* The rest of the chunk is 127976 bytes. It grows to 130000, then by one, which is 8, then by many. */
	char *last = os_malloc(130000);
	os_free(last);
	last = os_malloc(130001);
	os_free(last);
	last = os_malloc(130900);

	/* A hole that does not fit is of no use. */
	os_free(last);
	os_free(first);
	last = os_malloc(131031);
	first = os_malloc(1000);

	/* Where the last block is in use, a new one comes behind it. */
	char *tail = os_malloc(100);
	char *end = os_malloc(50);

	/* Two free blocks at the end are one, and grow as one. But a hole that fits comes first. */
	os_free(tail);
	os_free(end);
	os_free(first);
	first = os_malloc(1000);
	tail = os_malloc(1000);
	end = os_malloc(1);

	/* A hole in front of a last block in use does not grow. */
	os_free(tail);
	tail = os_malloc(1001);

	os_free(first);
	os_free(second);
	os_free(last);
	os_free(end);
	os_free(tail);
	return 0;
}
