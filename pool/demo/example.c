/* The program that pool/README.md quotes. */
#include <stdio.h>
#include <string.h>

#include "memalloc.h"

int main(void)
{
	char *text;
	int *squares;

	init_pool(1 << 20); /* optional: the size of the first region */

	text = custom_malloc(6);
	squares = custom_calloc(10, sizeof(*squares));
	if (!text || !squares)
		return 1;
	strcpy(text, "hello");
	for (int i = 0; i < 10; i++)
		squares[i] = i * i;

	text = custom_realloc(text, 13);
	if (!text)
		return 1;
	strcat(text, ", world");
	printf("%s; 9 * 9 = %d\n", text, squares[9]);

	print_free_list();
	custom_free(squares);
	custom_free(text);
	return 0;
}
