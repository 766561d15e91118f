"""The part of MODEL_CARD.md that follows from the shipped weights: their hash, their size, what they learned from.

In: model.json. A set that is not described here stops `make docs`, so that no source goes unnamed.
"""

import json
from pathlib import Path

import numpy as np

START, END = "<!-- weights: made by `make docs` -->", "<!-- /weights -->"
READ = "read:"
NONE_STATED = "none stated; used for research, no text kept"
MIT = "MIT, of the repository; no text kept"
ONCE = "a language model under the code book, one reading"
AGAIN = "a language model under the code book, one reading, of some rows two or three"
TWICE = "the same, two readings, a third where they differed ([corpus](corpus/README.md))"
QUIET = "nobody: it must not be marked"
# what it is, who made its labels, licence
SOURCES = {
    "train": (
        "real public posts of 2012-2024, from public research sets",
        "a language model under the code book; a second one read 3,000 again, a third settled where they differed ([corpus](corpus/README.md))",
        "of most sets none stated; used for research, no text kept",
    ),
    "dev": (
        "more of the same",
        "two independent readings by language models, disagreements settled by a third",
        "as above",
    ),
    "written": (
        "examples of `corpus/written/train`",
        "a language model, which wrote them for this project by the definitions",
        "Apache-2.0",
    ),
    "tune": (
        "examples of `corpus/written/tune`, for thresholds alone: no row learned from them",
        "a language model, which wrote them for this project by the definitions",
        "Apache-2.0",
    ),
    "ibrohim2019": (
        "tweets (Ibrohim & Budi 2019), none of its test and tuning splits",
        ONCE,
        "CC BY-NC-SA 4.0",
    ),
    "ibrohim2019_2": ("other rows of it", TWICE, "as above"),
    "alamsyah2024": ("comments and tweets", ONCE, NONE_STATED),
    "alamsyah2024_2": ("other rows of it", TWICE, NONE_STATED),
    "netifier2018": ("comments and tweets", ONCE, NONE_STATED),
    "netifier2018_2": ("other rows of it", TWICE, NONE_STATED),
    "bdc2020": ("news and messages", ONCE, NONE_STATED),
    "bdc2020_2": ("other rows of it", TWICE, NONE_STATED),
    "turnbackhoax2024": ("debunked claims, not on elections", ONCE, NONE_STATED),
    "turnbackhoax2024_2": ("other rows of it", TWICE, NONE_STATED),
    "official-posts": ("posts of election and police authorities", ONCE, NONE_STATED),
    "abusifyid2025_jawa": (
        "tweets in Indonesian and Javanese, gathered by crude words",
        AGAIN,
        NONE_STATED,
    ),
    "abusifyid2025_sunda": ("the same with Sundanese", AGAIN, NONE_STATED),
    "andihisyam2024_1": ("tweets of a pop group's fans", AGAIN, MIT),
    "andihisyam2024_3": ("more of the same", AGAIN, MIT),
    "anggarabudiyanto": ("everyday tweets of several years", AGAIN, MIT),
    "arachnoida2026": ("comments on a former president's diploma", AGAIN, NONE_STATED),
    "codevirgy2026": ("posts on parliament", AGAIN, NONE_STATED),
    "garnesian2022": ("comments on the new capital", AGAIN, NONE_STATED),
    "grofyyy2023": ("tweets on the cancelled under-20 world cup", AGAIN, NONE_STATED),
    "hyuto2020": ("tweets on the epidemic in Jakarta", AGAIN, MIT),
    "ifanipatanduk2025": ("posts on a tax system", AGAIN, NONE_STATED),
    "mnhyim2022": ("tweets on a race track", AGAIN, NONE_STATED),
    "muhammadanthar2024": ("tweets on the value-added tax", AGAIN, NONE_STATED),
    "nicolassanjaya2024": ("tweets on the police", AGAIN, NONE_STATED),
    "ridife2018": ("everyday tweets", AGAIN, NONE_STATED),
    "shinyq2021": ("tweets on restrictions in the epidemic", AGAIN, NONE_STATED),
    "sintongsimon2025": ("tweets on a minister of finance", AGAIN, NONE_STATED),
    "theoszt2024": ("tweets on the new capital", AGAIN, NONE_STATED),
    "virgantara2020": ("tweets in Sundanese on feelings", AGAIN, NONE_STATED),
    "auraauliaan2025": ("tweets of February 2025 on protests", AGAIN, NONE_STATED),
    "igndv2025": ("comments of 2025 on peace and unity", AGAIN, NONE_STATED),
    "sasindyy2025": ("tweets of September 2025 on protests at parliament", AGAIN, NONE_STATED),
    "vito2025": ("tweets of August 2025 on the same", AGAIN, NONE_STATED),
    "fathanzhafiri2025": ("tweets of 2025 on a governor", AGAIN, NONE_STATED),
    "vereniaes2025": ("tweets of 2025 on parliament and protests", AGAIN, NONE_STATED),
    "adamaulia2017": ("tweets on the election in Jakarta 2017", AGAIN, NONE_STATED),
    "clarissa2023": ("tweets of 2023 on the pairs of 2024", AGAIN, NONE_STATED),
    "enjltsr2024_gerindra": ("tweets of March 2024 on a party", AGAIN, NONE_STATED),
    "enjltsr2024_golkar": ("the same on another", AGAIN, NONE_STATED),
    "enjltsr2024_hasil_pemilu": (
        "tweets of March 2024 on the results of the election",
        AGAIN,
        NONE_STATED,
    ),
    "enjltsr2024_pdip": ("the same on a party", AGAIN, NONE_STATED),
    "enjltsr2024_perindo": ("the same on another", AGAIN, NONE_STATED),
    "enjltsr2024_ppp": ("the same on another", AGAIN, NONE_STATED),
    "enjltsr2024_psi": ("the same on another", AGAIN, NONE_STATED),
    "adkurrr2023": ("tweets of October 2023 on the election of 2024", AGAIN, NONE_STATED),
    "afriza2024": ("tweets on a debate of the second candidates, January 2024", AGAIN, NONE_STATED),
    "achmaddhani2023_1126": ("tweets of 26 November 2023 on a pair of 2024", AGAIN, MIT),
    "achmaddhani2023_1128": ("the same of another day", AGAIN, MIT),
    "achmaddhani2023_1206": ("the same of another day", AGAIN, MIT),
    "achmaddhani2023_1207": ("the same of another day", AGAIN, MIT),
    "achmaddhani2023_1209": ("the same of another day", AGAIN, MIT),
    "achmaddhani2023_1211": ("the same of another day", AGAIN, MIT),
    "achmaddhani2023_1213": ("the same of another day", AGAIN, MIT),
    "achmaddhani2023_1214": ("the same of another day", AGAIN, MIT),
    "adityagofi2024_anies": (
        "tweets of February 2024 and before on a candidate of 2024",
        AGAIN,
        NONE_STATED,
    ),
    "adityagofi2024_ganjar": ("the same on another", AGAIN, NONE_STATED),
    "adityagofi2024_prabowo": ("the same on the third", AGAIN, NONE_STATED),
    "aeva2023_anies": ("tweets of 2023 on a candidate of 2024", AGAIN, NONE_STATED),
    "aeva2023_ganjar": ("the same on another", AGAIN, NONE_STATED),
    "aeva2023_prabowo": ("the same on the third", AGAIN, NONE_STATED),
    "agusfahmi2023_1": ("tweets of October 2023 on a party", AGAIN, NONE_STATED),
    "agusfahmi2023_2": ("more of the same", AGAIN, NONE_STATED),
    "amongnikol2025_1": ("tweets of late 2024 and 2025 on a president", AGAIN, NONE_STATED),
    "amongnikol2025_2": ("more of the same", AGAIN, NONE_STATED),
    "artenginer2023": ("tweets of 2023 on a candidate of 2024", AGAIN, NONE_STATED),
    "beliaazzhr2023": ("tweets of November 2023 on a candidate of 2024", AGAIN, NONE_STATED),
    "databaseplaymaker2024": ("tweets of August 2024 to a president", AGAIN, NONE_STATED),
    "dewanggadh2018": ("tweets of June 2018 on regional elections", AGAIN, NONE_STATED),
    "dimasrfq2023": ("tweets of November 2023 on a candidate of 2024", AGAIN, NONE_STATED),
    "dredev2019_1": ("comments of 2019 under talks after the vote", AGAIN, NONE_STATED),
    "dredev2019_2": ("more of the same", AGAIN, NONE_STATED),
    "dredev2019_3": ("more of the same", AGAIN, NONE_STATED),
    "dredev2019_4": ("more of the same", AGAIN, NONE_STATED),
    "dredev2019_5": ("more of the same", AGAIN, NONE_STATED),
    "dredev2019_6": ("more of the same", AGAIN, NONE_STATED),
    "dredev2019_7": ("more of the same", AGAIN, NONE_STATED),
    "dredev2019_1r": ("replies to such comments", AGAIN, NONE_STATED),
    "dredev2019_2r": ("more of the same", AGAIN, NONE_STATED),
    "dredev2019_3r": ("more of the same", AGAIN, NONE_STATED),
    "dredev2019_4r": ("more of the same", AGAIN, NONE_STATED),
    "dredev2019_5r": ("more of the same", AGAIN, NONE_STATED),
    "dredev2019_6r": ("more of the same", AGAIN, NONE_STATED),
    "dredev2019_7r": ("more of the same", AGAIN, NONE_STATED),
    "fadyahputri2024": ("tweets of March 2024 on the same", AGAIN, NONE_STATED),
    "fathonys2025": ("tweets of the turn of 2024 to 2025 to a president", AGAIN, NONE_STATED),
    "flatmoon2023_anies": ("tweets of October 2023 on a pair of 2024", AGAIN, NONE_STATED),
    "flatmoon2023_ganjar": ("the same on another", AGAIN, NONE_STATED),
    "flatmoon2023_prabowo": ("the same on the third", AGAIN, NONE_STATED),
    "ghazafm2023": ("tweets of 2023 on a candidate of 2024", AGAIN, MIT),
    "hamzah2024": ("comments under a film on the election of 2024", AGAIN, NONE_STATED),
    "izakijowo2024": ("tweets of March 2024 on a candidate", AGAIN, NONE_STATED),
    "kazu2022": ("tweets of December 2022 on the election", AGAIN, NONE_STATED),
    "labibhabibie2023_1": ("tweets of December 2023 on a pair of 2024", AGAIN, NONE_STATED),
    "labibhabibie2023_2": ("the same on another", AGAIN, NONE_STATED),
    "labibhabibie2023_3": ("the same on the third", AGAIN, NONE_STATED),
    "lanaaa2024": ("comments under the first speech of a winner of 2024", AGAIN, NONE_STATED),
    "lisyanaaa2023_anies": ("tweets of 2023 on a candidate of 2024", AGAIN, NONE_STATED),
    "lisyanaaa2023_ganjar": ("the same on another", AGAIN, NONE_STATED),
    "luki2025_jokowi": ("tweets of March 2025 on a former president", AGAIN, NONE_STATED),
    "luki2025_presiden": ("the same on presidents", AGAIN, NONE_STATED),
    "muhafif2023": ("tweets of 2022 and 2023 on the election of 2024", AGAIN, NONE_STATED),
    "muktiprab2024": ("tweets of September 2024 on a vice president to be", AGAIN, NONE_STATED),
    "mulajati2024": ("tweets on a pair of 2024", AGAIN, NONE_STATED),
    "ndtsaniyah2024_1_metro": (
        "comments under the first debate of the candidates of 2024",
        AGAIN,
        NONE_STATED,
    ),
    "ndtsaniyah2024_1_kompas": ("the same, another channel", AGAIN, NONE_STATED),
    "ndtsaniyah2024_2_inews": ("the same of the second debate", AGAIN, NONE_STATED),
    "ndtsaniyah2024_2_tvone": ("the same, another channel", AGAIN, NONE_STATED),
    "ndtsaniyah2024_3_inews": ("the same of the third debate", AGAIN, NONE_STATED),
    "ndtsaniyah2024_4_metro": ("the same of the fourth", AGAIN, NONE_STATED),
    "ndtsaniyah2024_5_metro": ("the same of the fifth", AGAIN, NONE_STATED),
    "nendynailula2024": ("tweets of March 2024 on the election", AGAIN, NONE_STATED),
    "normalitariyn2023": (
        "tweets of early 2023 to a governor, later a candidate",
        AGAIN,
        NONE_STATED,
    ),
    "qoisoctava2022": ("tweets on elections, of about 2022", AGAIN, NONE_STATED),
    "qoisoctava2023": (
        "tweets of January 2023 on presidents and would-be presidents",
        AGAIN,
        NONE_STATED,
    ),
    "ragilsalsabil2023": ("tweets of early 2023 on would-be candidates", AGAIN, NONE_STATED),
    "rendy2023": ("tweets of October 2023 on a pair of 2024", AGAIN, NONE_STATED),
    "rezhataufik2023_anies": (
        "tweets of October and November 2023 on a candidate of 2024",
        AGAIN,
        NONE_STATED,
    ),
    "rezhataufik2023_ganjar": ("tweets of June 2023 on another", AGAIN, NONE_STATED),
    "rezhataufik2023_prabowo": ("tweets of October 2023 on the third", AGAIN, NONE_STATED),
    "rizkyazriel2022_anies": (
        "tweets of December 2022 on a would-be candidate",
        AGAIN,
        NONE_STATED,
    ),
    "rizkyazriel2022_ganjar": ("the same on another", AGAIN, NONE_STATED),
    "rnlyone2024": ("tweets of September 2024 on elections and parties", AGAIN, NONE_STATED),
    "rosita2023": ("tweets of February 2023 on a politician", AGAIN, NONE_STATED),
    "rudyhidayat2024_gibran": (
        "tweets after the vote of February 2024 on a pair",
        AGAIN,
        NONE_STATED,
    ),
    "rudyhidayat2024_prabowo": ("more of the same", AGAIN, NONE_STATED),
    "satyanandaa2023_anies": ("tweets of November 2023 on a candidate of 2024", AGAIN, NONE_STATED),
    "satyanandaa2023_pemilu": (
        "tweets of 2022 and 2023 on the election of 2024",
        AGAIN,
        NONE_STATED,
    ),
    "srmlyn2023": ("tweets of October 2023 on politics", AGAIN, NONE_STATED),
    "suwandi2023_airlangga": (
        "comments of 2023 under posts of a would-be candidate",
        AGAIN,
        NONE_STATED,
    ),
    "suwandi2023_prabowo": ("the same of another", AGAIN, NONE_STATED),
    "suwandi2023_sandi": ("the same of a third", AGAIN, NONE_STATED),
    "syaefulbahri2024": ("tweets of February 2024 on a film on the election", AGAIN, NONE_STATED),
    "syifanpawestri2023": ("tweets of November 2023 on a pair of 2024", AGAIN, NONE_STATED),
    "tasyapr2024": (
        "tweets of September and October 2024 on political dynasties",
        AGAIN,
        NONE_STATED,
    ),
    "tiarh2023_anies": ("tweets of December 2023 on a candidate of 2024", AGAIN, NONE_STATED),
    "tiarh2023_comments_1": ("comments on the same", AGAIN, NONE_STATED),
    "tiarh2023_comments_2": ("comments on the candidates", AGAIN, NONE_STATED),
    "tiarh2023_prabowo": ("tweets of December 2023 on another candidate", AGAIN, NONE_STATED),
    "whintaaa2023": ("tweets of December 2023 on another", AGAIN, NONE_STATED),
    "zakkiya2023": ("tweets of 2023 to a governor, later a candidate", AGAIN, NONE_STATED),
    "zalfa2023": ("tweets of November 2023 on a candidate of 2024", AGAIN, NONE_STATED),
    "zanafiii2023_anies": ("tweets of December 2023 on a candidate of 2024", AGAIN, NONE_STATED),
    "zanafiii2023_ganjar": ("the same on another", AGAIN, NONE_STATED),
    "zanafiii2023_prabowo": ("the same on the third", AGAIN, NONE_STATED),
    "er0s0re2024": ("comments under a debate of the candidates", AGAIN, NONE_STATED),
    "imawant2023": ("tweets on the pairs of 2024", AGAIN, NONE_STATED),
    "mubarok2025": ("comments of 2025 under a video of the vice president", AGAIN, NONE_STATED),
    "rfaoktvian2024": ("comments under debates of the candidates", AGAIN, NONE_STATED),
    "wisnupri2023": ("tweets of October 2023 on the pairs of 2024", AGAIN, NONE_STATED),
    "zidanefahrezi2024_dharma": ("tweets on a pair in Jakarta 2024", AGAIN, NONE_STATED),
    "zidanefahrezi2024_pramono": ("the same on another", AGAIN, NONE_STATED),
    "zidanefahrezi2024_ridwan": ("the same on the third", AGAIN, NONE_STATED),
    "click-id": ("headlines, every second one", f"{QUIET}; those read again: {AGAIN}", "CC BY 4.0"),
    "formal-news": ("formal sentences, every second one", QUIET, "Apache-2.0 (the collection)"),
    "formal-texts": ("the same sentences, five joined to one text", QUIET, "as above"),
    "indonlu": ("more sentences of that collection", QUIET, "as above"),
}


