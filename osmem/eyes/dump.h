/* The heap as a drawing in letters. */
#ifndef OSMEM_EYES_DUMP_H_
#define OSMEM_EYES_DUMP_H_

/* With the lock held. */
void dump_heap(int fd);

#endif
