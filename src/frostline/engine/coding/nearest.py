"""Near words, for a question about a text that is not understood."""

from collections.abc import Iterable

from frostline.model.words import Index, tokens


def spelled_out(index: Index) -> dict[str, str]:
    """Words of every term, to the term."""
    return {" ".join(words): index.entries[words][1] for words in index.terms()}


def nearest(text: str, words: Iterable[str]) -> list[str]:
    """Words that look like the text: offered, never taken."""
    from difflib import get_close_matches  # noqa: PLC0415 - only what is not understood needs it

    return get_close_matches(" ".join(tokens(text)), words, n=3, cutoff=0.7)
