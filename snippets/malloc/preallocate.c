/*
 * title   The first use of the heap reserves 128 KiB, once
 * points  2
 * rules   preallocate split
 *
 * All of it is one free block, which the first request cuts already.
 */
#include "snippets/snippet.h"

int main(void)
{
	os_malloc(1008);
	os_malloc(16);
	os_malloc(4000);
	os_malloc(100000);
	return 0;
}
