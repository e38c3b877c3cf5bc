/*
 * tries   to keep the grader busy before anything runs: a library that is five million zeroes
 * refused is too large: the limit is 4 MiB
 */
#include "checker/attacks/attack.h"

const char nothing[5 << 20] = {1};
