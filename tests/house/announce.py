"""Says, before the tests run, which of them this machine cannot run and how to change that."""

import shutil
import sys
from pathlib import Path

WANTED = {
    "Chromium (browser and accessibility tests)": ("chromium", "apt install chromium"),
    "Go (second reader of the log)": ("go", "apt install golang-go golang-golang-x-mod-dev"),
    "GNU gettext (English texts are complete)": ("xgettext", "apt install gettext"),
}


def missing() -> dict[str, str]:
    """What is not here, with the command that brings it."""
    return {
        what: command
        for what, (program, command) in WANTED.items()
        if not (shutil.which(program) or Path(f"/usr/bin/{program}").exists())
    }


def main() -> None:
    for what, command in missing().items():
        sys.stderr.write(f"\n*** NOT TESTED HERE: {what}. To test it too: {command}\n\n")


if __name__ == "__main__":
    main()
