/* life NAME: allocation at the edges of a program's life, of a thread's, and around fork(). */
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "malloc/testing/expect.h"

static char *early, *scenario = "";

/* Runs before any constructor, this program's or a library's. */
static void allocate_early(void)
{
	early = malloc(100);
	memset(early, 1, 100);
	free(malloc(200));
}

__attribute__((section(".preinit_array"), used)) static void (*preinit)(void) = allocate_early;

static void test_early(void)
{
	early = realloc(early, 10000);
	EXPECT(early && early[99] == 1);
	free(early);
}

/* Among the last things that run: after the handlers of exit(). */
__attribute__((destructor(101))) static void allocate_late(void)
{
	char *late;

	if (strcmp(scenario, "exit"))
		return;
	free(early);
	late = calloc(1, 70000);
	if (!late || late[69999])
		_exit(3);
	free(late);
	if (write(STDOUT_FILENO, "late\n", 5) != 5)
		_exit(4);
}

static void allocate_at_exit(void)
{
	free(malloc(300));
}

static void test_exit(void)
{
	atexit(allocate_at_exit);
}

static pthread_key_t key;

/* Asks to be called again, as long as that is done: the allocator's own may have run by then. */
static void allocate_in_destructor(void *block)
{
	static atomic_int calls;

	free(block);
	if (atomic_fetch_add(&calls, 1) % 3 < 2)
		pthread_setspecific(key, malloc(50));
}

static void *run_thread(void *unused)
{
	pthread_setspecific(key, malloc(50));
	return unused;
}

static void test_thread_end(void)
{
	pthread_t thread;

	pthread_key_create(&key, allocate_in_destructor);
	for (int i = 0; i < 500; i++) {
		EXPECT(!pthread_create(&thread, NULL, run_thread, NULL));
		EXPECT(!pthread_join(thread, NULL));
	}
}

static atomic_bool is_over;

static void *churn(void *unused)
{
	while (!is_over)
		for (size_t size = 1; size < 200000; size *= 2)
			free(malloc(size));
	return unused;
}

static void allocate(void)
{
	free(malloc(1000));
}

/* An own handler of fork() allocates, too, whichever lock is held by then. */
static void test_fork(void)
{
	pthread_t threads[3];

	pthread_atfork(allocate, allocate, allocate);
	for (int i = 0; i < 3; i++)
		EXPECT(!pthread_create(&threads[i], NULL, churn, NULL));
	for (int i = 0; i < 100; i++) {
		int status;
		pid_t child = fork();

		if (child == 0) {
			alarm(20);
			for (size_t size = 1; size < 200000; size *= 2)
				free(malloc(size));
			_exit(0);
		}
		EXPECT(waitpid(child, &status, 0) == child && status == 0);
	}
	is_over = 1;
	for (int i = 0; i < 3; i++)
		pthread_join(threads[i], NULL);
}

static const struct test {
	const char *name;
	void (*run)(void);
} tests[] = {
	{"early", test_early},
	{"exit", test_exit},
	{"thread_end", test_thread_end},
	{"fork", test_fork},
};

int main(int argc, char **argv)
{
	for (size_t i = 0; argc == 2 && i < sizeof(tests) / sizeof(tests[0]); i++)
		if (!strcmp(tests[i].name, argv[1])) {
			scenario = argv[1];
			tests[i].run();
			return 0;
		}
	fprintf(stderr, "usage: life NAME, with a name that stands at the end of life.c\n");
	return 2;
}
