/* family NAME: what glibc's manual and POSIX say of one function of the malloc family. */
#define _GNU_SOURCE /* reallocarray */
#include <errno.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "malloc/testing/expect.h"

/* Not known to the compiler, which would warn of what is asked here, or leave it out. */
static volatile size_t none = 0, half = SIZE_MAX / 2 + 1, most = SIZE_MAX;

static bool is_aligned(const void *ptr, size_t alignment)
{
	return ptr && (uintptr_t)ptr % alignment == 0;
}

static bool is_all(const unsigned char *bytes, unsigned char value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (bytes[i] != value)
			return false;
	return true;
}

static void test_malloc(void)
{
	void *first = malloc(none), *second = malloc(none);

	EXPECT(first && second && first != second);
	free(first);
	free(second);
	for (size_t size = 1; size < 3000000; size += 1 + size / 7) {
		unsigned char *ptr = malloc(size);

		EXPECT(is_aligned(ptr, 16));
		EXPECT(malloc_usable_size(ptr) >= size);
		memset(ptr, 0xff, malloc_usable_size(ptr));
		free(ptr);
	}
	errno = 0;
	EXPECT(!malloc(most) && errno == ENOMEM);
	errno = 0;
	EXPECT(!malloc(most - 40) && errno == ENOMEM);
	errno = 0;
	EXPECT(!malloc(half) && errno == ENOMEM);
}

static void test_many(void)
{
	static unsigned char *blocks[2500];
	size_t size = 1;

	for (int i = 0; i < 2500; i++) {
		size = size * 16807 % 2147483647;
		blocks[i] = malloc(size % 700);
		EXPECT(is_aligned(blocks[i], 16));
		memset(blocks[i], i, size % 700);
	}
	size = 1;
	for (int i = 0; i < 2500; i++) {
		size = size * 16807 % 2147483647;
		EXPECT(is_all(blocks[i], (unsigned char)i, size % 700));
		free(blocks[i]);
	}
}

static void test_free(void)
{
	void *small = malloc(10), *large = malloc(1000000);

	free(NULL);
	errno = 77;
	free(small);
	free(large);
	EXPECT(errno == 77);
}

static void test_calloc(void)
{
	for (size_t size = 1; size < 3000000; size += 1 + size / 5) {
		unsigned char *dirty = malloc(size), *ptr;

		memset(dirty, 0xff, size);
		free(dirty);
		ptr = calloc(1, size);
		EXPECT(is_aligned(ptr, 16) && is_all(ptr, 0, size));
		free(ptr);
	}
	free(calloc(none, 8));
	free(calloc(8, none));
	errno = 0;
	EXPECT(!calloc(half, 2) && errno == ENOMEM);
	errno = 0;
	EXPECT(!calloc(half, 1) && errno == ENOMEM);
	errno = 0;
	EXPECT(!calloc(3, most / 2) && errno == ENOMEM);
}

static void test_realloc(void)
{
	unsigned char *ptr = realloc(NULL, 1);
	size_t size;

	*ptr = 3;
	for (size = 1; size < 3000000; size += 1 + size / 3) {
		ptr = realloc(ptr, size + 1 + size / 3);
		EXPECT(is_aligned(ptr, 16) && is_all(ptr, 3, size));
		memset(ptr, 3, size + 1 + size / 3);
	}
	for (; size > 1; size = size * 2 / 3) {
		ptr = realloc(ptr, size);
		EXPECT(is_aligned(ptr, 16) && is_all(ptr, 3, size));
	}
	errno = 0;
	EXPECT(!realloc(ptr, half) && errno == ENOMEM && *ptr == 3);
	errno = 0;
	EXPECT(!realloc(ptr, most) && errno == ENOMEM && *ptr == 3);
	EXPECT(!realloc(ptr, none));
}

