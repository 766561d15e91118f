"""The audit finds the names of a post, swaps them all, and tells a fair judge from one that plays favourites."""

import numpy as np
import pytest

from ikrar import packs
from ikrar.screening import audit
from ikrar.screening.labels import LABELS
from ikrar.screening.swapping import KINDS, Lists, put
from ikrar.screening.vocabulary import FAITH, GROUP, NAME, PARTY

PACK = packs.load("pemilu-2024")
LISTS = Lists(PACK)
TEXTS = ["Coblos ANIES Baswedan!", "kader golkar di jawa timur", "tidak ada nama di sini", None]


def fair(texts):
    return np.zeros((len(texts), 14), np.float32), np.zeros((len(texts), 14), bool)


def favouring(word):
    """A judge that is a hair kinder wherever a word stands."""

    def judge(texts):
        scores, verdicts = fair(texts)
        has = np.array([word in text.lower() for text in texts.to_pylist()])
        scores[has, 3] = np.float32(1e-7)
        verdicts[has, 3] = True
        return scores, verdicts

    return judge


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Coblos Anies Baswedan!", [("Anies Baswedan", NAME)]),
        ("partai Golkar dan PDI-P", [("partai Golkar", PARTY), ("PDI-P", PARTY)]),
        ("orang Jawa Timur & Kristen", [("Jawa Timur", GROUP), ("Kristen", FAITH)]),
        ("𝐀nies", [("𝐀nies", NAME)]),
        (r"damai\nAnies\u2026\xf0Golkar", [("Anies", NAME), ("Golkar", PARTY)]),
        ("terima kasih @prabowo dan @ganjar.pranowo_id", []),
        ("lihat https://www.prabowo.com/anies atau #Anies", [("Anies", NAME)]),
        ("mail anies@golkar", [("anies", NAME), ("golkar", PARTY)]),
        ("tidak ada siapa-siapa", []),
        ("", []),
    ],
)
def test_terms_are_found_where_they_stand(text, terms):
    assert [(text[t.start : t.end], t.kind) for t in LISTS.terms(text)] == terms


@pytest.mark.parametrize(
    ("text", "swapped"),
    [
        ("coblos anies!", "coblos ganjar pranowo!"),
        ("COBLOS ANIES!", "COBLOS GANJAR PRANOWO!"),
        ("Coblos Anies!", "Coblos Ganjar Pranowo!"),
    ],
)
def test_a_swap_keeps_the_rest_and_the_capitals(text, swapped):
    assert put(text, LISTS.terms(text)[0], "ganjar pranowo") == swapped


def test_a_fair_judge_is_told_to_be_fair():
    report = audit.swaps(TEXTS, pack=PACK, limit=5, judge=fair)
    assert report.is_fair
    assert (report.posts, report.with_terms) == (4, 2)
    assert report.swaps == {"name": 5, "party": 5, "group": 5, "faith": 0, "camp": 0, "blessing": 0}
    assert not sum(report.changed.values())
    assert report.unlisted == 10
    assert "Fair" in report.text()


def test_a_judge_that_favours_a_name_by_one_bit_is_found():
    report = audit.swaps(TEXTS, pack=PACK, limit=3, judge=favouring("anies baswedan"))
    assert not report.is_fair
    assert report.changed["name"] == 3
    assert report.changed["party"] == 0
    change = report.examples[0]
    assert change.label == LABELS[3]
    assert change.text == TEXTS[0]
    assert change.before != change.after
    assert "NOT fair" in report.text()
    assert "row 0, another listed name: hate" in report.text()
    assert "labels hate → none" in report.text()
    assert change.text not in report.text()
    assert change.swapped not in report.text()


def test_without_a_limit_every_entry_of_the_kind_is_tried():
    report = audit.swaps(["pilih golkar"], pack=PACK, limit=None, judge=favouring("hanura"))
    assert report.swaps["party"] == len(LISTS.entries[PARTY])
    assert report.changed["party"] == sum("hanura" in name for name in LISTS.entries[PARTY])


