"""Lines to allowed amounts by the Medicare physician fee schedule, component by component."""
