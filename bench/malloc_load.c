/*
 * malloc_load NAME LIVE: one workload on whatever malloc is loaded. Prints how many nanoseconds an operation takes on a
 * processor, which on a shared machine says more than the clock on the wall, and the process's peak memory in KiB.
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define THREADS 2
#define SIZES 8192

static size_t live;
static uint32_t sizes[SIZES];

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	return *state ^= *state << 17;
}

static double read_clock(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

/* Of this thread. */
static double now(void)
{
	return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

/* Of all threads. */
static double now_all(void)
{
	return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

static void *expect(void *block)
{
	if (block)
		return block;
	fprintf(stderr, "malloc_load: memory is out\n");
	exit(1);
}

/* Its first word is written, as by any program. */
static void *take(size_t size)
{
	uint64_t *block = expect(malloc(size));

	*block = size;
	return block;
}

static char *enlarge(char *block, size_t size)
{
	char *larger = expect(realloc(block, size));

	larger[size - 1] = 1;
	return larger;
}

static void uniform_sizes(void)
{
	uint64_t seed = 1;

	for (size_t i = 0; i < SIZES; i++)
		sizes[i] = 16 + (uint32_t)(next_random(&seed) % 1009);
}

/* Each doubling of the size is half as frequent, from 16 bytes to 64 KiB. */
static void power_sizes(void)
{
	uint64_t seed = 1;

	for (size_t i = 0; i < SIZES; i++) {
		unsigned doublings = (unsigned)__builtin_ctzll(next_random(&seed) | 1 << 11);

		sizes[i] = (16u << doublings) + (uint32_t)(next_random(&seed) % (16u << doublings));
	}
}

/* Blocks are replaced at random; returns how long one replacement takes. */
static double replace(uint64_t seed, size_t count, size_t operations, int is_written)
{
	void **blocks = malloc(count * sizeof(*blocks));
	double start = 0;

	for (size_t i = 0; i < count; i++)
		blocks[i] = take(sizes[next_random(&seed) % SIZES]);
	for (size_t i = 0; i < operations + operations / 4; i++) {
		uint64_t random = next_random(&seed);
		size_t at = (random >> 20) % count, size = sizes[random % SIZES];

		if (i == operations / 4)
			start = now();
		free(blocks[at]);
		blocks[at] = take(size);
		if (is_written)
			memset(blocks[at], (int)i, size);
	}
	start = (now() - start) / (double)operations;
	for (size_t i = 0; i < count; i++)
		free(blocks[i]);
	free(blocks);
	return start;
}

static double run_random(void)
{
	uniform_sizes();
	return replace(88172645463325252u, live, 1000000, 0);
}

static double run_power(void)
{
	power_sizes();
	return replace(88172645463325252u, live, 1000000, 0);
}

static double run_written(void)
{
	uniform_sizes();
	return replace(88172645463325252u, live, 500000, 1);
}

/* Takes all, frees all, in the order of `order`, again and again. */
static double take_and_free(const uint32_t *order)
{
	void **blocks = malloc(live * sizeof(*blocks));
	size_t rounds = 2000000 / live;
	double start = now();

	for (size_t round = 0; round < rounds; round++) {
		for (size_t i = 0; i < live; i++)
			blocks[i] = take(sizes[i % SIZES]);
		for (size_t i = live; i-- > 0;)
			free(blocks[order ? order[i] : i]);
	}
	return (now() - start) / (double)(rounds * live);
}

static double run_stack(void)
{
	uniform_sizes();
	return take_and_free(NULL);
}

static double run_shuffle(void)
{
	uint32_t *order = malloc(live * sizeof(*order));
	uint64_t seed = 5;

	uniform_sizes();
	for (uint32_t i = 0; i < live; i++)
		order[i] = i;
	for (size_t i = live; i-- > 1;) {
		size_t other = next_random(&seed) % (i + 1);
		uint32_t kept = order[i];

		order[i] = order[other];
		order[other] = kept;
	}
	return take_and_free(order);
}

static void *replace_in_thread(void *seed)
{
	double *time = malloc(sizeof(*time));

	*time = replace((uintptr_t)seed, live / THREADS, 1000000, 0);
	return time;
}

static double run_threads(void)
{
	pthread_t threads[THREADS];
	double sum = 0;

	uniform_sizes();
	for (uintptr_t i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, replace_in_thread, (void *)(i + 77));
	for (size_t i = 0; i < THREADS; i++) {
		void *time;

		pthread_join(threads[i], &time);
		sum += *(double *)time / THREADS;
	}
	return sum;
}

/* One thread takes blocks, the other frees them; they pass BATCH at a time, and at most BATCHES are under way. */
enum { BATCH = 256, BATCHES = 4, HANDOVERS = 8000 };

static void *batches[BATCHES][BATCH];
static sem_t filled, emptied;

static void *consume(void *unused)
{
	for (size_t i = 0; i < HANDOVERS; i++) {
		sem_wait(&filled);
		for (size_t j = 0; j < BATCH; j++)
			free(batches[i % BATCHES][j]);
		sem_post(&emptied);
	}
	return unused;
}

static double run_handover(void)
{
	pthread_t consumer;
	double start;

	uniform_sizes();
	sem_init(&filled, 0, 0);
	sem_init(&emptied, 0, BATCHES);
	start = now_all();
	pthread_create(&consumer, NULL, consume, NULL);
	for (size_t i = 0; i < HANDOVERS; i++) {
		sem_wait(&emptied);
		for (size_t j = 0; j < BATCH; j++)
			batches[i % BATCHES][j] = take(sizes[(i * BATCH + j) % SIZES]);
		sem_post(&filled);
	}
	pthread_join(consumer, NULL);
	return (now_all() - start) / (HANDOVERS * BATCH);
}

static void *live_briefly(void *seed)
{
	void *blocks[200];

	for (size_t i = 0; i < 200; i++)
		blocks[i] = take(sizes[((uintptr_t)seed * 200 + i) % SIZES]);
	for (size_t i = 0; i < 200; i++)
		free(blocks[i]);
	return NULL;
}

static double run_brief_threads(void)
{
	size_t rounds = 1000;
	double start;

	uniform_sizes();
	start = now_all();
	for (size_t round = 0; round < rounds; round++) {
		pthread_t threads[THREADS];

		for (uintptr_t i = 0; i < THREADS; i++)
			pthread_create(&threads[i], NULL, live_briefly, (void *)(round + i));
		for (size_t i = 0; i < THREADS; i++)
			pthread_join(threads[i], NULL);
	}
	return (now_all() - start) / (double)(rounds * THREADS * 200);
}

/* Buffers grow by an eighth each time, up to `live` bytes, two at once. */
static double run_growth(void)
{
	size_t operations = 0, rounds = 100000000 / live;
	double start = now();

	for (size_t round = 0; round < rounds; round++) {
		char *first = NULL, *second = NULL;

		for (size_t size = 16; size < live; size += 16 + size / 8) {
			first = enlarge(first, size);
			second = enlarge(second, size);
			operations += 2;
		}
		free(first);
		free(second);
	}
	return (now() - start) / (double)operations;
}

/* From 32 KiB to 2 MiB, of which each page is written. */
static double run_large(void)
{
	size_t operations = 8000;
	char **blocks = calloc(live, sizeof(*blocks));
	uint64_t seed = 3;
	double start = now();

	for (size_t i = 0; i < operations; i++) {
		size_t at = next_random(&seed) % live, size = 32768u << next_random(&seed) % 6;

		size += next_random(&seed) % size;
		free(blocks[at]);
		blocks[at] = take(size);
		for (size_t byte = 0; byte < size; byte += 4096)
			blocks[at][byte] = 1;
	}
	return (now() - start) / (double)operations;
}

/* Blocks are replaced at random, all written, by ever larger ones: from 16 to 2 KiB on average. */
static double run_drift(void)
{
	size_t operations = 50 * live;
	char **blocks = calloc(live, sizeof(*blocks));
	uint64_t seed = 11;
	double start = now();

	for (size_t i = 0; i < operations; i++) {
		size_t at = next_random(&seed) % live, size = 16 + next_random(&seed) % (32 + i * 4096 / operations);

		free(blocks[at]);
		blocks[at] = memset(take(size), 1, size);
	}
	return (now() - start) / (double)operations;
}

/* Phases with one size each, from 32 to 8 KiB, all written; of their blocks one in a hundred stays. */
static double run_survivors(void)
{
	void **blocks = malloc((live << 15) / 32 * sizeof(*blocks));
	size_t operations = 0;
	uint64_t seed = 13;
	double start = now();

	for (size_t size = 32; size <= 8192; size *= 2) {
		size_t count = (live << 15) / size;

		for (size_t i = 0; i < count; i++)
			blocks[i] = memset(take(size), 1, size);
		for (size_t i = 0; i < count; i++)
			if (next_random(&seed) % 100)
				free(blocks[i]);
		operations += count;
	}
	return (now() - start) / (double)operations;
}

static const struct workload {
	const char *name;
	double (*run)(void);
} workloads[] = {
	{"random", run_random},     {"power", run_power},
	{"written", run_written},   {"stack", run_stack},
	{"shuffle", run_shuffle},   {"threads", run_threads},
	{"handover", run_handover}, {"brief threads", run_brief_threads},
	{"growth", run_growth},     {"large", run_large},
	{"drift", run_drift},       {"survivors", run_survivors},
};

/* Of this program alone, from its start; 0 where the kernel does not tell. */
static long peak(void)
{
	FILE *file = fopen("/proc/self/status", "r");
	char line[200];
	long kib = 0;

	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "VmHWM: %ld", &kib) == 1)
			break;
	return kib;
}

int main(int argc, char **argv)
{
	live = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;
	for (size_t i = 0; live && i < sizeof(workloads) / sizeof(workloads[0]); i++)
		if (!strcmp(workloads[i].name, argv[1])) {
			double time = workloads[i].run();

			printf("%.3f %ld\n", time, peak());
			return 0;
		}
	fprintf(stderr, "usage: malloc_load NAME LIVE, with a name that stands at the end of malloc_load.c\n");
	return 2;
}
