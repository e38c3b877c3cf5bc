/* The tables of classes. */
#include "malloc/fast/class.h"

#define CLASS(size)                                                                                                    \
	{                                                                                                              \
		(size), UINT32_MAX / (size) + 1                                                                        \
	}

/* From `base`, without it, to its double. */
#define DOUBLING(base)                                                                                                 \
	CLASS((base) / 8 * 9), CLASS((base) / 8 * 10), CLASS((base) / 8 * 11), CLASS((base) / 8 * 12),                 \
		CLASS((base) / 8 * 13), CLASS((base) / 8 * 14), CLASS((base) / 8 * 15), CLASS((base)*2)

const struct class_info classes[] = {
	{0, 0},
	CLASS(16),
	CLASS(32),
	CLASS(48),
	CLASS(64),
	CLASS(80),
	CLASS(96),
	CLASS(112),
	CLASS(128),
	DOUBLING(128),
	DOUBLING(256),
	DOUBLING(512),
	DOUBLING(1024),
	DOUBLING(2048),
	DOUBLING(4096),
	DOUBLING(8192),
	DOUBLING(16384),
	[CLASS_MAGAZINE] = CLASS(MAGAZINE_BYTES),
	[KIND_COUNT - 1] = {0, 0},
};

const uint8_t class_by_step[] = {
	1,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 17, 18, 18, 19,
	19, 20, 20, 21, 21, 22, 22, 23, 23, 24, 24, 25, 25, 25, 25, 26, 26, 26, 26, 27, 27, 27,
	27, 28, 28, 28, 28, 29, 29, 29, 29, 30, 30, 30, 30, 31, 31, 31, 31, 32, 32, 32, 32,
};