static void test_reallocarray(void)
{
	unsigned char *ptr = reallocarray(NULL, 10, 10);

	EXPECT(is_aligned(ptr, 16));
	memset(ptr, 5, 100);
	ptr = reallocarray(ptr, 100, 100);
	EXPECT(is_all(ptr, 5, 100));
	errno = 0;
	EXPECT(!reallocarray(ptr, half, 2) && errno == ENOMEM && is_all(ptr, 5, 100));
	free(ptr);
}

static void test_posix_memalign(void)
{
	void *untouched = &errno, *ptr = untouched;

	EXPECT(posix_memalign(&ptr, 4, 8) == EINVAL && ptr == untouched);
	EXPECT(posix_memalign(&ptr, 24, 8) == EINVAL && ptr == untouched);
	EXPECT(posix_memalign(&ptr, none, 8) == EINVAL && ptr == untouched);
	EXPECT(posix_memalign(&ptr, 64, half) == ENOMEM && ptr == untouched);
	for (size_t alignment = 8; alignment <= (size_t)4 << 20; alignment *= 2)
		for (size_t size = 1; size < 300000; size = size * 3 + 1) {
			EXPECT(posix_memalign(&ptr, alignment, size) == 0 && is_aligned(ptr, alignment));
			memset(ptr, 1, size);
			free(ptr);
		}
}

static void test_aligned_alloc(void)
{
	void *blocks[100];

	for (size_t i = 0; i < 100; i++) {
		blocks[i] = aligned_alloc(256, 256 * (i + 1));
		EXPECT(is_aligned(blocks[i], 256));
		memset(blocks[i], (int)i, 256 * (i + 1));
	}
	for (size_t i = 0; i < 100; i++) {
		EXPECT(is_all(blocks[i], (unsigned char)i, 256 * (i + 1)));
		free(blocks[i]);
	}
}

static void test_memalign(void)
{
	unsigned char *ptr = memalign(1000, 3000);

	EXPECT(is_aligned(ptr, 1024) && malloc_usable_size(ptr) >= 3000);
	memset(ptr, 9, 3000);
	for (size_t size = 3000; size < 500000; size *= 3) {
		ptr = realloc(ptr, size);
		EXPECT(is_aligned(ptr, 16) && is_all(ptr, 9, 3000));
	}
	ptr = realloc(ptr, 50);
	EXPECT(is_all(ptr, 9, 50));
	free(ptr);
	errno = 0;
	EXPECT(!memalign(1 << 20, half) && errno == ENOMEM);
}

static void test_valloc(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	void *one = valloc(1), *whole = pvalloc(1);

	EXPECT(is_aligned(one, page));
	EXPECT(is_aligned(whole, page) && malloc_usable_size(whole) >= page);
	memset(whole, 1, page);
	free(one);
	free(whole);
}

static void test_malloc_usable_size(void)
{
	unsigned char *ptr = malloc(1000);
	size_t usable = malloc_usable_size(ptr);

	EXPECT(malloc_usable_size(NULL) == 0);
	memset(ptr, 7, usable);
	ptr = realloc(ptr, usable + 5000);
	EXPECT(is_all(ptr, 7, usable));
	free(ptr);
}

static const struct test {
	const char *name;
	void (*run)(void);
} tests[] = {
	{"malloc", test_malloc},
	{"many", test_many},
	{"free", test_free},
	{"calloc", test_calloc},
	{"realloc", test_realloc},
	{"reallocarray", test_reallocarray},
	{"posix_memalign", test_posix_memalign},
	{"aligned_alloc", test_aligned_alloc},
	{"memalign", test_memalign},
	{"valloc", test_valloc},
	{"malloc_usable_size", test_malloc_usable_size},
};

int main(int argc, char **argv)
{
	for (size_t i = 0; argc == 2 && i < sizeof(tests) / sizeof(tests[0]); i++)
		if (!strcmp(tests[i].name, argv[1])) {
			tests[i].run();
			return 0;
		}
	fprintf(stderr, "usage: family NAME, with a name that stands at the end of family.c\n");
	return 2;
}
