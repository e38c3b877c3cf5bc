#include "osmem/osmem.h"
