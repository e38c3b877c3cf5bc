/* The pool's state and the parts of its core, for the files in this folder. The lock is held in all of them. */
#ifndef POOL_POOL_H_
#define POOL_POOL_H_

#include "pool/block.h"

/* A mapping: this header, then blocks that tile it to its end. */
struct region {
	struct region *next;                            /* the one mapped after it */
	size_t length;                                  /* of the mapping, in bytes */
	alignas(max_align_t) struct Block *search_from; /* no free block lies before it; NULL: none at all */
	size_t number;                                  /* from 1; for names */
};

#define REGION_HEADER sizeof(struct region)

/* A block and the region it is in; no block: none was found. */
struct place {
	struct region *region;
	struct Block *block;
};

/* `need` is the payload for what was asked. */
struct request {
	size_t asked, need, alignment;
};

/* What a call is for. */
enum pool_job { POOL_OTHER, POOL_TAKE, POOL_RESIZE, POOL_FREE };

/* What a program calls. The log tells of it, unless it is POOL_OTHER. */
struct pool_call {
	const char *name;
	enum pool_job job;
	const void *ptr;     /* what is to be freed or resized */
	const char *numbers; /* the other arguments, as text with a # for each of `values` */
	size_t values[2];
	const void *caller; /* where it returns to */
};

/* Who watches the pool is told what cannot be seen around a call. */
struct pool_watcher {
	/* A system call was made for the region; failed or not. */
	void (*maps)(size_t region, size_t length, bool failed);
	void (*unmaps)(size_t region, size_t offset, size_t length, bool failed);

	/* Memory is out: false where nothing can be released that was kept aside. */
	bool (*makes_room)(void);

	/* The program stops in this call, for something wrong with the block, or NULL. */
	void (*stops)(const struct Block *block);
};

/* NULL: nobody does. */
extern const struct pool_watcher *pool_watcher;

struct pool {
	const struct pool_call *call; /* under way; the lock is held for it */
	int error;                    /* what errno will be when it leaves */
	bool failed;                  /* whether it did */
	bool locked;                  /* whether it had to lock */
	struct region *first;         /* NULL until the first request */
	size_t regions_made;          /* ever */
	size_t first_length;          /* as init_pool() wants it; 0 as long as nobody does */
	size_t least_given_back;      /* a free end smaller than this stays when a block is freed */
	size_t given_back;            /* bytes unmapped by custom_free() and not mapped again since */
	enum custom_fit fit;
	struct place cursor;     /* where the next step of custom_defragment() begins; no block: at the start */
	size_t freed;            /* how often something became free */
	bool deferred;           /* custom_free() leaves the merging to the thread */
	struct pool_stats stats; /* since the start; and regions, mapped, used and used_blocks as they are */
};

extern struct pool the_pool;

static inline struct Block *region_first_block(const struct region *region)
{
	return (struct Block *)((char *)region + REGION_HEADER);
}

static inline void *region_end(const struct region *region)
{
	return (char *)region + region->length;
}

/* state.c: takes the lock for the call, and keeps errno for it; leaving gives both back, and returns the result. */
void pool_enter(const struct pool_call *call);
void *pool_leave(void *result);

/* state.c: the call will leave with that errno. NULL. */
void *pool_fail(int error);

/* region.c: maps a region with one free block of at least `payload` bytes. No block: memory is out. */
struct place pool_grow(size_t payload);

/* region.c: unmaps what can go of a free block at its region's end, if that is `at_least` bytes; returns how much. */
size_t pool_give_back(struct place place, size_t at_least);

/* search.c: the free block that the request gets, and how much of its payload lies before the aligned address. */
struct place pool_find(const struct request *request, size_t *lead);

/* merge.c: joins the block with the next one, which is free. */
void pool_join_next(struct place place);

/* merge.c: joins a free block with all free ones around it, and returns what it became. */
struct place pool_merge(struct place place);

/* merge.c: merges whatever is free next to each other. */
void pool_merge_all(void);

/* pool.c: as custom_aligned_alloc() and custom_free(); growing and shrinking as far as it goes without a move. */
void *pool_allocate(size_t size, size_t alignment);
void pool_release(struct place place);
bool pool_resize_in_place(struct place place, size_t size);

/* defragment.c: something became free, and the thread is to merge it. */
void pool_wake_thread(void);

/* misuse.c: stops the program with one line; who watches may have more to say of the block. */
_Noreturn void pool_misuse(const struct Block *block, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* misuse.c: the region that the address lies in, or NULL. */
struct region *pool_region_of(const void *address);

/* misuse.c: the block in use whose payload is at `ptr`; anything else is misuse. */
struct place pool_live_block(void *ptr);

/* misuse.c: the same block, or NULL for NULL. A header that was written over is misuse, so no walk follows one. */
struct Block *pool_checked(struct Block *block);

/* check.c: what is wrong with the block, in words, or NULL. */
const char *pool_check_block(const struct region *region, const struct Block *block);

/* stats.c: as custom_stats(). */
void pool_count(struct pool_stats *stats);

#endif
