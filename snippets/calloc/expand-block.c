/*
 * title   A free last block that is too small grows by what it lacks, and is cleared
 * points  1
 * rules   expand append coalesce best-fit calloc-zero
 */
#include "snippets/snippet.h"

int main(void)
{
	char *first = os_calloc(10, 100);
	char *rest = os_malloc(HEAP_CHUNK - footprint(1000) - footprint(500) - HEADER);
	char *last = os_calloc(5, 100);

	/* The last block grows: from 504 bytes to 512, then by many. */
	os_free(last);
	last = os_calloc(101, 5);
	os_free(last);
	last = os_calloc(15, 200);

	/* A hole that does not fit is of no use. */
	os_free(last);
	os_free(first);
	last = os_calloc(2, 2000);
	first = os_calloc(1, 999);

	/* Where the last block is in use, a new one comes behind it. */
	char *tail = os_calloc(10, 10);
	char *end = os_calloc(5, 10);

	/* Two free blocks at the end are one, and grow as one. But a hole that fits comes first. */
	os_free(tail);
	os_free(end);
	os_free(first);
	first = os_calloc(1, 999);
	tail = os_calloc(1, 1000);
	end = os_calloc(1, 1);

	/* A hole in front of a last block in use does not grow. */
	os_free(tail);
	tail = os_calloc(1001, 1);

	os_free(first);
	os_free(rest);
	os_free(last);
	os_free(end);
	os_free(tail);
	return 0;
}
