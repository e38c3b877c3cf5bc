/* One fixed region, cut from its start; blocks have powers of two as sizes, and wait in a list for each when free. */
#include "malloc/spare.h"

#include <stdint.h>

/* Enough for the buffers of stdio and what a message needs; nothing of it is resident before it is used. */
#define REGION ((size_t)4 << 20)
#define SMALLEST 5
#define SIZES 16

struct piece {
	size_t size_class; /* with this head it has 2^(SMALLEST + size_class) bytes */
	struct piece *next;
	char payload[];
};

_Static_assert(sizeof(struct piece) == 16, "payloads are as aligned as pieces are");

static _Alignas(64) char region[REGION];
static size_t used;
static struct piece *free_pieces[SIZES];

static struct piece *piece_of(const void *ptr)
{
	return (struct piece *)((char *)ptr - sizeof(struct piece));
}

static size_t bytes_of(size_t size_class)
{
	return (size_t)1 << (SMALLEST + size_class);
}

static struct piece *cut(size_t size_class)
{
	struct piece *piece = (struct piece *)(region + used);

	if (bytes_of(size_class) > REGION - used)
		return NULL;
	used += bytes_of(size_class);
	piece->size_class = size_class;
	return piece;
}

void *spare_take(size_t size)
{
	struct piece *piece;
	size_t size_class = 0;

	if (size > REGION / 4)
		return NULL;
	while (bytes_of(size_class) < size + sizeof(*piece))
		size_class++;
	piece = free_pieces[size_class];
	if (piece)
		free_pieces[size_class] = piece->next;
	else
		piece = cut(size_class);
	return piece ? piece->payload : NULL;
}

void spare_give(void *ptr)
{
	struct piece *piece = piece_of(ptr);

	piece->next = free_pieces[piece->size_class];
	free_pieces[piece->size_class] = piece;
}

size_t spare_size(const void *ptr)
{
	return bytes_of(piece_of(ptr)->size_class) - sizeof(struct piece);
}

bool spare_has(const void *ptr)
{
	return (uintptr_t)ptr - (uintptr_t)region < REGION;
}
