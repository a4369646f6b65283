/* Results that take milliseconds. */
#pragma once

#include "study/study.h"

#define SMALL_SINE                                                                                                     \
  "data.length=80 data.window=6 model.layers=auto;2;auto estimate.replicas=7 training.epochs=3 estimate.signal-rank=2"
#define SMALL_IRIS                                                                                                     \
  "data.source=iris data.task=classify model.layers=auto;4;auto estimate.replicas=5 training.epochs=2 "                \
  "estimate.layer=1"
#define SMALL_METHODS SMALL_SINE " estimate.methods=sandwich;variational training.epochs=6"

static inline WscResults *
run_small (const char *assignments)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_auto (GStrv) items = g_strsplit (assignments, " ", -1);
  g_autoptr (GError) error = NULL;
  for (char **item = items; *item; item++)
    {
      wsc_study_set (study, *item, &error);
      g_assert_no_error (error);
    }
  WscResults *results = wsc_pipeline_run (study, NULL, NULL, &error);
  g_assert_no_error (error);
  return results;
}

/* All there is of a series; groups with names that a table must quote. */
#define SMALL_SERIES                                                                                                   \
  "study.subject=series data.length=90 ssa.window=20 ssa.sweep=10;15 ssa.landscape=4 ssa.forecast=6 ssa.replicas=20 " \
  "ssa.suggest=surrogates"
#define NAMES_TO_QUOTE "Größe,ja:1-2;say\"so\":4;a\\b:5"
