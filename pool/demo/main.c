/* Shows the pool at work: each step says what happens, and print_free_list() shows that it did. */
#include <stdio.h>

#include "memalloc.h"

static void step(const char *what)
{
	printf("\n%s\n", what);
}

static void show_first_steps(void)
{
	char *small, *large;

	step("A pool starts empty: nothing is mapped before the first request.");
	print_free_list();
	step("100 and 200 bytes: the first request maps the region, and each is cut off the free block. "
	     "Sizes are\n"
	     "rounded up to 16, and at least one byte behind what was asked for is a guard.");
	small = custom_malloc(100);
	large = custom_malloc(200);
	print_free_list();
	step("Both are freed: neighbours merge, and the region is one free block again.");
	custom_free(small);
	custom_free(large);
	print_free_list();
}

static void show_reuse_and_merging(void)
{
	char *block[4];

	step("Four blocks of 1000 bytes; the second is freed and leaves a hole.");
	for (int i = 0; i < 4; i++)
		block[i] = custom_malloc(1000);
	custom_free(block[1]);
	print_free_list();
	step("Reuse: 500 bytes get the hole, the first free block that is large enough. What is left of\n"
	     "it stays free.");
	block[1] = custom_malloc(500);
	print_free_list();
	step("Merging: freeing the third block joins it with the rest of the hole.");
	custom_free(block[2]);
	print_free_list();
	custom_free(block[0]);
	custom_free(block[1]);
	custom_free(block[3]);
}

static void show_growth_and_shrinking(void)
{
	char *large;

	step("Growth: 200000 bytes fit nowhere, so another region is mapped.");
	large = custom_malloc(200000);
	print_free_list();
	step("Shrinking: 80000 of them are enough now. They stay where they are, and the large free end\n"
	     "of the region goes back to the system.");
	large = custom_realloc(large, 80000);
	print_free_list();
	step("Freed: a region that is wholly free goes back entirely, but for the first.");
	custom_free(large);
	print_free_list();
}

int main(void)
{
	init_pool((size_t)64 * 1024);
	show_first_steps();
	show_reuse_and_merging();
	show_growth_and_shrinking();
	return 0;
}
