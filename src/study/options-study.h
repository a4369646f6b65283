/* Rows of the option table, group [study]. Included by options-table.c alone. */

{ .key = "study.title", .type = WSC_OPTION_TEXT, .stage = WSC_STAGE_NONE, AT (title), .initial = "",
  .label = N_("Title"), .tooltip = N_("The name of the study, shown above its picture and in the gallery.") },
{ .key = "study.notes", .type = WSC_OPTION_TEXT, .stage = WSC_STAGE_NONE, AT (notes), .initial = "",
  .label = N_("Notes"), .tooltip = N_("What the study shows and how to read it, for whoever opens it next.") },
{ .key = "study.twin", .type = WSC_OPTION_TEXT, .stage = WSC_STAGE_NONE, AT (twin), .initial = "",
  .label = N_("Twin"), .tooltip = N_("The name of a study that shows the same without a file of its own, told when the file is not there.") },
{ .key = "study.seed", .type = WSC_OPTION_INTEGER, .stage = WSC_STAGE_DATA, AT (seed), .initial = "1",
  .minimum = 0, .maximum = G_MAXINT32,
  .label = N_("Seed"),
  .tooltip = N_("Where all random numbers start: the same seed gives the same result, another one a new draw of noise, split and starts.") },
