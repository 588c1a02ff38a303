"""Citations that more than one step of the engine rests on."""

PAIRS = "NCCI procedure-to-procedure edits, practitioner; NCCI Policy Manual, chapter I, section E"
PERIOD = "Medicare Claims Processing Manual, chapter 12, section 40.1; relative value file, global days"
SCHEDULE = "Medicare Claims Processing Manual, chapter 12, section 20"
