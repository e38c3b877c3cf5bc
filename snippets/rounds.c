/*
 * Plays a script over and over, for the time that this takes, and looks at little: a tag is written to both ends of
 * each block, and must be there when the block is freed or resized; replay.c checks the same script with care. The
 * first line has the number of rounds and one from which the tags are made. Prints the sum of all tags, which who chose
 * that number knows beforehand.
 */
#include <stdint.h>

#include "osmem/osmem.h"
#include "snippets/script.h"

struct block {
	unsigned char *payload; /* NULL: there is none */
	size_t size;
	uint64_t tag;
};

static struct block blocks[SCRIPT_POINTERS];
static uint64_t last_tag; /* the number that it was made from */
static uint64_t sum;

/* Neighbouring numbers make tags that look like chance (splitmix64, Vigna). */
static uint64_t tag_of(uint64_t number)
{
	number *= 0x9e3779b97f4a7c15;
	number = (number ^ number >> 30) * 0xbf58476d1ce4e5b9;
	number = (number ^ number >> 27) * 0x94d049bb133111eb;
	return number ^ number >> 31;
}

/* At the start, as much of it as there is room for; of a longer block its lowest byte at the end, too. */
static void write_tag(const struct block *block)
{
	block->payload[block->size - 1] = (unsigned char)block->tag;
	if (block->size >= sizeof(block->tag))
		*(uint64_t *)block->payload = block->tag;
	else
		for (size_t i = 0; i < block->size; i++)
			block->payload[i] = (unsigned char)(block->tag >> 8 * i);
}

/* Whether what the block had is at `payload`, as far as `size` bytes go. */
static bool has_tag(const struct block *block, const unsigned char *payload, size_t size)
{
	size_t kept = size < block->size ? size : block->size;

	if (kept >= sizeof(block->tag))
		return *(const uint64_t *)payload == block->tag && (kept == sizeof(block->tag) || kept < block->size ||
								    payload[kept - 1] == (unsigned char)block->tag);
	for (size_t i = 0; i < kept; i++)
		if (payload[i] != (unsigned char)(block->tag >> 8 * i))
			return false;
	return true;
}

static void check(const struct block *block, const unsigned char *payload, size_t size, int line)
{
	if (!has_tag(block, payload, size))
		snippet_fail((struct snippet_place){"line", line},
			     "header: what was written to a block of # bytes is not in it any more", block->size, 0);
	sum += block->tag;
}

static void take(struct block *block, void *payload, size_t size, int line)
{
	if (!payload)
		snippet_fail((struct snippet_place){"line", line}, "crash: NULL came back where # bytes were asked for",
			     size, 0);
	*block = (struct block){payload, size, tag_of(++last_tag)};
	write_tag(block);
}

static void release(struct block *block, int line)
{
	if (!block->payload)
		return;
	check(block, block->payload, block->size, line);
	os_free(block->payload);
	block->payload = NULL;
}

static void resize(struct block *block, struct block *target, size_t size, int line)
{
	struct block before = *block;
	void *payload = os_realloc(before.payload, size);

	if (payload && before.payload)
		check(&before, payload, size, line);
	block->payload = NULL;
	take(target, payload, size, line);
}

static void play(const struct script_call *call)
{
	static struct block none;
	struct block *target = &blocks[call->target < 0 ? 0 : call->target];
	struct block *source = call->source < 0 ? &none : &blocks[call->source];

	switch (call->function) {
	case SCRIPT_MALLOC:
		take(target, os_malloc(call->size), call->size, call->line);
		break;
	case SCRIPT_CALLOC:
		take(target, os_calloc(call->count, call->size), call->count * call->size, call->line);
		break;
	case SCRIPT_REALLOC:
		resize(source, target, call->size, call->line);
		break;
	case SCRIPT_FREE:
		release(source, call->line);
		break;
	}
}

/* At the end nothing is left over for the next round. */
static void play_round(void)
{
	for (size_t i = 0; i < script_length; i++)
		play(&script_calls[i]);
	for (size_t i = 0; i < SCRIPT_POINTERS; i++)
		release(&blocks[i], script_line);
}

int main(void)
{
	static struct snippet_line said;
	size_t rounds;

	script_open("rounds", NULL);
	rounds = script_take_number("expected the number of rounds");
	last_tag = script_take_number("expected the number of the first tag");
	script_read();
	while (rounds--)
		play_round();
	snippet_add_number(&said, sum);
	snippet_add(&said, "\n");
	snippet_system_call(SYS_write, 1, (long)said.text, (long)said.length);
	return 0;
}
