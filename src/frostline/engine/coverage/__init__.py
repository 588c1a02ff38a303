"""Coverage: facts and policies to decisions."""
