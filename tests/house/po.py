"""A reader of gettext's .po files, as much of the format as ours use.

In: the text of a .po. Out: its messages; the header is the one whose msgid is empty.
"""

import ast
import re
from dataclasses import dataclass, field


@dataclass
class Message:
    """One entry: `msgstr` holds one text, or one for each plural form."""

    msgctxt: str = ""
    msgid: str = ""
    msgid_plural: str = ""
    msgstr: dict[int, str] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)

    @property
    def key(self) -> str:
        """As the compiled catalogue names it."""
        return f"{self.msgctxt}\x04{self.msgid}" if self.msgctxt else self.msgid


_LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])? )?(".*")$')


def read(text: str) -> list[Message]:
    return [_message(block) for block in re.split(r"\n\s*\n", text) if 'msgid "' in block]


def _message(block: str) -> Message:
    message, where, form = Message(), "", 0
    for line in block.splitlines():
        if line.startswith("#"):
            if line.startswith("#,"):
                message.flags |= {flag.strip() for flag in line[2:].split(",")}
            continue
        found = _LINE.match(line)
        if not found:
            raise ValueError(f"not a line of a .po file: {line}")
        if found[1]:
            where, form = found[1], int(found[2] or 0)
        words = ast.literal_eval(found[3])
        if where == "msgstr":
            message.msgstr[form] = message.msgstr.get(form, "") + words
        else:
            setattr(message, where, getattr(message, where) + words)
    return message
