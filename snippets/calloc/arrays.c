/*
 * title   Many zeroed arrays, small and mapped, up and down
 * points  5
 * rules   preallocate coalesce best-fit split calloc-threshold map-length free-unmap calloc-zero
 */
#include "snippets/snippet.h"

static const struct {
	size_t count, size;
} asked[] = {{1, 1},   {8, 1},    {5, 5},    {1, 40},   {10, 8},   {32, 5},   {50, 7},     {421, 1},   {3, 211},
	     {250, 4}, {2024, 1}, {40, 100}, {4, 1024}, {20, 500}, {8, 5000}, {131072, 1}, {3, 100000}};

int main(void)
{
	char *up[LENGTH(asked)], *down[LENGTH(asked)];

	for (size_t i = 0; i < LENGTH(asked); i++)
		up[i] = os_calloc(asked[i].count, asked[i].size);
	for (size_t i = LENGTH(asked); i-- > 0;)
		down[i] = os_calloc(asked[i].size, asked[i].count);

	/* Every other one goes, then comes back with one element more, or with half as many. */
	for (size_t i = 0; i < LENGTH(asked); i += 2) {
		os_free(up[i]);
		os_free(down[i]);
	}
	for (size_t i = 0; i < LENGTH(asked); i += 2)
		up[i] = os_calloc(asked[i].count + 1, asked[i].size);
	for (size_t i = 0; i < LENGTH(asked); i += 2)
		down[i] = os_calloc(asked[i].count / 2 + 1, asked[i].size);

	for (size_t i = 0; i < LENGTH(asked); i++)
		os_free(up[i]);
	up[0] = os_calloc(13, 300);
	os_free(up[0]);
	for (size_t i = 0; i < LENGTH(asked); i++)
		os_free(down[i]);
	up[0] = os_calloc(1, 4056);
	os_free(up[0]);
	return 0;
}
