/*
 * What a trace cannot show, checked around each call of a snippet: alignment, zeroes, contents, overlap.
 * Trusts nothing of the library under test: calls no libc function, looks at nothing before a payload.
 */
#ifndef SNIPPETS_SNIPPET_H_
#define SNIPPETS_SNIPPET_H_

#include <stddef.h>
#include <stdint.h>

#include "osmem/osmem.h"
#include "snippets/fail.h"

/* The units that snippets lay out the heap with. Refs are recorded with pages of 4096 bytes. */
#define HEADER ((size_t)32)
#define HEAP_CHUNK ((size_t)128 * 1024)
#define MMAP_THRESHOLD ((size_t)128 * 1024)
#define PAGE ((size_t)4096)

/*
 * How most scenarios begin: so that how the first chunk is cut the first time decides nothing.
 *
 *     os_malloc(CHUNK_FILLED);            it is in use: what follows comes behind it
 *     os_free(os_malloc(CHUNK_FREED));    it is free: what follows is cut from it
 *
 * Of its 131040 bytes the first leaves 16, too few for a block, and the second the smallest block there is, of 8 bytes,
 * which is too small for any request. Rounding and threshold decide nothing, either.
 */
#define CHUNK_FILLED ((size_t)131024)
#define CHUNK_FREED ((size_t)131000)

/* What a block of `size` bytes takes from the heap. */
static inline size_t footprint(size_t size)
{
	return (size + 7) / 8 * 8 + HEADER;
}

struct snippet_block {
	unsigned char *payload;     /* NULL: this entry is unused */
	size_t size;                /* as asked for */
	unsigned seed;              /* of the pattern in it */
	struct snippet_place place; /* of the call that gave it */
};

#ifndef SNIPPET_BLOCKS
#define SNIPPET_BLOCKS 512
#endif

static struct snippet_block snippet_blocks[SNIPPET_BLOCKS];
static size_t snippet_used; /* no entry from here on was ever used */

/* The live block at `payload`, or NULL. With NULL: an unused entry. */
static inline struct snippet_block *snippet_find(const void *payload)
{
	for (size_t i = 0; i < snippet_used; i++)
		if (snippet_blocks[i].payload == payload)
			return &snippet_blocks[i];
	return NULL;
}

/* Eight bytes of a payload, which was found to be aligned. */
typedef uint64_t __attribute__((may_alias)) snippet_word;

/* No byte of the pattern is 0, so that calloc cannot take it for cleared memory. */
static inline uint64_t snippet_pattern(unsigned seed, size_t at)
{
	return (seed * 0x9e3779b97f4a7c15 + at / 8 * 0xd6e8feb86659fd93) | 0x0101010101010101;
}

static inline unsigned char snippet_byte(unsigned seed, size_t at)
{
	return (unsigned char)(snippet_pattern(seed, at) >> at % 8 * 8);
}

static inline void snippet_check_contents(const struct snippet_block *block, size_t size, const char *what,
					  struct snippet_place place)
{
	size_t at = 0;

	while (at + 8 <= size && *(const snippet_word *)(block->payload + at) == snippet_pattern(block->seed, at))
		at += 8;
	for (; at < size; at++)
		if (block->payload[at] != snippet_byte(block->seed, at))
			snippet_fail(place, what, at, size);
}

static inline void snippet_check_unchanged(const struct snippet_block *block, struct snippet_place place)
{
	snippet_check_contents(block, block->size, "header: byte # of # changed while the block was in use", place);
}

/* What is still in use when main() has returned is as it was written, too. */
__attribute__((destructor)) static void snippet_check_all(void)
{
	for (size_t i = 0; i < snippet_used; i++)
		if (snippet_blocks[i].payload)
			snippet_check_unchanged(&snippet_blocks[i], snippet_blocks[i].place);
}

/* `payload` may be touched and lies apart from every live block but `self`. */
static inline void snippet_check_place(const struct snippet_block *self, const void *payload, size_t size,
				       struct snippet_place place)
{
	uintptr_t begin = (uintptr_t)payload;

	if (!payload)
		snippet_fail(place, "crash: NULL came back where # bytes were asked for", size, 0);
	if (begin % 8)
		snippet_fail(place, "align: a block of # bytes at an address that leaves # when divided by 8", size,
			     begin % 8);
	for (size_t i = 0; i < snippet_used; i++) {
		const struct snippet_block *live = &snippet_blocks[i];

		if (live != self && live->payload && begin < (uintptr_t)live->payload + live->size &&
		    (uintptr_t)live->payload < begin + size)
			snippet_fail(place, "header: a new block of # bytes lies over a live one of # bytes", size,
				     live->size);
	}
}

/* For what must give NULL: `what` is said if it did not. */
static inline void *snippet_nothing(const void *payload, struct snippet_place place, const char *what, size_t first,
				    size_t second)
{
	if (payload)
		snippet_fail(place, what, first, second);
	return NULL;
}

