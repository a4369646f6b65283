/* What the parts of a proposal share. */
#pragma once

#include "study/propose.h"
#include "study/study-private.h"

G_BEGIN_DECLS

struct _WscDataFile
{
  gint ref_count;
  char *path;
  WscTensors *tensors; /* of a file of arrays; else NULL */
  WscTable *table;     /* columns; NULL where arrays are none */
  WscPreview *preview;
  WscDataKind kind;    /* SAMPLES, GAUSSIANS or NETWORK where there is nothing to guess */
};

/* TRUE for arrays that hold a network and carry no study. */
gboolean wsc_data_holds_network (const char *path, const WscTensors *tensors);
char *wsc_data_find_labels (const char *path); /* the file of labels that belongs to images, by the names that IDX files have; NULL if there is none */

/* Sets an option; `why` (taken, nullable) is told with it. */
gboolean wsc_proposal_set (WscProposal *self, const char *key, const char *text, char *why, GError **error);
gboolean wsc_proposal_set_number (WscProposal *self, const char *key, gsize number, char *why, GError **error);
char *wsc_count_text (gsize n); /* 20 000: thousands apart, by a narrow space, from five digits on; caller frees */
void wsc_proposal_warn (WscProposal *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

gboolean wsc_propose_last_numbers (const WscPreview *preview, guint *column); /* the last column of numbers that change; FALSE if there is none */
/* Series or table, by the columns. */
WscDataKind wsc_propose_kind (const WscTable *table, const WscPreview *preview);
gboolean wsc_propose_series (WscProposal *self, const WscTable *table, const WscPreview *preview, const char *column, GError **error);
gboolean wsc_propose_table (WscProposal *self, const WscTable *table, const WscPreview *preview, const char *target, GError **error);
/* Batch, epochs, replicas, so that a first picture is there within seconds. */
gboolean wsc_propose_training (WscProposal *self, gsize n_samples, const guint *sizes, guint n_sizes, GError **error);

/* --- what the numbers are like (propose-period.c) ------------------------------------ */

#define WSC_LOOKED_AT 20000 /* values at most */

/* Of the first values, without their straight line: how much neighbours have to do with each other, -1..1; 0 of less than three. */
double wsc_find_persistence (const double *x, gsize n);
/* The lag at which they repeat best, 0 if they do at none. */
gsize wsc_find_period (const double *x, gsize n);

G_END_DECLS
