"""How often it matters which contestant a word is joined to, in a hashtag in small letters (#pilihnama, #namajuara).

Every word that is listed or has a root, before and behind each name of a contestant of five letters or more: with how many
words not all scores are the same, and for which name they differ from most. The aim is 0; `test_neutral.py` holds every
fortieth word to it.
"""

# ruff: noqa: E402  what follows must hold before numba is imported
import sys
from pathlib import Path

# the folder of this file holds a coverage.py, which numba must not take for the tool of that name
sys.path[0] = str(Path(__file__).resolve().parents[1])

from collections import Counter

from tests.engines.screening import joined


def main() -> None:
    names, words = joined.names(), joined.words()
    print(f"{len(words):,} words, {len(names)} names\n")
    print("| | words that are read otherwise for a name | names, how often |\n|---|---|---|")
    for where, form in joined.FORMS.items():
        odd = joined.odd_ones_out(form, words, names)
        often = Counter(name for some in odd for name in some).most_common()
        told = ", ".join(f"{name} {times}" for name, times in often)
        print(f"| {where} | {sum(map(bool, odd)):,} | {told} |")


if __name__ == "__main__":
    main()
