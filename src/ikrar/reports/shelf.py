"""Where the sealed files of reports lie."""

from typing import Final

from ikrar.vault.shelves import Shelf

files: Final = Shelf("sealed")
