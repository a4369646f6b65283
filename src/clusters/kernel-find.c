#include "clusters/kernel.h"

#include <string.h>

static gboolean
machine_can_run (const WscClusterKernel *kernel)
{
#ifdef WSC_HAVE_X86_KERNELS
  if (kernel == &wsc_cluster_kernel_avx512)
    return __builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512dq") &&
           __builtin_cpu_supports ("avx512vl") && __builtin_cpu_supports ("avx512bw");
  if (kernel == &wsc_cluster_kernel_avx2)
    return __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma");
#endif
  return TRUE;
}

/* Widest first. */
static const WscClusterKernel *const kernels[] = {
#ifdef WSC_HAVE_X86_KERNELS
  &wsc_cluster_kernel_avx512,
  &wsc_cluster_kernel_avx2,
#endif
  &wsc_cluster_kernel_baseline,
};

const WscClusterKernel *
wsc_cluster_kernel (void)
{
  gsize i = 0;

  while (!machine_can_run (kernels[i]))
    i++;
  return kernels[i];
}

const WscClusterKernel *
wsc_cluster_kernel_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kernels); i++)
    if (strcmp (kernels[i]->name, name) == 0)
      return machine_can_run (kernels[i]) ? kernels[i] : NULL;
  return NULL;
}
