"""What a story says in sentences, and what it never says."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from ikrar.errors import NotFound
from ikrar.indicators import numerals
from ikrar.indicators.caveats import bias
from ikrar.indicators.estimate import Rates
from ikrar.indicators.kinds import COLUMNS, INDICATORS
from ikrar.indicators.words import Teller
from ikrar.packs.model import Text
from tests.engines.indicators.streams import table
from tests.engines.indicators.test_story import RATES, tell

NAMES = {
    "pra": Text("Pra-pemilu", "Before the election"),
    "saat": Text("Saat pemilu", "During the election"),
    "pasca": Text("Pascapemilu", "After the election"),
}
LIMITS = "bukan pendapat seluruh warga, dan tidak menunjukkan sebab."


@pytest.fixture(scope="module")
def told():
    counts = [
        table([0, 3], [0, 1], [4000, 1500], [[400] * 10, [0] * 10], source="Umpan Contoh"),
        table([40], [0], [5000], [[1000] * 10], source="<b>Lain</b>"),
        table([70], [0], [12], [[3] * 10], source="Umpan Contoh"),
    ]
    return tell(pa.concat_tables(counts))


@pytest.fixture(params=["id", "en"])
def teller(request, told):
    return Teller(told, NAMES, request.param)


def test_a_phase_in_indonesian(told):
    assert (
        Teller(told, NAMES, "id")
        .phase("pra", "abstain")
        .startswith(
            "Pada tahap pra-pemilu, 10% (8–13%) unggahan yang terkumpul mengajak atau berniat tidak memilih. "
            "Ini dihitung dari 4.001 teks; unggahan yang hampir sama dihitung satu kali sehari."
        )
    )


def test_a_phase_in_english(told):
    said = Teller(told, NAMES, "en").phase("pra", "abstain", "posts")
    assert "In the phase “Before the election”, 6.8% (" in said
    assert "counted from 5,500 posts, copies among them" in said


def test_every_sentence_tells_its_limits(teller):
    limits = (
        LIMITS if teller.language == "id" else "not what all citizens think, and tells no cause."
    )
    for one in INDICATORS:
        for said in (teller.phase("saat", one.id), teller.comparison("pra", "saat", one.id)):
            assert said.endswith(limits)
            assert "{" not in said


def test_no_sentence_names_a_cause(teller):
    every = [teller.comparison("pra", "saat", one.id) for one in INDICATORS]
    every += bias(teller.story, names=NAMES, language=teller.language)
    for word in (
        "karena program",
        "akibat",
        "menyebabkan",
        "berkat",
        "because",
        "caused",
        "thanks to",
    ):
        assert not any(word in said.lower() for said in every)


def test_a_comparison(told):
    said = Teller(told, NAMES, "id").comparison("pra", "saat", "hate")
    assert "Pada tahap saat pemilu, 23% (" in said
    assert "; pada tahap pra-pemilu, 10% (" in said
    assert "Selisihnya +13 poin persentase (antara +" in said
    assert "jangan menyimpulkan" not in said


def test_an_unclear_comparison_says_so():
    found = tell(table([0, 40], [0, 0], [300, 300], [[60] * 10, [63] * 10]))
    said = Teller(found, NAMES, "id").comparison("pra", "saat", "hate")
    assert "jangan menyimpulkan perubahan darinya" in said


def test_what_is_hidden_is_not_told(teller):
    said = teller.comparison("pra", "pasca", "hate")
    assert said == teller.phase("pasca", "hate")
    assert "%" not in said


def test_an_uncorrected_figure_says_so(teller):
    word = "belum dikoreksi" if teller.language == "id" else "not corrected"
    assert word in teller.phase("saat", "money")
    assert word not in teller.phase("saat", "hate")


def test_a_change():
    days = np.arange(80)
    n = np.full(80, 300)
    positives = np.repeat([[24], [60]], 40, axis=0) * np.ones((1, len(COLUMNS)))
    found = tell(table(days, days * 0, n, positives))
    row = next(r for r in found.changes.to_pylist() if r["indicator"] == "hate")
    said = Teller(found, NAMES, "id").change(row)
    assert said.startswith(
        f"Sejak {numerals.day(row['day'], 'id')}, 23% unggahan yang terkumpul memuat kebencian"
    )
    assert "dalam 40 hari sebelumnya, 7,7%." in said
    assert said.endswith(LIMITS)


def test_what_is_not_there_is_not_found(teller):
    with pytest.raises(NotFound, match="lain"):
        teller.phase("lain", "hate")
    with pytest.raises(NotFound, match="saat, pra"):
        teller.comparison("saat", "pra", "hate")


def test_a_phase_without_a_name_bears_its_id(told):
    assert "Pada tahap saat, " in Teller(told, {}, "id").phase("saat", "hate")


# ---------------------------------------------------------------- how far to trust them


def test_bias_names_sources_shifts_gaps_and_copies(told):
    first, *rest = bias(told, names=NAMES, language="id")
    assert first.startswith("Unggahan berasal dari sumber yang dipilih.")
    said = "\n".join(rest)
    assert "Pada tahap pra-pemilu, 100% unggahan berasal dari satu sumber: “Umpan Contoh”." in said
    assert "Antara tahap pra-pemilu dan saat pemilu, sumbernya berubah (100% unggahan)." in said
    assert (
        "Pada tahap pra-pemilu, tidak ada unggahan pada 28 hari, terlama 26 hari berturut-turut."
        in said
    )
    assert "Pada tahap pra-pemilu, 27% unggahan hampir sama dengan unggahan lain." in said
    assert "“<b>Lain</b>”" in said  # text, which a page escapes


def test_bias_in_english_has_as_many_sentences(told):
    both = [bias(told, names=NAMES, language=language) for language in ("id", "en")]
    assert len(both[0]) == len(both[1])
    assert "the sources changed (100% of the posts)" in "\n".join(both[1])


def test_bias_says_at_least_the_general():
    days = np.arange(90)
    posts = [table(days, days * 0, days * 0 + 50, np.zeros((90, 10)), source=s) for s in "abc"]
    assert len(bias(tell(pa.concat_tables(posts)), names=NAMES, language="id")) == 1


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("share", "indonesian", "english"),
    [
        (0.0, "0,0%", "0.0%"),
        (0.0001, "<0,1%", "<0.1%"),
        (0.0125, "1,3%", "1.3%"),
        (0.0994, "9,9%", "9.9%"),
        (0.0996, "10%", "10%"),
        (1.0, "100%", "100%"),
    ],
)
def test_percent(share, indonesian, english):
    assert numerals.percent(share, "id") == indonesian
    assert numerals.percent(share, "en") == english


def test_days_and_intervals():
    day = dt.date(2024, 8, 3)
    assert numerals.day(day, "id") == "3 Agustus 2024"
    assert numerals.short_day(day, "en") == "3 Aug"
    assert numerals.between(0.091, 0.149, "id", decimals=1) == "9,1–14,9%"


def test_rates_keep_their_meaning():
    assert all(isinstance(rate, Rates) for rate in RATES.values())
