"""Pages about codes, on every face."""
