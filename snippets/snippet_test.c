/* What a snippet says of an allocator that lies: each case is a program of its own, and its answer is made up. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "snippets/snippet.h"

static char memory[256] __attribute__((aligned(8)));

/* What the next call returns. Nothing is copied, nothing is cleared. */
static void *answer;

void *(os_malloc)(size_t size)
{
	(void)size;
	return answer;
}

void *(os_calloc)(size_t count, size_t size)
{
	(void)count, (void)size;
	return answer;
}

void *(os_realloc)(void *ptr, size_t size)
{
	(void)ptr, (void)size;
	return answer;
}

void(os_free)(void *ptr)
{
	(void)ptr;
}

static char *block_at(size_t offset, size_t size)
{
	answer = memory + offset;
	return os_malloc(size);
}

static void neighbours(void)
{
	char *first = block_at(0, 16), *second = block_at(16, 16);

	os_free(first);
	block_at(0, 16);
	os_free(second);
	os_free(NULL);
}

static void stays_in_place(void)
{
	char *block = block_at(0, 16);

	block = os_realloc(block, 100);
	block = os_realloc(block, 10);
	answer = NULL;
	os_realloc(block, 0);
	os_realloc(block, 5);
	os_calloc(SIZE_MAX, 2);
}

/* What does not fit any more need not be copied. */
static void shrinks_by_moving(void)
{
	char *block = block_at(0, 16);

	memcpy(memory + 64, block, 10);
	answer = memory + 64;
	os_free(os_realloc(block, 10));
}

static void null(void)
{
	os_malloc(10);
}

static void unaligned(void)
{
	block_at(4, 10);
}

static void overlap(void)
{
	block_at(0, 17);
	block_at(16, 8);
}

static void grows_over_the_next(void)
{
	char *block = block_at(0, 16);

	block_at(48, 8);
	answer = memory;
	os_realloc(block, 49);
}

static void changed_in_use(void)
{
	char *block = block_at(0, 16);

	block[15] ^= 1;
	os_free(block);
}

static void changed_and_never_freed(void)
{
	char *block = block_at(0, 16);

	block[3] ^= 1;
}

static void zero_size(void)
{
	block_at(0, 0);
}

static void zero_count(void)
{
	answer = memory;
	os_calloc(0, 8);
}

static void not_cleared(void)
{
	answer = memory;
	memory[15] = 1;
	os_calloc(2, 8);
}

static void overflow(void)
{
	answer = memory;
	os_calloc(SIZE_MAX / 8 + 2, 8);
}

static void not_copied(void)
{
	char *block = block_at(0, 16);

	memcpy(memory + 64, block, 15);
	answer = memory + 64;
	os_realloc(block, 32);
}

/* Where a block was before, its old contents still lie: they are not what it holds now. */
static void not_copied_back(void)
{
	char *block = block_at(0, 16);

	memcpy(memory + 64, block, 16);
	answer = memory + 64;
	block = os_realloc(block, 16);
	answer = memory;
	os_realloc(block, 16);
}

static void revived(void)
{
	char *block = block_at(0, 16);

	os_free(block);
	os_realloc(block, 16);
}

static void kept(void)
{
	os_realloc(block_at(0, 16), 0);
}

static const struct {
	void (*program)(void);
	const char *says; /* up to the place; "" and status 0 where nothing is wrong */
} cases[] = {
	{neighbours, ""},
	{stays_in_place, ""},
	{shrinks_by_moving, ""},
	{null, "crash: NULL came back where 10 bytes were asked for"},
	{unaligned, "align: a block of 10 bytes at an address that leaves 4 when divided by 8"},
	{overlap, "header: a new block of 8 bytes lies over a live one of 17 bytes"},
	{grows_over_the_next, "header: a new block of 49 bytes lies over a live one of 8 bytes"},
	{changed_in_use, "header: byte 15 of 16 changed while the block was in use"},
	{changed_and_never_freed, "header: byte 3 of 16 changed while the block was in use"},
	{zero_size, "zero-size: 0 bytes gave a block, not NULL"},
	{zero_count, "zero-size: 0 times 8 bytes gave a block, not NULL"},
	{not_cleared, "calloc-zero: byte 15 of 16 is not 0"},
	{overflow, "calloc-overflow: 2305843009213693953 times 8 bytes gave a block, not NULL"},
	{not_copied, "realloc-copy: byte 15 of 16 is not what it was before os_realloc"},
	{not_copied_back, "realloc-copy: byte 0 of 16 is not what it was before os_realloc"},
	{revived, "realloc-freed: a freed block was given 16 bytes, not NULL"},
	{kept, "realloc-zero: 0 bytes gave a block, not NULL"},
};

/* Runs the program by itself; what it wrote to standard error, and its exit status. */
static int run(void (*program)(void), char *said, size_t room)
{
	int pipe_ends[2], status = 0;
	ssize_t length;

	if (pipe(pipe_ends))
		return -1;
	if (fork() == 0) {
		dup2(pipe_ends[1], STDERR_FILENO);
		program();
		exit(0);
	}
	close(pipe_ends[1]);
	length = read(pipe_ends[0], said, room - 1);
	said[length > 0 ? length : 0] = '\0';
	close(pipe_ends[0]);
	wait(&status);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int main(void)
{
	int failures = 0;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		char said[512], line[32] = "";
		size_t length = strlen(cases[i].says);
		int status = run(cases[i].program, said, sizeof(said));
		int place_follows = sscanf(said + length, ", snippet_test.c:%31[0-9]", line) == 1;

		if (strncmp(said, cases[i].says, length) == 0 && place_follows == (length > 0) &&
		    status == (length > 0))
			continue;
		failures++;
		printf("case %zu: status %d\n  expected %s\n  said     %s\n", i, status, cases[i].says, said);
	}
	return failures > 0;
}
