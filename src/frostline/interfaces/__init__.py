"""Faces: they show what the hallway gives and decide nothing."""