/* Each block has a pattern of its own, and another one after each os_realloc(): old contents never pass for new. */
static inline void *snippet_took(struct snippet_block *block, void *payload, size_t size, struct snippet_place place)
{
	static unsigned seed;
	size_t at = 0;

	*block = (struct snippet_block){payload, size, ++seed, place};
	for (; at + 8 <= size; at += 8)
		*(snippet_word *)(block->payload + at) = snippet_pattern(seed, at);
	for (; at < size; at++)
		block->payload[at] = snippet_byte(seed, at);
	return payload;
}

static inline struct snippet_block *snippet_unused(struct snippet_place place)
{
	struct snippet_block *block = snippet_find(NULL);

	if (!block && snippet_used < LENGTH(snippet_blocks))
		block = &snippet_blocks[snippet_used++];
	if (!block)
		snippet_fail(place, "exit-status: more than # live blocks", LENGTH(snippet_blocks), 0);
	return block;
}

/* What the call under way was asked for, noted as its arguments are made: see the macros. */
static struct {
	size_t count, size;
	void *pointer;
	struct snippet_block *block; /* the live one at `pointer`, if any */
} snippet_call;

static inline size_t snippet_count(size_t count)
{
	return snippet_call.count = count;
}

static inline size_t snippet_size(size_t size)
{
	return snippet_call.size = size;
}

/* A live block is about to be given away or changed: its contents must be as they were written. */
static inline void *snippet_pointer(void *pointer, struct snippet_place place)
{
	struct snippet_block *block = pointer ? snippet_find(pointer) : NULL;

	if (block)
		snippet_check_unchanged(block, place);
	snippet_call.block = block;
	return snippet_call.pointer = pointer;
}

static inline void snippet_forget(struct snippet_block *block)
{
	if (block)
		block->payload = NULL;
}

static inline void *snippet_free(void *pointer, struct snippet_place place)
{
	snippet_pointer(pointer, place);
	snippet_forget(snippet_call.block);
	return pointer;
}

static inline void *snippet_too_large(const void *payload, size_t size, struct snippet_place place)
{
	return snippet_nothing(payload, place, "too-large: # bytes gave a block, not NULL", size, 0);
}

static inline void *snippet_malloc(void *payload, struct snippet_place place)
{
	size_t size = snippet_call.size;

	if (size == 0)
		return snippet_nothing(payload, place, "zero-size: # bytes gave a block, not NULL", size, 0);
	if (size > PTRDIFF_MAX)
		return snippet_too_large(payload, size, place);
	snippet_check_place(NULL, payload, size, place);
	return snippet_took(snippet_unused(place), payload, size, place);
}

static inline void *snippet_calloc(unsigned char *payload, struct snippet_place place)
{
	size_t count = snippet_call.count, size = snippet_call.size, bytes, at = 0;

	if (__builtin_mul_overflow(count, size, &bytes))
		return snippet_nothing(payload, place, "calloc-overflow: # times # bytes gave a block, not NULL", count,
				       size);
	if (bytes == 0)
		return snippet_nothing(payload, place, "zero-size: # times # bytes gave a block, not NULL", count,
				       size);
	if (bytes > PTRDIFF_MAX)
		return snippet_too_large(payload, bytes, place);
	snippet_check_place(NULL, payload, bytes, place);
	while (at + 8 <= bytes && *(const snippet_word *)(payload + at) == 0)
		at += 8;
	for (; at < bytes; at++)
		if (payload[at])
			snippet_fail(place, "calloc-zero: byte # of # is not 0", at, bytes);
	return snippet_took(snippet_unused(place), payload, bytes, place);
}

static inline void *snippet_realloc(void *payload, struct snippet_place place)
{
	struct snippet_block *block = snippet_call.block;
	size_t size = snippet_call.size;

	if (!snippet_call.pointer)
		return snippet_malloc(payload, place);
	if (!block)
		return snippet_nothing(payload, place, "realloc-freed: a freed block was given # bytes, not NULL", size,
				       0);
	if (size == 0) {
		snippet_forget(block);
		return snippet_nothing(payload, place, "realloc-zero: # bytes gave a block, not NULL", size, 0);
	}
	if (size > PTRDIFF_MAX)
		return snippet_too_large(payload, size, place);
	snippet_check_place(block, payload, size, place);
	block->payload = payload;
	snippet_check_contents(block, size < block->size ? size : block->size,
			       "realloc-copy: byte # of # is not what it was before os_realloc", place);
	return snippet_took(block, payload, size, place);
}

/*
 * Macros, so that each call stands in the snippet's own code at its own line: that is where it is looked up.
 * A macro's name inside its own text is the function.
 */
#define os_malloc(size) snippet_malloc(os_malloc(snippet_size(size)), SNIPPET_HERE)
#define os_calloc(count, size) snippet_calloc(os_calloc(snippet_count(count), snippet_size(size)), SNIPPET_HERE)
#define os_realloc(ptr, size)                                                                                          \
	snippet_realloc((snippet_pointer(ptr, SNIPPET_HERE), os_realloc(snippet_call.pointer, snippet_size(size))),    \
			SNIPPET_HERE)
#define os_free(ptr) os_free(snippet_free(ptr, SNIPPET_HERE))

#endif
