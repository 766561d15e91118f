"""PDF: out with properties, scripts, attachments and signatures; the pages stay as they are.

In: any bytes. Out: the PDF written anew by `pdf_rewrite`, in a process of its own that has little time, little memory,
no right to write files and none of our environment: a hostile PDF costs that process, not the server.
"""

import subprocess
import sys
from pathlib import Path
from typing import Final

from ikrar.evidence.outcome import Clean, NotCleanable, Reason, Trace

MOST_SECONDS: Final = 5  # of computing
_MOST_WAITED: Final = 10.0  # seconds in all, where other work goes on
_MEMORY: Final = 200_000_000  # Python, pypdf and its objects; the file comes on top
_SOURCE: Final = Path(__file__).parents[2]


def clean(data: bytes) -> Clean:
    """The bare pages. NotCleanable where the PDF is damaged, locked, or takes too long."""
    memory = _MEMORY + 3 * len(data)
    command = [sys.executable, "-P", "-W", "ignore", "-m", "ikrar.evidence.pdf_rewrite"]
    try:
        ran = subprocess.run(
            [*command, str(MOST_SECONDS), str(memory)],
            input=data,
            capture_output=True,
            check=False,
            env={"PYTHONPATH": str(_SOURCE)},
            timeout=_MOST_WAITED,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotCleanable(Reason.TOO_COMPLEX) from error
    return _read(ran)


def _read(ran: subprocess.CompletedProcess[bytes]) -> Clean:
    """What the process answered: on its error stream, what was removed, or a reason after a dash."""
    words = ran.stderr.decode(errors="replace").split()
    if ran.returncode == 0 and set(words) <= set(Trace):
        return Clean(ran.stdout, frozenset(map(Trace, words)))
    if len(words) == 2 and words[0] == "-" and words[1] in set(Reason):
        raise NotCleanable(Reason(words[1]))
    raise NotCleanable(Reason.TOO_COMPLEX)  # it was stopped at its limits
