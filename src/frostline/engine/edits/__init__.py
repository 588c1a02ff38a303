"""Edits: each looks at a frame of claim lines and reports; none ever changes a claim."""
