/*
 * title   One block is truncated again and again
 * points  3
 * rules   realloc-shrink split coalesce realloc-absorb-stop no-split
 *
 * Each rest is a block of its own, even where the one behind it is free: they become one only when a block is
 * looked for.
 */
#include "snippets/snippet.h"

int main(void)
{
	char *one = os_malloc(131032);

	/* What is cut off is there for others. */
	one = os_realloc(one, 100000);
	char *rest = os_malloc(131040 - footprint(100000));
	one = os_realloc(one, 50000);
	char *half = os_malloc(100000 - footprint(50000));

	/* Two rests of 8 bytes and one of 9760. */
	one = os_realloc(one, 40168);
	one = os_realloc(one, 40128);
	one = os_realloc(one, 40088);

	/* The first one is enough, and is used whole: 24 bytes of it are no block. */
	one = os_realloc(one, 40104);
	char *all_cut_off = os_malloc(50000 - footprint(40128));
	char *behind = os_malloc(8);

	/* To nothing, in halves. */
	for (size_t size = 40000; size >= 5000; size /= 2)
		one = os_realloc(one, size);
	char *cut_off_in_one = os_malloc(40128 - footprint(5000));

	os_realloc(one, 0);
	os_free(half);
	os_free(cut_off_in_one);
	os_free(rest);
	os_free(all_cut_off);
	os_free(behind);
	return 0;
}
