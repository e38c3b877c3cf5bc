/* Programs that behave, run by name, for the eyes to look at; eyes_test.cc says what they see. */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "osmem/debug.h"

char *make(size_t size);

/* A function with a name that the dynamic linker can tell. */
__attribute__((noinline)) char *make(size_t size)
{
	char *block = os_malloc(size);

	__asm__ volatile("" ::: "memory"); /* no tail call: the place to return to is here */
	return block;
}

void load(void);
void store(void);

/* Who needs memory, behind the same function for getting it. */
__attribute__((noinline)) void load(void)
{
	make(10);
	__asm__ volatile("" ::: "memory");
}

__attribute__((noinline)) void store(void)
{
	make(20);
	__asm__ volatile("" ::: "memory");
}

static void nothing(void)
{
}

/* Every way through the contract, in its order. */
static void every_way(void)
{
	char *a = os_malloc(1000), *b = os_malloc(100), *c, *d;

	os_malloc(0);
	os_free(NULL);
	os_free(a);
	a = os_malloc(990);
	c = os_calloc(10, 500);
	os_calloc(SIZE_MAX, 2);
	os_malloc(SIZE_MAX);
	c = os_realloc(c, 200);
	b = os_realloc(b, 40);
	d = os_malloc(129624);
	os_free(d);
	d = os_malloc(129700);
	b = os_realloc(b, 80);
	a = os_realloc(a, 1400);
	a = os_realloc(a, 1500);
	d[0] = 'x';
	c = os_realloc(c, 150000);
	os_malloc(24);
	os_free(b);
	printf("%p\n", os_realloc(b, 10));
	os_realloc(c, 0);
	os_realloc(NULL, 8);
}

/* What is freed by the move lies right behind the new place, and was not split off it. */
static void move_down(void)
{
	char *hole = os_malloc(1000), *block = os_malloc(100);

	os_malloc(8);
	os_free(hole);
	os_free(os_realloc(block, 1000));
}

static void leak(void)
{
	char *first = make(10), *freed = make(20), *zeroed = os_calloc(2, 3000);

	os_free(freed);
	make(1);
	first = os_realloc(first, 12);
	os_free(first);
	make(50);
	zeroed[0] = 'x';
}

static void leak_behind_a_wrapper(void)
{
	for (volatile int i = 0; i < 2; i++) { /* not unrolled: the second time comes from the same place */
		load();
		store();
	}
}

static void leak_many(void)
{
	for (size_t size = 1; size <= 40; size++)
		make(size);
}

static void leak_and_exit_7(void)
{
	fputs("flushed", stdout);
	make(10);
	exit(7);
}

static void flush_and_leak(void)
{
	fputs("flushed", stdout);
	make(10);
}

static char *kept;

static void free_kept(void)
{
	os_free(kept);
}

static void free_at_exit(void)
{
	fputs("flushed", stdout);
	atexit(free_kept);
	kept = make(10);
}

static void print_stats(void)
{
	struct os_stats s;

	os_stats(&s);
	printf("heap %zu used %zu/%zu free %zu/%zu largest %zu fragmentation %u mapped %zu/%zu\n", s.heap_bytes,
	       s.used_blocks, s.used_bytes, s.free_blocks, s.free_bytes, s.largest_free, s.fragmentation,
	       s.mapped_blocks, s.mapped_bytes);
	printf("counted %d calls %zu %zu %zu %zu asked %zu live %zu/%zu peak %zu %zu system %zu %zu %zu "
	       "splits %zu merges %zu\n",
	       s.counted, s.malloc_calls, s.calloc_calls, s.realloc_calls, s.free_calls, s.asked_bytes, s.live_blocks,
	       s.live_bytes, s.peak_live_bytes, s.peak_bytes, s.brk_calls, s.mmap_calls, s.munmap_calls, s.splits,
	       s.merges);
}

static void count(void)
{
	char *a, *b, *c, *mapped;

	print_stats();
	a = make(1000);
	b = make(3000);
	c = make(500);
	mapped = make(200000);
	os_free(a);
	os_free(b);
	a = os_malloc(4000);
	os_free(mapped);
	mapped = os_calloc(100, 100);
	c = os_realloc(c, 496);
	os_free(a);
	print_stats();
}

static void *work(void *unused)
{
	(void)unused;
	for (size_t i = 1; i <= 500; i++) {
		char *block = os_malloc(i % 90 + 1);

		block[0] = 'x';
		block = os_realloc(block, i % 200 + 1);
		os_free(block);
	}
	return NULL;
}

