"""Frostline: from what was frozen to a clean, correctly priced claim, with the reason for every step."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from frostline.api import bill, codes_for, load_encounter, load_text, profile_from, supporting, words_for

__all__ = ["bill", "codes_for", "load_encounter", "load_text", "profile_from", "supporting", "words_for"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Import the engine when it is first asked for: `import frostline` itself costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'frostline' has no attribute {name!r}; it has {', '.join(__all__)}")
    from frostline import api  # noqa: PLC0415 - late on purpose

    return getattr(api, name)
