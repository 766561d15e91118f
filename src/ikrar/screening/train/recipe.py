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
    "auraauliaan2025": ("auraauliaan2025/Data Mentah Indonesia_Gelap.csv", "full_text"),
    "codevirgy2026": ("codevirgy2026/01_dataset_raw.csv", "text"),
    "fathanzhafiri2025": ("fathanzhafiri2025/hasil_sentimen_model.csv", "full_text"),
    "garnesian2022": ("garnesian2022/sentimen_youtube.csv", "textOriginal"),
    "grofyyy2023": ("grofyyy2023/Piala-Dunia-20223-FIX-noFilter.csv", "Text"),
    "hyuto2020": ("hyuto2020/Crawling Twitter Jakarta 26.csv", "tweets"),
    "igndv2025": ("igndv2025/youtube.csv", "comment_text"),
    "ifanipatanduk2025": (
        "ifanipatanduk2025/Labeling sentimen model Aardiiiiyyy(Desember-fix).csv",
        "Tweet_clean",
    ),
    "mnhyim2022": ("mnhyim2022/data-case-1.csv", "tweet"),
    "muhammadanthar2024": ("muhammadanthar2024/tweets_raw.csv", "full_text"),
    "nicolassanjaya2024": ("nicolassanjaya2024/hasillabeling.csv", "text_asli"),
    "ridife2018": ("ridife2018/Indonesian Sentiment Twitter Dataset Labeled.csv", "Tweet"),
    "sasindyy2025": ("sasindyy2025/demo_dpr.csv", "full_text"),
    "shinyq2021": ("shinyq2021/clean_train.csv", "raw"),
    "sintongsimon2025": (
        "sintongsimon2025/merged_tweets_2025-09-08_to_2025-12-30.csv",
        "Text",
    ),
    "theoszt2024": ("theoszt2024/full IKN hasil knn.csv", "full_text"),
    "vereniaes2025": ("vereniaes2025/master_dataset_cleaned.csv", "text"),
    "virgantara2020": ("virgantara2020/newdataset.csv", "data"),
    "vito2025": ("vito2025/data_bersih_sentimen_demo_dpr.xlsx", "full_text"),
}
# debates whose comments are read, and their file
DEBATES: Final = {
    "1_metro": "DEBAT PERTAMA CALON PRESIDEN 2024 (12 DESEMBER 2023)_METROTV",
    "1_kompas": "Debat Pertama Capres Anies Baswedan, Prabowo Subianto, dan Ganjar Pranowo"
    " di Pilpres 2024_KOMPASTV",
    "2_inews": "Debat Perdana Cawapres 2024_Official iNews",
    "2_tvone": "Debat Cawapres 2024 (22122023)_tvOneNews",
    "3_inews": "Panas! Debat Ketiga Pemilu 2024, Para Capres Saling Serang_Official iNews",
    "4_metro": "DEBAT KEEMPAT CAWAPRES PEMILU 2024, 21 JANUARI 2024_METROTV",
    "5_metro": "DEBAT PAMUNGKAS CALON PRESIDEN 2024, 04 FEBRUARI 2024_METROTV",
}
# the same of sets on contests, as the labelled posts are
CONTESTS: Final = {
    **{
        f"achmaddhani2023_{day[2:4]}{day[:2]}": (
            f"achmaddhani2023/Prabowo-Gibran_{day}2023.csv",
            "full_text",
        )
        for day in ("2611", "2811", "0612", "0712", "0912", "1112", "1312", "1412")
    },
    "adamaulia2017": ("adamaulia2017/dataset.xlsx", "Tweet"),
    **{
        f"adityagofi2024_{about}": (f"adityagofi2024/data_{about}.csv", "Tweet")
        for about in ("anies", "ganjar", "prabowo")
    },
    "adkurrr2023": ("adkurrr2023/pemilu2024.csv", "full_text"),
    "aeva2023_anies": ("aeva2023/AniesBaswedan.csv", "full_text"),
    "aeva2023_ganjar": ("aeva2023/GanjarPranowo.csv", "full_text"),
    "aeva2023_prabowo": ("aeva2023/PrabowoSubianto.csv", "full_text"),
    "afriza2024": ("afriza2024/gibran.csv", "full_text"),
    "agusfahmi2023_1": ("agusfahmi2023/pdip.csv", "full_text"),
    "agusfahmi2023_2": ("agusfahmi2023/pdip2.csv", "full_text"),
    "amongnikol2025_1": ("amongnikol2025/prabowo_text11000.csv", "full_text"),
    "amongnikol2025_2": ("amongnikol2025/dataset_prabowo.csv", "full_text"),
    "artenginer2023": ("artenginer2023/prabowo.csv", "full_text"),
    "beliaazzhr2023": ("beliaazzhr2023/gibran.csv", "full_text"),
    "clarissa2023": ("clarissa2023/Dataset.csv", "emoticon"),
    "databaseplaymaker2024": ("databaseplaymaker2024/jokowi.csv", "full_text"),
    "dewanggadh2018": ("dewanggadh2018/data_tweet.csv", "Tweet Text"),
    "dimasrfq2023": ("dimasrfq2023/muhaimin.csv", "full_text"),
    **{f"dredev2019_{part}": (f"dredev2019/part{part}.csv", "commentText") for part in range(1, 8)},
    **{
        f"dredev2019_{part}r": (f"dredev2019/part{part}.csv", "replies.commentText")
        for part in range(1, 8)
    },
    **{
        f"enjltsr2024_{about}": (f"enjltsr2024/data_{about}_bersih.csv", "full_text")
        for about in ("gerindra", "golkar", "hasil_pemilu", "pdip", "perindo", "ppp", "psi")
    },
    "er0s0re2024": ("er0s0re2024/youtube_comments.csv", "text"),
    "fadyahputri2024": ("fadyahputri2024/gibran (benar).csv", "full_text"),
    "fathonys2025": ("fathonys2025/Prabowo.csv", "full_text"),
    **{
        f"flatmoon2023_{about}": (f"flatmoon2023/{about}.csv", "full_text")
        for about in ("anies", "ganjar", "prabowo")
    },
    "ghazafm2023": ("ghazafm2023/anis.csv", "Tweet"),
    "hamzah2024": ("hamzah2024/Dirty_vote.csv", "Comment"),
    "imawant2023": ("imawant2023/weak.csv", "text"),
    "izakijowo2024": ("izakijowo2024/prabowo.csv", "full_text"),
    "kazu2022": ("kazu2022/pemilu.csv", "tweet"),
    "labibhabibie2023_1": ("labibhabibie2023/Paslon1_sample.csv", "full_text"),
    "labibhabibie2023_2": ("labibhabibie2023/Paslon2.csv", "full_text"),
    "labibhabibie2023_3": ("labibhabibie2023/Paslon3_full.csv", "full_text"),
    "lanaaa2024": ("lanaaa2024/komentar_prabowo.csv", "comment"),
    "lisyanaaa2023_anies": ("lisyanaaa2023/anies.csv", "full_text"),
    "lisyanaaa2023_ganjar": ("lisyanaaa2023/ganjar.csv", "full_text"),
    "luki2025_jokowi": ("luki2025/jokowi.csv", "full_text"),
    "luki2025_presiden": ("luki2025/presiden.csv", "full_text"),
    "mubarok2025": ("mubarok2025/Youtube_Comment_Gibran.csv", "Text"),
    "muhafif2023": ("muhafif2023/pilpres2024.csv", "full_text"),
    "muktiprab2024": ("muktiprab2024/gibran.csv", "full_text"),
    "mulajati2024": ("mulajati2024/prabowo.csv", "full_text"),
    **{
        f"ndtsaniyah2024_{about}": (f"ndtsaniyah2024/{file}.csv", "textDisplay")
        for about, file in DEBATES.items()
    },
    "nendynailula2024": ("nendynailula2024/pemilu.csv", "full_text"),
    "normalitariyn2023": ("normalitariyn2023/ganjarpranowo.csv", "Tweet"),
    "qoisoctava2022": ("qoisoctava2022/pemilu.csv", "Tweet"),
    "qoisoctava2023": ("qoisoctava2023/sample3.csv", "Tweet"),
    "ragilsalsabil2023": ("ragilsalsabil2023/capres.csv", "Tweet"),
    "rendy2023": ("rendy2023/prabowo_gibran.csv", "full_text"),
    "rezhataufik2023_anies": ("rezhataufik2023/anies5.csv", "full_text"),
    "rezhataufik2023_ganjar": ("rezhataufik2023/ganjar.csv", "full_text"),
    "rezhataufik2023_prabowo": ("rezhataufik2023/prabowo14.csv", "full_text"),
    "rfaoktvian2024": ("rfaoktvian2024/youtube_comments_debat_capres2024.csv", "comment_text"),
    "rizkyazriel2022_anies": ("rizkyazriel2022/anies_baswedan.csv", "Tweet"),
    "rizkyazriel2022_ganjar": ("rizkyazriel2022/ganjar pranowo.csv", "Tweet"),
    "rnlyone2024": ("rnlyone2024/labelled_tweets.csv", "full_text"),
    "rosita2023": ("rosita2023/twitter.csv", "Tweet"),
    "rudyhidayat2024_gibran": ("rudyhidayat2024/gibran.csv", "full_text"),
    "rudyhidayat2024_prabowo": ("rudyhidayat2024/prabowo.csv", "full_text"),
    "satyanandaa2023_anies": ("satyanandaa2023/anies.csv", "full_text"),
    "satyanandaa2023_pemilu": ("satyanandaa2023/pemilu2024.csv", "full_text"),
    "srmlyn2023": ("srmlyn2023/politik.csv", "full_text"),
    "suwandi2023_airlangga": ("suwandi2023/airlanggahartarto.csv", "comment"),
    "suwandi2023_prabowo": ("suwandi2023/prabowo.csv", "comment"),
    "suwandi2023_sandi": ("suwandi2023/sandiuno.csv", "comment"),
    "syaefulbahri2024": ("syaefulbahri2024/dirty_vote.csv", "full_text"),
    "syifanpawestri2023": ("syifanpawestri2023/anies.csv", "full_text"),
    "tasyapr2024": ("tasyapr2024/tweet_relevan_done.csv", "full_text"),
    "tiarh2023_anies": ("tiarh2023/hasil_anies.csv", "full_text"),
    "tiarh2023_comments_1": ("tiarh2023/comments.csv", "comment"),
    "tiarh2023_comments_2": ("tiarh2023/datacomments_fix.csv", "comments"),
    "tiarh2023_prabowo": ("tiarh2023/prabowo(1).csv", "full_text"),
    "whintaaa2023": ("whintaaa2023/ganjar.csv", "full_text"),
    "wisnupri2023": ("wisnupri2023/all-data-cluster.csv", "text"),
    "zakkiya2023": ("zakkiya2023/ganjarpranowo.csv", "Tweet"),
    "zalfa2023": ("zalfa2023/Ganjar.csv", "full_text"),
    **{
        f"zanafiii2023_{about}": (f"zanafiii2023/{about}.csv", "full_text")
        for about in ("anies", "ganjar", "prabowo")
    },
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
