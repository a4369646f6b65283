/* The kernel of one instruction set: WSC_KERNEL and WSC_LANES come from the build. */
#include "clusters/kernel.h"

#include "clusters/kernel-assign.h"
#include "clusters/kernel-factors.h"

#define PASTE(a, b) a##b
#define KERNEL_NAME(name) PASTE (wsc_cluster_kernel_, name)
#define TEXT(name) #name
#define TEXT_OF(name) TEXT (name)

const WscClusterKernel KERNEL_NAME (WSC_KERNEL) = {
  .name = TEXT_OF (WSC_KERNEL),
  .n_lanes = WSC_LANES,
  .scratch_size = scratch_size,
  .nuclear_norms = nuclear_norms,
  .align = align,
  .measure_own = measure_own,
  .reach = reach,
  .find_nearest = find_nearest,
};
