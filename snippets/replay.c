/*
 * Plays a script of calls (a file, or standard input), one call a line, with the checks of a snippet around
 * each.
 */
#define SNIPPET_BLOCKS SCRIPT_POINTERS
#include "snippets/script.h"
#include "snippets/snippet.h"

static void *pointers[SCRIPT_POINTERS];

/* Writing too far is told by the neighbours' contents. */
static void check_neighbours(const char *what, struct snippet_place place)
{
	for (size_t i = 0; i < snippet_used; i++)
		if (snippet_blocks[i].payload)
			snippet_check_contents(&snippet_blocks[i], snippet_blocks[i].size, what, place);
}

static void *make(const struct script_call *call, struct snippet_place place)
{
	snippet_count(call->count);
	snippet_size(call->size);
	if (call->function == SCRIPT_MALLOC)
		return (os_malloc)(call->size);
	if (call->function == SCRIPT_CALLOC)
		return (os_calloc)(call->count, call->size);
	return (os_realloc)(snippet_pointer(call->source < 0 ? NULL : pointers[call->source], place), call->size);
}

static void *check(const struct script_call *call, void *result, struct snippet_place place)
{
	if (call->function == SCRIPT_MALLOC)
		return snippet_malloc(result, place);
	if (call->function == SCRIPT_CALLOC)
		return snippet_calloc(result, place);
	snippet_realloc(result, place);
	if (result && result != snippet_call.pointer)
		check_neighbours("realloc-copy: byte # of # of another block changed", place);
	return result;
}

static void play(const struct script_call *call)
{
	struct snippet_place place = {"line", call->line};

	if (call->function == SCRIPT_FREE)
		(os_free)(snippet_free(call->source < 0 ? NULL : pointers[call->source], place));
	else
		pointers[call->target] = check(call, make(call, place), place);
}

int main(int argc, char **argv)
{
	script_open("replay", argc > 1 ? argv[1] : NULL);
	script_read();
	for (size_t i = 0; i < script_length; i++)
		play(&script_calls[i]);
	check_neighbours("header: byte # of # changed while the block was in use",
			 (struct snippet_place){"the end", 0});
	return 0;
}
