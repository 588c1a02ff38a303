"""Pages about codes: what the cards say, joined with what the tables, policies and the engine give for a day."""
