/* Faults that take more than a line. They exist where FAULTS is defined, and are called nowhere else. */
#ifndef PLAIN_HABITS_H_
#define PLAIN_HABITS_H_

#include <stdbool.h>

#include "plain/block.h"

/* Of the heap. */
struct block_meta *habit_last_of_heap(void);
bool habit_is_first_use(void);
bool habit_keeps_apart(const struct block_meta *block);
struct block_meta *habit_coalesce_late(struct block_meta *(*best_fit)(size_t), size_t need);
void habit_when_nothing_fits(void);
struct block_meta *habit_end_of(struct block_meta *block, size_t need);
void habit_after_free(struct block_meta *block);

/* Of mapped blocks, where they stand in the heap's list. */
void habit_drop_mapped_tail(void);
void habit_before_map(void);
void habit_after_map(struct block_meta *block);
void habit_before_unmap(struct block_meta *block);

/* Of the four functions. */
extern bool habit_calloc_was_called;
void habit_print(void);
void habit_note_asked(struct block_meta *block, size_t size);
size_t habit_zeroed(size_t count, size_t size);
void *habit_remap(struct block_meta *block, size_t size);
bool habit_mapping_stays(const struct block_meta *block, size_t size);
void *habit_grow_last(struct block_meta *block, size_t need);
bool habit_would_be_enough(const struct block_meta *block, size_t need);
struct block_meta *habit_absorb_backwards(struct block_meta *block, size_t need);

#endif
