/* The table of classes. */
#include "malloc/fast/class.h"

#define CLASS(size)                                                                                                    \
	{                                                                                                              \
		(size), UINT32_MAX / (size) + 1                                                                        \
	}

/* From `base`, without it, to its double. */
#define DOUBLING(base)                                                                                                 \
	CLASS((base) / 8 * 9), CLASS((base) / 8 * 10), CLASS((base) / 8 * 11), CLASS((base) / 8 * 12),                 \
		CLASS((base) / 8 * 13), CLASS((base) / 8 * 14), CLASS((base) / 8 * 15), CLASS((base)*2)

const struct class_info classes[CLASS_COUNT] = {
	{0, 0},         CLASS(16),      CLASS(32),      CLASS(48),      CLASS(64),       CLASS(80),
	CLASS(96),      CLASS(112),     CLASS(128),     DOUBLING(128),  DOUBLING(256),   DOUBLING(512),
	DOUBLING(1024), DOUBLING(2048), DOUBLING(4096), DOUBLING(8192), DOUBLING(16384),
};
