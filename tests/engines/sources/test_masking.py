"""Numbers, addresses, accounts and links go; sums of money, hours and words stay."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.sources.masking import mask, masked

GONE = [
    ("Hub 081234567890 ya", "Hub [nomor] ya"),
    ("Hub.0812-3456-7890", "Hub.[nomor]"),
    ("0812 3456 7890, 0857.1234.567", "[nomor], [nomor]"),
    ("wa0812 3456 789", "wa[nomor]"),
    ("+62 812-3456-7890", "[nomor]"),
    ("+62\u00a0812\u20113456\u20117890", "[nomor]"),
    ("+6281234567890", "[nomor]"),
    ("6281234567890", "[nomor]"),
    ("62 812 3456 7890", "[nomor]"),
    ("+62 (0)812 3456 7890", "[nomor]"),
    ("+62 21 555 12345", "[nomor]"),
    ("NIK 3174012345670001", "NIK [nomor]"),
    ("NIP 199001012015031001", "NIP [nomor]"),
    ("NIP 19900101 201503 1 001", "NIP [nomor]"),
    ("surel ani.contoh+x@kantor.go.id.", "surel [surel]."),
    ("@ani_contoh setuju", "@[akun] setuju"),
    ("halo @Ani.Contoh, dan @budi.", "halo @[akun], dan @[akun]."),
    ("@2024menang", "@[akun]"),
    ("@6281234567890 hadir", "@[akun] hadir"),
    ("@\u2068Ani Contoh Sekali\u2069 hadir", "@[akun] hadir"),
    ("@ani@contoh.id hadir", "@[surel] hadir"),
    ("@кириллица ok", "@[akun] ok"),
    ("lihat https://contoh.id/a?b=c#d.", "lihat [tautan]."),
    ("(www.contoh.id/x)", "([tautan])"),
    ("wa.me/6281234567890", "[tautan]"),
    ("bit.ly/daftar-x dan s.id/y", "[tautan] dan [tautan]"),
    ("HTTPS://CONTOH.ID/ANI", "[tautan]"),
]  # fmt: skip
STAYS = [
    "Rp1.500.000 atau Rp 62.800.000.000", "bantuan 300.000.000.000 rupiah", "pukul 08.30-09.30", "08.30 - 09.30 14/02/2024",
    "tanggal 14-02-2024 pukul 09.30", "nasi @10.000", "@10rb per orang", "@ 5 orang", "nomor urut 01 dan 02", "PP 94/2021",
    "pasal 280 ayat (2)", "S.Pd/M.Pd dan/atau S.H.", "TPS 012 suara 345 678", "2019-2024", "a@b", "Jl. Contoh No. 8, RT 01/02",
    "😀🙏", "",
]  # fmt: skip


@pytest.mark.parametrize(("text", "clean"), GONE)
def test_gone(text, clean):
    assert mask(text) == clean
    assert masked(pa.array([text, "biasa"], pa.large_string())).to_pylist() == [clean, "biasa"]


@pytest.mark.parametrize("text", STAYS)
def test_stays(text):
    expected = text.replace("a@b", "a@[akun]")
    assert mask(text) == expected
    assert masked(pa.array([text, "x"], pa.large_string())).to_pylist() == [expected, "x"]


SIGNS = st.text(st.sampled_from("0826+-. ()/@:abwme\u2068\u2069\n"), max_size=60)


@given(SIGNS | st.text(max_size=80))
def test_the_quick_look_misses_nothing(text):
    text = text.encode("utf-8", "replace").decode()
    assert masked(pa.array([text], pa.large_string()))[0].as_py() == mask(text)


@given(
    st.from_regex(r"\A(\+62|62|0)8[1-9]\d{7,9}\Z"),
    st.sampled_from(["", " ", "-", "."]),
    st.text("ab \n", max_size=5),
)
def test_every_mobile_number_goes(number, gap, around):
    number = number.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789"))
    start = 3 if number.startswith("+") else 2 if number.startswith("6") else 0
    groups = [
        number[:start],
        *(number[start:][n : n + 4] for n in range(0, len(number) - start, 4)),
    ]
    if len(groups[-1]) < 2:
        groups[-2:] = [groups[-2] + groups[-1]]
    written = gap.join(filter(None, groups))
    if gap != "." or written.startswith(("+", "0")):
        assert mask(f"{around}{written}{around}") == f"{around}[nomor]{around}"


@pytest.mark.parametrize(
    "text", ["a" * 19_990 + "@", "@" * 20_000, "0" * 20_000, "08 " * 6_000, "x." * 9_999 + "id/"]
)
def test_long_texts_take_no_time(text):
    assert len(mask(text)) <= 200_000
