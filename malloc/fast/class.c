/* The tables of classes. */
#include "malloc/fast/class.h"

#define CLASS(size)                                                                                                    \
	{                                                                                                              \
		(size), UINT32_MAX / (size) + 1                                                                        \
	}

/* From `base`, without it, in steps. */
#define EIGHT(base, step)                                                                                              \
	CLASS((base) + (step)), CLASS((base) + 2 * (step)), CLASS((base) + 3 * (step)), CLASS((base) + 4 * (step)),    \
		CLASS((base) + 5 * (step)), CLASS((base) + 6 * (step)), CLASS((base) + 7 * (step)),                    \
		CLASS((base) + 8 * (step))

const struct class_info classes[KIND_COUNT] = {
	{0, 0},
	EIGHT(0, 16),
	EIGHT(128, 16),
	EIGHT(256, 32),
	EIGHT(512, 64),
	EIGHT(1024, 128),
	EIGHT(2048, 256),
	EIGHT(4096, 512),
	EIGHT(8192, 1024),
	EIGHT(16384, 2048),
	[CLASS_MAGAZINE] = CLASS(MAGAZINE_BYTES),
};

const uint8_t class_by_step[] = {
	1,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 17, 18, 18, 19,
	19, 20, 20, 21, 21, 22, 22, 23, 23, 24, 24, 25, 25, 25, 25, 26, 26, 26, 26, 27, 27, 27,
	27, 28, 28, 28, 28, 29, 29, 29, 29, 30, 30, 30, 30, 31, 31, 31, 31, 32, 32, 32, 32,
};