static void threads(void)
{
	pthread_t others[3];

	for (int i = 0; i < 3; i++)
		pthread_create(&others[i], NULL, work, NULL);
	for (int i = 0; i < 3; i++)
		pthread_join(others[i], NULL);
}

/* The child prints its number, so that its log can be found. */
static void forks(void)
{
	char *block = make(10);
	pid_t child = fork();

	if (!child) {
		printf("%d", (int)getpid());
		os_free(block);
		exit(0);
	}
	waitpid(child, NULL, 0);
	os_free(block);
}

/* Prints its number, as above. */
static void be_started(void)
{
	printf("%d", (int)getpid());
	os_free(make(1));
}

/* Another program in the middle of this one's life; the shell is that one's process. */
static void start_another(void)
{
	char *block = make(10);

	if (system("exec /proc/$PPID/exe be_started"))
		exit(6);
	os_free(block);
}

/* A forked child that uses the allocator, then becomes another program. */
static void fork_and_become(void)
{
	char *block = make(10);
	pid_t child = fork();

	if (!child) {
		os_free(block);
		execl("/proc/self/exe", "scenario", "be_started", NULL);
		_exit(6);
	}
	waitpid(child, NULL, 0);
}

/* Live blocks hold a pattern of their own; status 4 where one does not any more. */
static void churn(void)
{
	static struct {
		unsigned char *bytes;
		size_t size;
	} blocks[300];
	unsigned random = 1;

	for (int i = 0; i < 30000; i++) {
		size_t at = (random = random * 1103515245 + 12345) >> 16, size = (random >> 8) % 3000;
		unsigned char mark = (unsigned char)((at %= 300) + 1);

		for (size_t j = 0; j < blocks[at].size; j++)
			if (blocks[at].bytes[j] != mark)
				exit(4);
		if (i % 3 == 0) {
			os_free(blocks[at].bytes);
			blocks[at].bytes = os_malloc(size);
		} else {
			blocks[at].bytes = os_realloc(blocks[at].bytes, size);
		}
		blocks[at].size = size;
		if (blocks[at].bytes)
			memset(blocks[at].bytes, mark, size);
	}
	for (int i = 0; i < 300; i++)
		os_free(blocks[i].bytes);
}

/* Status 5 where a call fails otherwise than it should, or does not go on when memory is back. */
static void out_of_memory(void)
{
	struct rlimit limit = {64 << 20, 64 << 20};
	void *blocks[2000];
	int count = 0;

	setrlimit(RLIMIT_AS, &limit);
	while (count < 2000 && (blocks[count] = os_malloc(count % 2 ? 100000 : 200000)))
		count++;
	if (errno != ENOMEM || count < 100 || count == 2000 || os_check())
		exit(5);
	if (os_realloc(blocks[1], 90 << 20) || os_calloc(1, 200000))
		exit(5);
	while (count < 2000 && (blocks[count] = os_malloc(100000)))
		count++;
	/* What was freed is there when nothing else is, although the check would rather keep it aside. */
	os_free(blocks[1]);
	if (!(blocks[1] = os_malloc(100000)))
		exit(5);
	while (count--)
		os_free(blocks[count]);
	os_free(os_malloc(200000));
	if (os_check() || errno != ENOMEM)
		exit(5);
}

/* Status 3 where errno or the program's next descriptor are not what they would be unseen. */
static void unseen(void)
{
	int next = dup(1);

	errno = 1234;
	os_free(os_realloc(os_malloc(10), 200000));
	if (next != 3 || errno != 1234)
		exit(3);
}

#define NAMED(function) #function, function

static const struct {
	const char *name;
	void (*run)(void);
} cases[] = {
	{NAMED(nothing)},
	{NAMED(every_way)},
	{NAMED(move_down)},
	{NAMED(leak)},
	{NAMED(leak_behind_a_wrapper)},
	{NAMED(leak_many)},
	{NAMED(leak_and_exit_7)},
	{NAMED(free_at_exit)},
	{NAMED(churn)},
	{NAMED(out_of_memory)},
	{NAMED(flush_and_leak)},
	{NAMED(count)},
	{NAMED(threads)},
	{NAMED(forks)},
	{NAMED(be_started)},
	{NAMED(start_another)},
	{NAMED(fork_and_become)},
	{NAMED(unseen)},
};

int main(int argc, char **argv)
{
	for (size_t i = 0; argc == 2 && i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (strcmp(cases[i].name, argv[1]))
			continue;
		cases[i].run();
		return 0;
	}
	return 2;
}
