/* HDF5's types for ours, in memory. */
#include "tensors/h5.h"

hid_t
wsc_h5_memory_type (WscH5Type type)
{
  switch (type)
    {
    case WSC_H5_DOUBLE:
      return H5T_NATIVE_DOUBLE;
    case WSC_H5_FLOAT:
      return H5T_NATIVE_FLOAT;
    case WSC_H5_UINT32:
      return H5T_NATIVE_UINT32;
    case WSC_H5_INT32:
    default:
      return H5T_NATIVE_INT32;
    }
}

hid_t
wsc_h5_text_type (void)
{
  hid_t type = H5Tcopy (H5T_C_S1);

  H5Tset_size (type, H5T_VARIABLE);
  H5Tset_cset (type, H5T_CSET_UTF8);
  return type;
}
