"""Where added releases are kept on this machine."""

import os
from functools import cache
from pathlib import Path


def reference() -> Path:
    """Folder of the added releases: under FROSTLINE_HOME, else under the platform's folder for user data."""
    return home() / "reference"


def home() -> Path:
    """The data folder."""
    given = os.environ.get("FROSTLINE_HOME")
    if given:
        return Path(given)
    return _of_platform()


@cache
def _of_platform() -> Path:
    import platformdirs  # noqa: PLC0415 - only where no folder is named

    return platformdirs.user_data_path("frostline", appauthor=False)
