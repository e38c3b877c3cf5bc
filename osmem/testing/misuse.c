/* Each kind of misuse as a program of its own, run by name. What has to be said when it dies is in misuse_test.cc. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "osmem/osmem.h"

/* Functions with names that the dynamic linker can tell, where blocks come from and go to. */
char *make(size_t size);
void drop(void *ptr);

__attribute__((noinline)) char *make(size_t size)
{
	char *block = os_malloc(size);

	__asm__ volatile("" ::: "memory"); /* no tail call: the place to return to is here */
	return block;
}

__attribute__((noinline)) void drop(void *ptr)
{
	os_free(ptr);
	__asm__ volatile("" ::: "memory");
}

static void double_free(void)
{
	char *block = make(24);

	drop(block);
	drop(block);
}

/* Merged with its neighbours, the block exists no longer. */
static void double_free_merged(void)
{
	char *first = make(24), *second = make(24);

	drop(first);
	drop(second);
	first = make(100);
	memset(first, 'x', 100);
	drop(second);
}

static void double_free_mapped(void)
{
	char *block = make(200000);

	drop(block);
	drop(block);
}

static void stale_pointer(void)
{
	char *block = make(24), *moved;

	make(24);
	moved = os_realloc(block, 5000);
	memset(moved, 'x', 5000);
	drop(block);
}

static void interior_pointer(void)
{
	drop(make(100) + 16);
}

static void interior_pointer_misaligned(void)
{
	drop(make(100) + 1);
}

static void interior_pointer_mapped(void)
{
	drop(make(200000) + 4096);
}

static void interior_pointer_freed(void)
{
	char *block = make(100);

	drop(block);
	drop(block + 16);
}

static void interior_pointer_realloc(void)
{
	os_realloc(make(100) + 16, 0);
}

static void stack_pointer(void)
{
	char block[64] = "";

	drop(block + 32);
}

static void static_pointer(void)
{
	static char block[64];

	drop(block + 32);
}

static void libc_pointer(void)
{
	void *(*volatile libc_malloc)(size_t) = malloc;

	drop(libc_malloc(24));
}

static void wild_pointer(void)
{
	drop((void *)0x10);
}

static void overflow_by_one(void)
{
	char *block = make(24);

	block[24] = 'x';
	drop(block);
}

static void overflow_within_rounding(void)
{
	char *block = make(20);

	block[20] = 'x';
	drop(block);
}

static void overflow_into_next(void)
{
	char *block = make(24), *next = make(24);

	memset(block, 'x', 24 + 40);
	drop(next);
	drop(block);
}

static void overflow_never_freed(void)
{
	char *block = make(24);

	block[24] = 'x';
}

static void overflow_realloc(void)
{
	char *block = make(24);

	block[24] = 'x';
	os_realloc(block, 100);
}

static void overflow_mapped(void)
{
	char *block = make(200000);

	block[200000] = 'x';
	drop(block);
}

static void underflow(void)
{
	char *block = make(24);

	block[-1] = 'x';
	drop(block);
}

static void write_after_free(void)
{
	char *block = make(24);

	make(24);
	drop(block);
	block[10] = 'x';
}

static void write_after_free_reused(void)
{
	char *block = make(24);

	drop(block);
	block[10] = 'x';
	for (int i = 0; i < 2000; i++)
		drop(make(24));
}

static void write_before_start_after_free(void)
{
	char *block = make(24);

	drop(block);
	block[-1] = 'x';
}

static void write_after_free_mapped(void)
{
	char *block = make(200000);

	drop(block);
	block[10] = 'x';
}

static void read_after_free(void)
{
	volatile unsigned char *block = (unsigned char *)make(24);

	memset((char *)block, 'x', 24);
	drop((char *)block);
	printf("byte 10 is 0x%02x\n", block[10]);
}

static void read_uninitialised(void)
{
	volatile unsigned char *block = (unsigned char *)make(24), *zeroed = os_calloc(2, 12);

	printf("byte 10 is 0x%02x\n", block[10]);
	printf("after os_calloc 0x%02x\n", zeroed[10]);
}

/* Not misuse: the contract says what happens (6.3). */
static void realloc_freed(void)
{
	char *block = make(24);

	drop(block);
	printf("%p\n", os_realloc(block, 100));
}

/* The same for the first block; the second is merged with it, so that there is no such block any more. */
static void realloc_freed_long_ago(void)
{
	static char *blocks[1200];

	for (int i = 0; i < 1200; i++)
		blocks[i] = make(24);
	for (int i = 0; i < 1200; i++)
		drop(blocks[i]);
	fprintf(stderr, "%p\n", os_realloc(blocks[0], 30));
	make(100000);
	os_realloc(blocks[1], 30);
}

static void realloc_freed_mapped(void)
{
	char *block = make(200000);

	drop(block);
	os_realloc(block, 100);
}

#define NAMED(function) #function, function

static const struct {
	const char *name;
	void (*run)(void);
} cases[] = {
	{NAMED(double_free)},
	{NAMED(double_free_merged)},
	{NAMED(double_free_mapped)},
	{NAMED(stale_pointer)},
	{NAMED(interior_pointer)},
	{NAMED(interior_pointer_misaligned)},
	{NAMED(interior_pointer_mapped)},
	{NAMED(interior_pointer_freed)},
	{NAMED(interior_pointer_realloc)},
	{NAMED(stack_pointer)},
	{NAMED(static_pointer)},
	{NAMED(libc_pointer)},
	{NAMED(wild_pointer)},
	{NAMED(overflow_by_one)},
	{NAMED(overflow_within_rounding)},
	{NAMED(overflow_into_next)},
	{NAMED(overflow_never_freed)},
	{NAMED(overflow_realloc)},
	{NAMED(overflow_mapped)},
	{NAMED(underflow)},
	{NAMED(write_after_free)},
	{NAMED(write_after_free_reused)},
	{NAMED(write_before_start_after_free)},
	{NAMED(write_after_free_mapped)},
	{NAMED(read_after_free)},
	{NAMED(read_uninitialised)},
	{NAMED(realloc_freed)},
	{NAMED(realloc_freed_long_ago)},
	{NAMED(realloc_freed_mapped)},
};

int main(int argc, char **argv)
{
	for (size_t i = 0; argc == 2 && i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (strcmp(cases[i].name, argv[1]))
			continue;
		cases[i].run();
		return 0;
	}
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		puts(cases[i].name);
	return 2;
}