def card(page: str, about: Path) -> str:
    """The page with its part made again; unchanged where there are no weights yet."""
    if not about.exists():
        return page
    facts = json.loads(about.read_text("utf-8"))
    head, _, rest = page.partition(START)
    _, _, tail = rest.partition(END)
    return f"{head}{START}\n\n{_part(facts, about.parent)}\n\n{END}{tail}"


def _part(facts: dict, folder: Path) -> str:
    learned: dict[str, int] = facts["learned_from"]
    shape = np.load(folder / "weights.npy", mmap_mode="r").shape
    size = sum((folder / name).stat().st_size for name in ("weights.npy", "model.json"))
    every = sum(learned.values())
    lines = [
        f"- **Version** `{facts['made_on']}-{facts['sha256'][:8]}`, made on {facts['made_on']}.",
        f"- **SHA-256** of `weights.npy`: `{facts['sha256']}`.",
        f"- **Texts learned from**: {every:,}, copies taken out. SHA-256 over them and their labels: `{facts['fingerprint']}`.",
        f"- **Texts read for their words alone**, so that a word is not taken for a name: {facts['heard']:,} of the public sets below.",
        f"- **Size**: {shape[0]:,} rows of {shape[1]} numbers of 16 bits; {size / 1e6:.1f} MB in two files.",
        "",
        "| source | texts | read again | what it is | labels by | licence |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *_rows(learned), "", *_thresholds(facts), *_held_out(facts)])


def _held_out(facts: dict) -> list[str]:
    figures = facts.get("held_out")
    if not figures:
        return []
    lines = [
        "",
        "**On the labelled posts, each judged by weights made the same way that had not seen it** (five parts in turn; the thresholds were chosen on these posts and the examples of `tune`):",
        "",
        "| | n | value | 95 % | precision | recall | AP |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in figures:
        sides = (one["precision"], one["recall"], one["ranking"])
        told = " | ".join("" if x is None else f"{x:.3f}" for x in sides)
        lines.append(
            f"| {one['name']} | {one['n']:,} | {one['value']:.3f} | {one['low']:.3f} to {one['high']:.3f} | {told} |"
        )
    return lines


def _rows(learned: dict[str, int]) -> list[str]:
    bare = {name: name.removeprefix(READ) for name in learned}
    unknown = sorted(set(bare.values()) - set(SOURCES))
    if unknown:
        raise SystemExit(f"docs/card.py: describe the sources {unknown}")
    rows = []
    for source, (what, by, licence) in SOURCES.items():
        if source in bare.values():
            counts = (learned.get(source, 0), learned.get(READ + source, 0))
            told = " | ".join(f"{n:,}" if n else "–" for n in counts)
            rows.append(f"| {source} | {told} | {what} | {by} | {licence} |")
    return rows


def _thresholds(facts: dict) -> list[str]:
    pairs = [
        f"{label} {limit:.2f}"
        for label, limit in zip(facts["labels"], facts["thresholds"], strict=True)
    ]
    return [f"**Scores from which a label is given**: {' · '.join(pairs)}."]
