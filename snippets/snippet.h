/*
 * What a trace cannot show, checked around each call of a snippet: alignment, zeroes, contents, overlap.
 * Trusts nothing of the library under test: calls no libc function, looks at nothing before a payload.
 */
#ifndef SNIPPETS_SNIPPET_H_
#define SNIPPETS_SNIPPET_H_

#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>

#include "osmem/osmem.h"

/* The units that snippets lay out the heap with. Refs are recorded with pages of 4096 bytes. */
#define HEADER ((size_t)32)
#define HEAP_CHUNK ((size_t)128 * 1024)
#define MMAP_THRESHOLD ((size_t)128 * 1024)
#define PAGE ((size_t)4096)

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* What a block of `size` bytes takes from the heap. */
static inline size_t footprint(size_t size)
{
	return (size + 7) / 8 * 8 + HEADER;
}

struct snippet_place {
	const char *file;
	int line;
};

#define SNIPPET_HERE ((struct snippet_place){__FILE_NAME__, __LINE__})

struct snippet_block {
	unsigned char *payload; /* NULL: this entry is unused */
	size_t size;            /* as asked for */
	unsigned seed;          /* of the pattern in it */
};

static struct snippet_block snippet_blocks[512];

static inline long snippet_system_call(long number, long first, long second, long third)
{
#if defined(__x86_64__)
	long result;

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "0"(number), "D"(first), "S"(second), "d"(third)
			 : "rcx", "r11", "memory");
	return result;
#elif defined(__aarch64__)
	register long x8 __asm__("x8") = number;
	register long x0 __asm__("x0") = first;
	register long x1 __asm__("x1") = second;
	register long x2 __asm__("x2") = third;

	__asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
	return x0;
#else
#error "snippets make their system calls themselves: teach snippet_system_call() this machine's way"
#endif
}

struct snippet_line {
	size_t length;
	char text[256];
};

static inline void snippet_add(struct snippet_line *line, const char *text)
{
	while (*text && line->length < sizeof(line->text))
		line->text[line->length++] = *text++;
}

static inline void snippet_add_number(struct snippet_line *line, size_t number)
{
	char digits[24];
	size_t at = sizeof(digits) - 1;

	digits[at] = '\0';
	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	snippet_add(line, digits + at);
}

/*
 * Ends the program with one line on standard error. In `what`, each # stands for the next of the two numbers.
 * What comes before its colon is the rule that was broken, by its name in the refs.
 */
static inline _Noreturn void snippet_fail(struct snippet_place place, const char *what, size_t first,
					  size_t second)
{
	static struct snippet_line line;
	size_t numbers[] = {first, second}, used = 0;

	for (; *what; what++) {
		char letter[] = {*what, '\0'};

		if (*what == '#')
			snippet_add_number(&line, numbers[used++]);
		else
			snippet_add(&line, letter);
	}
	snippet_add(&line, ", ");
	snippet_add(&line, place.file);
	snippet_add(&line, ":");
	snippet_add_number(&line, (size_t)place.line);
	snippet_add(&line, "\n");
	snippet_system_call(SYS_write, 2, (long)line.text, (long)line.length);
	for (;;)
		snippet_system_call(SYS_exit_group, 1, 0, 0);
}

/* The live block at `payload`, or NULL. With NULL: an unused entry. */
static inline struct snippet_block *snippet_find(const void *payload)
{
	for (size_t i = 0; i < LENGTH(snippet_blocks); i++)
		if (snippet_blocks[i].payload == payload)
			return &snippet_blocks[i];
	return NULL;
}

/* No byte of the pattern is 0, so that calloc cannot take it for cleared memory. */
static inline unsigned char snippet_byte(unsigned seed, size_t at)
{
	return (unsigned char)((seed * 29 + at * 7 + at / 251) | 1);
}

static inline void snippet_check_contents(const struct snippet_block *block, size_t size, const char *what,
					  struct snippet_place place)
{
	for (size_t i = 0; i < size; i++)
		if (block->payload[i] != snippet_byte(block->seed, i))
			snippet_fail(place, what, i, size);
}

/* `payload` may be touched and lies apart from every live block but `self`. */
static inline void snippet_check_place(const struct snippet_block *self, const void *payload, size_t size,
				       struct snippet_place place)
{
	uintptr_t begin = (uintptr_t)payload;

	if (!payload)
		snippet_fail(place, "crash: NULL came back where # bytes were asked for", size, 0);
	if (begin % 8)
		snippet_fail(place, "align: a block of # bytes at an address that leaves # when divided by 8",
			     size, begin % 8);
	for (const struct snippet_block *live = snippet_blocks;
	     live < snippet_blocks + LENGTH(snippet_blocks); live++)
		if (live != self && live->payload && begin < (uintptr_t)live->payload + live->size &&
		    (uintptr_t)live->payload < begin + size)
			snippet_fail(place, "header: a new block of # bytes lies over a live one of # bytes",
				     size, live->size);
}

