"""An encounter to claim lines, or to the questions that stand in between."""
