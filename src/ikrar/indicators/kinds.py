"""What is told of the public conversation: ten labels to count, and thirteen figures made of them.

Seven are shares of the posts; three set the two opposites of a phase against each other (first / (first + second)). No figure
tells which contestant a post is about.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ikrar.errors import NotFound
from ikrar.packs.model import Text
from ikrar.screening.labels import LABELS, Label

MONEY: Final = "money"
# the labels that are counted, in the order of a tally's columns; money is offered or asked for
COLUMNS: Final = (
    Label.PARTICIPATE, Label.ABSTAIN, Label.CALM, Label.PROVOKE, Label.UNITY, Label.REJECT_RESULT,
    Label.HATE, Label.THREAT, Label.CLAIM, MONEY,
)  # fmt: skip


class Counting(StrEnum):
    """What a share is a share of: texts, each near-copied one once a day, or all posts."""

    TEXTS = "texts"
    POSTS = "posts"


_COLLECTED: Final = Text("unggahan yang terkumpul", "of the collected posts")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure: the share of label `first` among all posts, or among those with `first` or `second` (a balance).

    `name` stands alone; "12% {of} {says}" is a sentence in either language.
    """

    id: str
    first: str
    name: Text
    says: Text
    second: str = ""
    of: Text = _COLLECTED


def _share(label: str, name: str, says: str, name_en: str, says_en: str) -> Indicator:
    return Indicator(label, label, Text(name, name_en), Text(says, says_en))


SHARES: Final = (
    _share("participate", "Ajakan memakai hak pilih", "mengajak memakai hak pilih", "Calls to vote", "call on people to vote"),
    _share("abstain", "Ajakan tidak memilih", "mengajak atau berniat tidak memilih", "Calls to abstain", "mean to abstain or call for it"),
    _share("calm", "Menenangkan suasana", "menenangkan suasana", "Calming", "call for calm"),
    _share("provoke", "Memanaskan suasana", "memanaskan suasana", "Stirring up unrest", "stir up unrest"),
    _share("unity", "Mengajak bersatu kembali", "mengajak bersatu kembali", "Calls for unity", "call for unity"),
    _share("reject_result", "Menolak hasil pemilu", "menolak hasil pemilu", "Refusing the result", "refuse the result"),
    _share("hate", "Kebencian terhadap kelompok", "memuat kebencian terhadap kelompok", "Hatred of groups", "show hatred of a group"),
    _share("threat", "Ancaman atau tekanan", "memuat ancaman atau tekanan", "Threats or pressure", "threaten or put on pressure"),
    _share("claim", "Kabar yang perlu dicek", "memuat kabar yang perlu dicek", "Claims to be checked", "make claims to be checked"),
    _share(MONEY, "Tawaran atau permintaan uang", "menawarkan atau meminta uang atau barang", "Offering or asking for money", "offer or ask for money or goods"),
)  # fmt: skip


def _balance(first: str, second: str, name: Text, of: Text) -> Indicator:
    says = next(share.says for share in SHARES if share.id == first)
    return Indicator(f"{first}_{second}", first, name, says, second, of)


BALANCES: Final = (
    _balance(
        "participate", "abstain",
        Text("Memilih berbanding tidak memilih", "Voting against abstaining"),
        Text("unggahan tentang memilih atau tidak memilih", "of the posts on voting or abstaining"),
    ),
    _balance(
        "calm", "provoke",
        Text("Tenang berbanding panas", "Calm against unrest"),
        Text("unggahan yang menenangkan atau memanaskan suasana", "of the posts that calm or stir up"),
    ),
    _balance(
        "unity", "reject_result",
        Text("Bersatu berbanding menolak", "Unity against refusal"),
        Text("unggahan tentang menerima atau menolak hasil", "of the posts on accepting or refusing the result"),
    ),
)  # fmt: skip
INDICATORS: Final = (*SHARES, *BALANCES)


def indicator(id: str) -> Indicator:  # noqa: A002
    """The indicator of an id; NotFound where there is none."""
    for one in INDICATORS:
        if one.id == id:
            return one
    raise NotFound(f"There is no indicator {id!r}.", id_=f"Tidak ada indikator {id!r}.")


def counted(given: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """bool[posts, COLUMNS] from the labels that were given, bool[posts, LABELS]."""
    money = given[:, LABELS.index(Label.MONEY_OFFER)] | given[:, LABELS.index(Label.MONEY_SOLICIT)]
    columns = [money if name == MONEY else given[:, LABELS.index(Label(name))] for name in COLUMNS]
    return np.stack(columns, axis=1)
