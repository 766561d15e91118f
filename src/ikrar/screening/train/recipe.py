"""The recipe of the shipped weights: which folder teaches what, and how much it counts.

In: the folder of labelled posts (train.csv, dev.csv), the folder of public sets, the folder `corpus` of this project.
Posts of an agency's own, a CSV or workbook with the columns of the code book, may be added.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from ikrar.errors import InputError
from ikrar.screening.labels import Label
from ikrar.screening.train import corpus
from ikrar.screening.train.build import Say, stack, train
from ikrar.screening.train.corpus import Texts
from ikrar.screening.train.folders import Folders

# file and column of the sets of other makers than those of the labelled posts (corpus/README.md says where they are found)
OTHERS: Final = {
    "abusifyid2025_jawa": ("abusifyid2025/codemixed_indojawa_final.csv", "tweet"),
    "abusifyid2025_sunda": ("abusifyid2025/codemixed_indosunda_final.csv", "tweet"),
    "andihisyam2024_1": ("andihisyam2024/jkt_1.csv", "full_text"),
    "andihisyam2024_3": ("andihisyam2024/jkt_3.csv", "full_text"),
    "anggarabudiyanto": ("anggarabudiyanto/dataset_final.csv", "full_text"),
    "arachnoida2026": ("arachnoida2026/labeling_dataset.before10k.csv", "text"),
    "codevirgy2026": ("codevirgy2026/01_dataset_raw.csv", "text"),
    "garnesian2022": ("garnesian2022/sentimen_youtube.csv", "textOriginal"),
    "grofyyy2023": ("grofyyy2023/Piala-Dunia-20223-FIX-noFilter.csv", "Text"),
    "hyuto2020": ("hyuto2020/Crawling Twitter Jakarta 26.csv", "tweets"),
    "ifanipatanduk2025": (
        "ifanipatanduk2025/Labeling sentimen model Aardiiiiyyy(Desember-fix).csv",
        "Tweet_clean",
    ),
    "mnhyim2022": ("mnhyim2022/data-case-1.csv", "tweet"),
    "muhammadanthar2024": ("muhammadanthar2024/tweets_raw.csv", "full_text"),
    "nicolassanjaya2024": ("nicolassanjaya2024/hasillabeling.csv", "text_asli"),
    "ridife2018": ("ridife2018/Indonesian Sentiment Twitter Dataset Labeled.csv", "Tweet"),
    "shinyq2021": ("shinyq2021/clean_train.csv", "raw"),
    "sintongsimon2025": (
        "sintongsimon2025/merged_tweets_2025-09-08_to_2025-12-30.csv",
        "Text",
    ),
    "theoszt2024": ("theoszt2024/full IKN hasil knn.csv", "full_text"),
    "virgantara2020": ("virgantara2020/newdataset.csv", "data"),
}
# the same of sets on contests, as the labelled posts are
CONTESTS: Final = {
    "adamaulia2017": ("adamaulia2017/dataset.xlsx", "Tweet"),
    "adkurrr2023": ("adkurrr2023/pemilu2024.csv", "full_text"),
    "afriza2024": ("afriza2024/gibran.csv", "full_text"),
    "beliaazzhr2023": ("beliaazzhr2023/gibran.csv", "full_text"),
    "clarissa2023": ("clarissa2023/Dataset.csv", "emoticon"),
    **{
        f"enjltsr2024_{about}": (f"enjltsr2024/data_{about}_bersih.csv", "full_text")
        for about in ("gerindra", "golkar", "hasil_pemilu", "pdip", "perindo", "ppp", "psi")
    },
    "er0s0re2024": ("er0s0re2024/youtube_comments.csv", "text"),
    "fadyahputri2024": ("fadyahputri2024/gibran (benar).csv", "full_text"),
    **{
        f"flatmoon2023_{about}": (f"flatmoon2023/{about}.csv", "full_text")
        for about in ("anies", "ganjar", "prabowo")
    },
    "imawant2023": ("imawant2023/weak.csv", "text"),
    "kazu2022": ("kazu2022/pemilu.csv", "tweet"),
    "labibhabibie2023_1": ("labibhabibie2023/Paslon1_sample.csv", "full_text"),
    "labibhabibie2023_2": ("labibhabibie2023/Paslon2.csv", "full_text"),
    "labibhabibie2023_3": ("labibhabibie2023/Paslon3_full.csv", "full_text"),
    "lisyanaaa2023_anies": ("lisyanaaa2023/anies.csv", "full_text"),
    "lisyanaaa2023_ganjar": ("lisyanaaa2023/ganjar.csv", "full_text"),
    "mubarok2025": ("mubarok2025/Youtube_Comment_Gibran.csv", "Text"),
    "muhafif2023": ("muhafif2023/pilpres2024.csv", "full_text"),
    "mulajati2024": ("mulajati2024/prabowo.csv", "full_text"),
    "qoisoctava2022": ("qoisoctava2022/pemilu.csv", "Tweet"),
    "rfaoktvian2024": ("rfaoktvian2024/youtube_comments_debat_capres2024.csv", "comment_text"),
    "rnlyone2024": ("rnlyone2024/labelled_tweets.csv", "full_text"),
    "rudyhidayat2024_gibran": ("rudyhidayat2024/gibran.csv", "full_text"),
    "rudyhidayat2024_prabowo": ("rudyhidayat2024/prabowo.csv", "full_text"),
    "syifanpawestri2023": ("syifanpawestri2023/anies.csv", "full_text"),
    "whintaaa2023": ("whintaaa2023/ganjar.csv", "full_text"),
    "wisnupri2023": ("wisnupri2023/all-data-cluster.csv", "text"),
    **{
        f"zidanefahrezi2024_{about}": (f"zidanefahrezi2024/clean_{about}.csv", "full_text")
        for about in ("dharma", "pramono", "ridwan")
    },
}
# the same of sets on hate and hoaxes, and, as `…_2`, of those of their rows that were read twice
HATE: Final = {
    "alamsyah2024": ("alamsyah2024/train.csv", "comment_text"),
    "bdc2020": ("bdc2020/hoax.csv", "narasi"),
    "ibrohim2019": ("ibrohim2019/re_dataset.csv", "Tweet"),
    "netifier2018": ("netifier2018/train.csv", "original_text"),
    "turnbackhoax2024": ("turnbackhoax2024/others.csv", "text"),
}
TWICE: Final = {f"{name}_2": file for name, file in HATE.items()}
# the same of all sets that `corpus/readings` reads again
READ_AGAIN: Final = (
    OTHERS
    | CONTESTS
    | HATE
    | TWICE
    | {
        "click-id": ("click-id/headlines.csv", "title"),
        "official-posts": ("official-posts/dev.csv", "text"),
    }
)
# of these every text is read for its words
HEARD: Final = (
    "alamsyah2024",
    "bdc2020",
    "ibrohim2019",
    "imawant2023",
    "netifier2018",
    "turnbackhoax2024",
)
POST, READING, EXAMPLE, UNLEARNED = 5.0, 0.6, 1.0, 0.0  # weights
# of these real posts teach more than examples do
FAINT: Final[dict[str, float]] = dict.fromkeys(
    (Label.PARTISAN_SUPPORT, Label.PARTISAN_ATTACK, Label.CLAIM), 0.3
)
# weights in the second fit, beside posts with theirs: what must not be marked, what other makers' posts look like, and
# posts on contests; not of the comments on a diploma, which were chosen for being taken for attacks
QUIET_SECOND, OTHERS_SECOND, CONTESTS_SECOND = 4.0, 0.8, 1.0
SECOND: Final = (
    dict.fromkeys(OTHERS | TWICE, OTHERS_SECOND)
    | dict.fromkeys(CONTESTS, CONTESTS_SECOND)
    | {"arachnoida2026": 0.0}
)
QUIET: Final = 4000  # texts of each set that must not be marked
# what a text of these counts beside a real post (1) where labels are tuned
TUNING: Final = {
    "tune": 1.0,
    "click-id": 0.5,
    "formal-news": 0.5,
    "formal-texts": 0.5,
    "indonlu": 0.15,
}


def gather(folders: Folders, *, hold_out: Sequence[str] = ()) -> list[Texts]:
    """All sets in the order of their trust; files of `posts` in `hold_out` are left out, and their copies too.

    InputError where nothing is found.
    """
    files = [folders.posts / "train.csv", folders.posts / "dev.csv", *folders.own]
    files = [path for path in files if path.exists() and path.stem not in hold_out]
    second = folders.corpus / "settled.csv"
    sets = [corpus.settled(corpus.posts(path, weight=POST), second) for path in files]
    examples = folders.corpus / "written"
    examples_of = corpus.written(examples / "train", weight=EXAMPLE)
    sets.append(replace(examples_of, name="written", faint=FAINT))
    sets.append(corpus.written(examples / "tune", weight=UNLEARNED))
    sets.extend(_read_again(folders))
    sets.extend(replace(one, second=QUIET_SECOND) for one in corpus.quiet(folders.sets, QUIET))
    sets = [one for one in sets if one.texts]
    if not any(one.real for one in sets):
        raise InputError(
            "No labelled posts were found: name the folder that holds train.csv with --posts."
        )
    tests = _keys_of_tests(folders, hold_out)
    return [corpus.without(one, tests) for one in sets]


def make(folders: Folders, out: Path, *, say: Say, hold_out: Sequence[str] = ()) -> None:
    """Train on what the folders hold and write the model to `out`."""
    for name in _without_set(folders):
        say(f"{name}: no such set in the folder of sets, its readings are left out")
    sets = gather(folders, hold_out=hold_out)
    heard = _heard(folders, hold_out)
    judged = dict.fromkeys(["train", "dev", *(path.stem for path in folders.own)], 1.0) | TUNING
    about: dict[str, Any] = {
        "learned_from": {one.name: len(one.texts) for one in sets},
        "heard": len(heard),
        "fingerprint": corpus.fingerprint(sets, heard),
    }
    train(stack(sets, judged, heard), out, say=say, about=about)


def _heard(folders: Folders, hold_out: Sequence[str]) -> list[str]:
    """Texts of public sets that nobody is judged on, for their words alone."""
    tests = _keys_of_tests(folders, hold_out)
    texts = [text for name in HEARD for text in _texts(folders, name)]
    return [text for text in texts if corpus.key(text) not in tests]


def _texts(folders: Folders, name: str) -> list[str]:
    file, column = READ_AGAIN[name]
    return [row[column] or row.get("TITLE", "") for row in corpus.rows(folders.sets / file)]


def _without_set(folders: Folders) -> list[str]:
    """What was read again of sets that are not there."""
    names = (path.stem for path in sorted((folders.corpus / "readings").glob("*.csv")))
    return [n for n in names if n in READ_AGAIN and not (folders.sets / READ_AGAIN[n][0]).exists()]


def _read_again(folders: Folders) -> list[Texts]:
    found = []
    for path in sorted((folders.corpus / "readings").glob("*.csv")):
        if path.stem not in READ_AGAIN:
            raise InputError(f"corpus/readings/{path.name}: there is no set of that name.")
        if texts := _texts(folders, path.stem):
            second = SECOND.get(path.stem, 0.0)
            read = corpus.readings(path, texts, weight=READING)
            found.append(replace(read, name=f"read:{path.stem}", second=second))
    return found


def _keys_of_tests(folders: Folders, hold_out: Sequence[str]) -> frozenset[str]:
    """What is judged on: held-out posts, the challenge, and the test and tuning parts of ibrohim2019."""
    keys = {corpus.key(t) for t in corpus.written(folders.corpus / "written" / "challenge").texts}
    for name in hold_out:
        keys |= {corpus.key(t) for t in corpus.posts(folders.posts / f"{name}.csv").texts}
    rows = corpus.rows(folders.sets / "ibrohim2019/re_dataset.csv")
    return frozenset(keys | {corpus.key(r["Tweet"]) for r in rows if r["split"] != "train"})
