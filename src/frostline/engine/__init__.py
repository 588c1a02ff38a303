"""Pure decisions: no file, clock, network or database."""
