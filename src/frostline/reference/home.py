"""Where added releases are kept on this machine."""

import os
from pathlib import Path


def reference() -> Path:
    """Folder of the added releases: under FROSTLINE_HOME, else under the platform's folder for user data."""
    return home() / "reference"


def home() -> Path:
    """The data folder."""
    given = os.environ.get("FROSTLINE_HOME")
    if given:
        return Path(given)
    import platformdirs  # noqa: PLC0415 - only where no folder is named

    return platformdirs.user_data_path("frostline", appauthor=False)