/* For what must give NULL: `what` is said if it did not. */
static inline void *snippet_nothing(const void *payload, struct snippet_place place, const char *what,
				    size_t first, size_t second)
{
	if (payload)
		snippet_fail(place, what, first, second);
	return NULL;
}

/* Each block has a pattern of its own, and another one after each os_realloc(): old contents never pass for
 * new. */
static inline void *snippet_took(struct snippet_block *block, void *payload, size_t size)
{
	static unsigned seed;

	*block = (struct snippet_block){payload, size, ++seed};
	for (size_t i = 0; i < size; i++)
		block->payload[i] = snippet_byte(block->seed, i);
	return payload;
}

static inline struct snippet_block *snippet_unused(struct snippet_place place)
{
	struct snippet_block *block = snippet_find(NULL);

	if (!block)
		snippet_fail(place, "exit-status: more than # live blocks", LENGTH(snippet_blocks), 0);
	return block;
}

static inline void *snippet_malloced(void *payload, size_t size, struct snippet_place place)
{
	if (size == 0)
		return snippet_nothing(payload, place, "zero-size: # bytes gave a block, not NULL", size, 0);
	snippet_check_place(NULL, payload, size, place);
	return snippet_took(snippet_unused(place), payload, size);
}

static inline void *snippet_calloced(unsigned char *payload, size_t count, size_t size,
				     struct snippet_place place)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		return snippet_nothing(payload, place,
				       "calloc-overflow: # times # bytes gave a block, not NULL", count,
				       size);
	if (bytes == 0)
		return snippet_nothing(payload, place, "zero-size: # times # bytes gave a block, not NULL",
				       count, size);
	snippet_check_place(NULL, payload, bytes, place);
	for (size_t i = 0; i < bytes; i++)
		if (payload[i])
			snippet_fail(place, "calloc-zero: byte # of # is not 0", i, bytes);
	return snippet_took(snippet_unused(place), payload, bytes);
}

/* The live block at `payload` with its contents as they were written; NULL where none is. */
static inline struct snippet_block *snippet_intact(void *payload, struct snippet_place place)
{
	struct snippet_block *block = payload ? snippet_find(payload) : NULL;

	if (block)
		snippet_check_contents(block, block->size,
				       "header: byte # of # changed while the block was in use", place);
	return block;
}

static inline void snippet_gave(struct snippet_block *block)
{
	if (block)
		block->payload = NULL;
}

static inline void *snippet_realloced(struct snippet_block *block, void *before, void *after, size_t size,
				      struct snippet_place place)
{
	if (!before)
		return snippet_malloced(after, size, place);
	if (!block)
		return snippet_nothing(after, place,
				       "realloc-freed: a freed block was given # bytes, not NULL", size, 0);
	if (size == 0) {
		snippet_gave(block);
		return snippet_nothing(after, place, "realloc-zero: # bytes gave a block, not NULL", size, 0);
	}
	snippet_check_place(block, after, size, place);
	block->payload = after;
	snippet_check_contents(block, size < block->size ? size : block->size,
			       "realloc-copy: byte # of # is not what it was before os_realloc", place);
	return snippet_took(block, after, size);
}

/*
 * Macros, so that each call stands in the snippet's own code at its own line: that is where it is looked up.
 * A macro's name inside its own text is the function.
 */
#define os_malloc(wanted)                                                                                    \
	({                                                                                                   \
		size_t snippet_wanted = (wanted);                                                            \
		snippet_malloced(os_malloc(snippet_wanted), snippet_wanted, SNIPPET_HERE);                   \
	})

#define os_calloc(number, wanted_each)                                                                       \
	({                                                                                                   \
		size_t snippet_number = (number), snippet_each = (wanted_each);                              \
		snippet_calloced(os_calloc(snippet_number, snippet_each), snippet_number, snippet_each,      \
				 SNIPPET_HERE);                                                              \
	})

#define os_realloc(block, changed_to)                                                                        \
	({                                                                                                   \
		void *snippet_before = (block);                                                              \
		size_t snippet_changed = (changed_to);                                                       \
		struct snippet_block *snippet_block_before = snippet_intact(snippet_before, SNIPPET_HERE);   \
		snippet_realloced(snippet_block_before, snippet_before,                                      \
				  os_realloc(snippet_before, snippet_changed), snippet_changed,              \
				  SNIPPET_HERE);                                                             \
	})

#define os_free(block)                                                                                       \
	({                                                                                                   \
		void *snippet_freed = (block);                                                               \
		snippet_gave(snippet_intact(snippet_freed, SNIPPET_HERE));                                   \
		os_free(snippet_freed);                                                                      \
	})

#endif
