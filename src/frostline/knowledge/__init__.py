"""Reads packs and encounters strictly: every fault with file and line, raised once."""