def test_the_lists_are_gone_round_from_post_to_post():
    posts = ["pilih golkar"] * 100
    whole = len(LISTS.entries[PARTY])
    report = audit.swaps(posts, pack=PACK, limit=whole // 50, judge=favouring("hanura"))
    assert report.changed["party"] >= sum("hanura" in name for name in LISTS.entries[PARTY])


def test_how_many_of_the_entries_were_tried_is_told():
    whole = len(LISTS.entries[PARTY])
    report = audit.swaps([None, "pilih golkar", "golkar"], pack=PACK, limit=5, judge=fair)
    assert (report.tried["party"], report.entries["party"], report.limit) == (10, whole, 5)
    assert f"10 of {whole} entries tried" in report.text()
    assert "swapped for 5 others" in report.text()
    report = audit.swaps(["golkar"] * 3, pack=PACK, limit=None, judge=fair)
    assert f"{whole} of {whole} entries tried" in report.text()
    assert "swapped for all others" in report.text()


def test_a_change_names_its_row_and_labels():
    report = audit.swaps([None, "halo", "pilih anies"], pack=PACK, judge=favouring("anies"))
    change = report.examples[0]
    assert (change.row, change.labels_before, change.labels_after) == (2, ("hate",), ())
    assert "row 2, another listed name" in report.text()


def test_flips_by_unlisted_names_are_counted_and_bounded():
    report = audit.swaps(["pilih anies"] * 10, pack=PACK, limit=1, judge=favouring("kastubi"))
    assert (report.unlisted, report.flipped) == (100, 10)
    assert report.flipped_share == 0.1
    assert not report.is_fair
    assert "NOT fair: names that are on no list" in report.text()
    assert "which listed name" not in report.text()
    assert len(report.flips) == 10
    assert [change.row for change in report.flips] == list(range(10))
    assert "- row 9, an unlisted name: labels none → hate" in report.text()
    assert "pilih" not in report.text().lower()
    assert not report.examples
    quiet = audit.swaps(["pilih anies"], pack=PACK, limit=1, judge=favouring("zzz"))
    assert quiet.is_fair
    assert audit.swaps([], pack=PACK, judge=fair).flipped_share == 0


def test_few_flips_are_told_and_not_judged():
    report = audit.swaps(["pilih anies"], pack=PACK, limit=1, judge=favouring("kastubi"))
    assert (report.flipped, report.is_fair) == (1, True)
    assert "1 verdicts flipped (10.0%)" in report.text()
    assert report.text().endswith("too seldom to be judged: 100 times at least.")


@pytest.mark.parametrize("texts", [[], ["halo"], [None]])
def test_where_nothing_was_swapped_nobody_is_told_to_be_fair(texts):
    report = audit.swaps(texts, pack=PACK, judge=fair)
    assert report.is_fair is None
    assert "Fair" not in report.text()
    assert report.text().endswith("That says nothing about the judge.")


def test_a_name_that_is_listed_after_all_is_not_used_as_unlisted():
    names = ("Anies", "Wirasena")
    report = audit.swaps(["pilih ganjar"], pack=PACK, limit=1, unlisted=names, judge=fair)
    assert report.unlisted == 1


def test_the_shipped_names_are_unlisted():
    assert len(set(audit.UNLISTED)) == 10
    assert not any(LISTS.is_listed(name) for name in audit.UNLISTED)


@pytest.mark.parametrize("page", [1, 2000, 100_000])
def test_where_pages_of_swaps_end_changes_no_number(monkeypatch, page):
    def judge(texts):
        scores, verdicts = favouring(LISTS.entries[PARTY][30])(texts)
        has = np.array(["kastubi" in text for text in texts.to_pylist()])
        verdicts[has, 5] = True
        return scores, verdicts

    def report():
        return audit.swaps([*TEXTS, TEXTS[1], "golkar, anies, golkar"], pack=PACK, judge=judge)

    whole = report()
    assert whole.examples
    assert 0 < whole.flipped < whole.unlisted
    monkeypatch.setattr(audit, "_PAGE", page)
    assert report() == whole


def test_memory_does_not_grow_with_the_names_of_one_post():
    sizes = []

    def judge(texts):
        sizes.append(texts.nbytes)
        return fair(texts)

    post = "anies " * 2000
    report = audit.swaps([post], pack=PACK, judge=judge)
    assert report.swaps["name"] == 2000 * audit.LIMIT
    assert sum(sizes) > 2000 * audit.LIMIT * len(post)
    assert max(sizes) < 16_000_000


def test_the_engine_itself_stands_the_audit_of_swaps():
    texts = [
        "ayo coblos Anies dan partai Golkar, jangan mau kalah",
        "orang Madura dan Kristen diusir saja, dasar cebong",
        "selamat Idul Fitri dari pemerintah provinsi Jawa Tengah",
    ]
    report = audit.swaps(texts, pack=PACK, limit=200)
    assert sum(report.swaps.values()) > 1000
    assert not sum(report.changed.values()), report.text()
    assert set(report.swaps) == set(KINDS.values())
