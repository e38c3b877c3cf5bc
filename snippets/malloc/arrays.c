/*
 * title   Many sizes, small and mapped, up and down
 * points  5
 * rules   preallocate coalesce best-fit split expand append map-threshold map-length free-unmap
 */
#include "snippets/snippet.h"

static const size_t sizes[] = {1,    8,    25,    40,    80,    160,    350,    421,    633,   1000,
			       2024, 4000, 16384, 40000, 65421, 131072, 200000, 300001, 500000};

int main(void)
{
	char *up[LENGTH(sizes)], *down[LENGTH(sizes)];

	for (size_t i = 0; i < LENGTH(sizes); i++)
		up[i] = os_malloc(sizes[i]);
	for (size_t i = LENGTH(sizes); i-- > 0;)
		down[i] = os_malloc(sizes[i]);

	/* Every other one goes, then comes back: first the large ones, into whatever hole fits best. */
	for (size_t i = 0; i < LENGTH(sizes); i += 2) {
		os_free(up[i]);
		os_free(down[i]);
	}
	for (size_t i = 0; i < LENGTH(sizes); i += 2)
		up[i] = os_malloc(sizes[i] + 24);
	for (size_t i = 0; i < LENGTH(sizes); i += 2)
		down[i] = os_malloc(sizes[i] / 2 + 1);

	for (size_t i = 0; i < LENGTH(sizes); i++)
		os_free(up[i]);
	up[0] = os_malloc(131000);
	os_free(up[0]);
	for (size_t i = 0; i < LENGTH(sizes); i++)
		os_free(down[i]);
	up[0] = os_malloc(131000);
	os_free(up[0]);
	return 0;
}
