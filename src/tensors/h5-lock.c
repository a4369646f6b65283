/* The serial HDF5 keeps its state in globals, so all its calls of this process go through one lock: two windows may
 * save at once. A pthread lock, because race detectors see through it. */
#include "tensors/h5.h"

#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void
wsc_h5_lock (void)
{
  pthread_mutex_lock (&lock);
}

void
wsc_h5_unlock (void)
{
  pthread_mutex_unlock (&lock);
}
