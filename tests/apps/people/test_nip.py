import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.errors import InputError
from ikrar.people import nip as nips
from ikrar.people.states import Kind

TODAY = date(2024, 2, 14)


def test_pns_is_read():
    read = nips.parse("19900101 201503 1 001", on=TODAY)
    assert read == nips.Nip(
        "199001012015031001", Kind.PNS, date(1990, 1, 1), date(2015, 3, 1), None, "1", "001"
    )


def test_pppk_is_told_apart_by_a_month_that_is_none():
    read = nips.parse("199001012023242014", on=TODAY)
    assert (read.kind, read.contract_year, read.started) == (Kind.PPPK, 2023, None)


@pytest.mark.parametrize(
    "text",
    ["'199001012015031001", "19900101.201503.1.001", " 19900101-201503-1-001\t", '="199001012015031001"',
     "\xa0199001012015031001\u200b"],
)  # fmt: skip
def test_what_spreadsheets_and_typists_add_is_taken_off(text):
    assert nips.parse(text, on=TODAY).value == "199001012015031001"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "kosong"),
        ("1.99001012015031E+17", "pangkat"),
        ("1,99001E17", "pangkat"),
        ("199001012015031000", "berakhiran 000"),
        ("19900101201503100", "17 angka"),
        ("1990010120150310011", "19 angka"),
        ("080012345", "NIP lama"),
        ("19900101201503100A", "huruf"),
        ("١٩٩٠٠١٠١٢٠١٥٠٣١٠٠١", "huruf"),
        ("199002302015031001", "bukan tanggal lahir"),
        ("199001012015033001", "angka ke-15|ke-15"),
        ("199001012015001001", "tahun dan bulan"),
        ("199001010000011001", "tahun dan bulan"),
        ("199001012024031001", "belum tiba"),
        ("199001012025241001", "belum tiba"),
        ("199001012006121001", "17 tahun"),
        ("199001012006241001", "17 tahun"),
        ("199001312006121001", "17 tahun"),
    ],
)
def test_refusals_say_why_and_what_to_do(text, words):
    with pytest.raises(InputError, match=words) as caught:
        nips.parse(text, on=TODAY)
    assert str(caught.value).count(".") >= 1


def test_seventeen_is_old_enough_to_the_month():
    assert nips.parse("199006152007061001", on=TODAY).started == date(2007, 6, 1)
    with pytest.raises(InputError, match="17 tahun"):
        nips.parse("199006152007051001", on=TODAY)


def test_over_65_is_a_warning():
    assert nips.parse("195801011985031001", on=TODAY).warnings
    assert not nips.parse("195903011985031001", on=TODAY).warnings


def test_the_roster_says_pns_but_the_number_is_no_pns():
    with pytest.raises(InputError, match="NI PPPK"):
        nips.parse("199001012023242014", kind=Kind.PNS, on=TODAY)


def test_the_roster_says_pppk_and_the_number_has_a_month():
    read = nips.parse("199001012015031001", kind=Kind.PPPK, on=TODAY)
    assert read.kind == Kind.PPPK
    assert read.warnings


def test_pppk_code_00_is_none():
    with pytest.raises(InputError, match="00"):
        nips.parse("199001012015001001", kind=Kind.PPPK, on=TODAY)


def test_cpns_keeps_its_kind():
    assert nips.parse("199001012023032001", kind=Kind.CPNS, on=TODAY).kind == Kind.CPNS


def test_columns_beside_the_number_must_agree():
    read = nips.parse("199001012015031001", on=TODAY)
    nips.check_birth(read, date(1990, 1, 1))
    nips.check_sex(read, nips.MALE)
    with pytest.raises(InputError, match="Tanggal lahir"):
        nips.check_birth(read, date(1990, 1, 2))
    with pytest.raises(InputError, match="Jenis kelamin"):
        nips.check_sex(read, nips.FEMALE)


@given(st.text())
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(InputError):
        assert nips.parse(text, on=TODAY).value == nips.clean(text)


@given(
    born=st.dates(date(1950, 1, 1), date(2006, 1, 31)), years=st.integers(17, 40), month=st.integers(1, 99),
    sex=st.sampled_from("12"), serial=st.integers(1, 999),
)  # fmt: skip
def test_every_well_made_number_is_read_back(born, years, month, sex, serial):
    start = born.year + years + 1
    text = f"{born:%Y%m%d}{start:04d}{month:02d}{sex}{serial:03d}"
    read = nips.parse(text, on=date(2050, 1, 1))
    assert (read.birth, read.sex, int(read.serial)) == (born, sex, serial)
    assert (read.kind == Kind.PNS) == (month <= 12)
