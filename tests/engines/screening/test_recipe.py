"""Which texts are gathered to learn from: nothing that is judged on, each set with what it counts."""

import shutil
from dataclasses import replace

import pytest

from ikrar.errors import InputError
from ikrar.screening.labels import AGAINST_PLEDGE, Label
from ikrar.screening.train import build, corpus, recipe
from ikrar.screening.train.folders import Folders
from ikrar.screening.train.sets import Teaches, table
from tests.engines.screening.test_build import PEOPLE
from tests.engines.screening.test_train import many, write_posts
from tests.house.source import ROOT


@pytest.fixture
def folders(tmp_path):
    """Posts whose train.csv holds copies of what dev.csv holds out, one of them naming somebody."""
    held = [
        ("pilih prabowo saja di tps", {"partisan": "support"}),
        ("goblok semua ini", {"abusive": "1"}),
    ]
    copies = [("RT @a PILIH Prabowo saja, di TPS https://t.co/x", {"partisan": "support"})]
    write_posts(tmp_path / "posts" / "train.csv", [*many("hari ini"), *copies, *PEOPLE.items()])
    write_posts(tmp_path / "posts" / "dev.csv", held)
    for part, line in (
        ("train", "ambil amplop"),
        ("tune", "ambil kopi"),
        ("challenge", "ambil beras"),
    ):
        (tmp_path / "corpus" / "written" / part).mkdir(parents=True)
        (tmp_path / "corpus" / "written" / part / "money_offer.txt").write_text(f"## mo\n{line}\n")
    (tmp_path / "sets").mkdir()
    return Folders(tmp_path / "posts", tmp_path / "sets", tmp_path / "corpus")


def test_held_out_posts_leave_no_copy_under_any_name(folders):
    sets = {one.name: one for one in recipe.gather(folders, hold_out=["dev"])}
    assert "dev" not in sets
    held = {corpus.key(text) for text in ("pilih prabowo saja di tps", "goblok semua ini")}
    for one in sets.values():
        assert not held & {corpus.key(text) for text in one.texts}
        assert not held & set(one.sources()), one.name
        assert not any("saja di tps" in text.lower().replace(",", "") for text in one.texts)
    whole = {one.name: one for one in recipe.gather(folders)}
    assert whole["dev"].texts
    assert len(whole["train"].texts) == len(sets["train"].texts) + 1


def test_beside_posts_the_second_fit_has_quiet_texts_and_posts_of_other_makers(folders):
    assert {one.name: one.second for one in recipe.gather(folders)} == {
        "train": recipe.POST, "dev": recipe.POST, "written": 0.0, "tune": 0.0,
    }  # fmt: skip
    known = table(ROOT / "corpus")
    tabs = "label\tTweet\n1\tpagi, semua\n0\tmakan siang dulu\n"
    for file, text in (
        (known["ridife2018"].file, tabs),
        (known["alamsyah2024"].file, "comment_text\nsore semua\nsore lagi\n"),
        (known["wisnupri2023"].file, "text\ndua putaran\nmalam semua\n"),
        ("click-id/headlines.csv", "title\nHarga beras naik\n"),
    ):
        (folders.sets / file).parent.mkdir()
        (folders.sets / file).write_text(text, "utf-8")
    (folders.corpus / "readings").mkdir()
    shutil.copy(ROOT / "corpus" / "sets.csv", folders.corpus)
    for name, row in (
        ("ridife2018", 1),
        ("alamsyah2024", 0),
        ("alamsyah2024_2", 1),
        ("wisnupri2023", 1),
    ):
        read = folders.corpus / "readings" / f"{name}.csv"
        read.write_text(f"row,codes\n{row},-\n", "utf-8")
    sets = {one.name: one for one in recipe.gather(folders)}
    assert sets["read:ridife2018"].texts == ("makan siang dulu",)
    assert sets["read:ridife2018"].second == recipe.OTHERS_SECOND > 0
    assert sets["read:wisnupri2023"].texts == ("malam semua",)
    assert sets["read:wisnupri2023"].second == recipe.CONTESTS_SECOND > recipe.OTHERS_SECOND
    assert sets["click-id"].second == recipe.QUIET_SECOND > 0
    assert sets["read:alamsyah2024"].second == 0
    assert sets["read:alamsyah2024_2"].second == recipe.OTHERS_SECOND


def test_quiet_texts_offices_and_other_makers_are_far_from_a_contest_and_posts_are_not(folders):
    known = table(ROOT / "corpus")
    for file, text in (
        (known["official-posts"].file, "text\nKPU mengumumkan jadwal\n"),
        (known["wisnupri2023"].file, "text\ndua putaran\n"),
        (known["anggarabudiyanto"].file, "full_text\nhujan terus\n"),
        ("click-id/headlines.csv", "title\nHarga beras naik\n"),
    ):
        (folders.sets / file).parent.mkdir(exist_ok=True)
        (folders.sets / file).write_text(text, "utf-8")
    (folders.corpus / "readings").mkdir()
    shutil.copy(ROOT / "corpus" / "sets.csv", folders.corpus)
    for name in ("official-posts", "wisnupri2023", "anggarabudiyanto"):
        (folders.corpus / "readings" / f"{name}.csv").write_text("row,codes\n0,-\n", "utf-8")
    away = {one.name: one.away for one in recipe.gather(folders) if one.away}
    other, office = (recipe.AWAY[of] for of in (Teaches.OTHER, Teaches.OFFICE))
    assert away == {
        "click-id": recipe.QUIET_AWAY,
        "read:official-posts": office,
        "read:anggarabudiyanto": other,
    }
    assert office > recipe.QUIET_AWAY > other > 0


def test_more_formal_sentences_are_quiet_but_none_that_is_judged_on_and_no_speech(folders):
    judged = folders.sets / "formal-news" / "sentences.csv"
    tagged = folders.sets / "indonlu" / "bapos_pos-idn" / "valid_preprocess.txt"
    pairs = folders.sets / "indonlu" / "wrete_entailment-ui" / "test_preprocess.csv"
    for file, text in (
        (judged, "text\nSatu .\nPasar buka pagi .\n"),
        (tagged, 'Kapal\tNN\ntiba\tVB\n\nPasar\tNN\nbuka\tVB\npagi\tNN\n\n"\tZ\nHai\tUH\n"\tZ\n'),
        (pairs, "sent_A,sent_B,label\nKota itu besar .,Kota itu tua .,NotEntail\n"),
    ):
        file.parent.mkdir(parents=True)
        file.write_text(text, "utf-8")
    more = next(one for one in recipe.gather(folders) if one.name == "indonlu")
    assert more.texts == ("Kapal tiba", "Kota itu besar .", "Kota itu tua .")
    assert set(map(len, more.labels)) == {0}
    assert more.about == AGAINST_PLEDGE
    assert 0 < more.weight < corpus.QUIET
    assert more.name in build.QUIET
    whole = pairs.read_bytes()
    for damaged in ("sent_A,label\nKota itu besar .,x\n", "sent_A,sent_B\nKota itu besar .\n"):
        pairs.write_text(damaged, "utf-8")
        with pytest.raises(InputError, match=r"test_preprocess\.csv, row 1: .* is missing"):
            recipe.gather(folders)
    pairs.write_bytes(whole)
    tagged.write_bytes(b"\xff\n")
    with pytest.raises(InputError, match=r"valid_preprocess\.txt"):
        recipe.gather(folders)


def test_posts_have_their_settled_labels(folders):
    sets = recipe.gather(folders)
    text = sets[0].texts[0]
    assert sets[0].labels[0] != {Label.UNITY}
    row = f"hash,codes\n{corpus.short_hash(text)},ru\n"
    (folders.corpus / "settled.csv").write_text(row, "utf-8")
    assert recipe.gather(folders)[0].labels[0] == {Label.UNITY}


def test_without_any_real_post_nothing_is_made(folders, tmp_path):
    nowhere = Folders(tmp_path / "none", folders.sets, folders.corpus)
    with pytest.raises(InputError, match=r"name the folder that holds train\.csv with --posts"):
        recipe.gather(nowhere)


def test_readings_of_no_known_set_are_named_with_what_to_do(folders):
    (folders.corpus / "readings").mkdir()
    (folders.corpus / "readings" / "gosip.csv").write_text("row,codes\n0,-\n")
    with pytest.raises(InputError, match=r"gosip\.csv: .* add a row for it"):
        recipe.gather(folders)


def test_posts_that_fall_away_are_said(folders):
    greeting = "Assalamualaikum warahmatullahi wabarakatuh, bapak ibu sekalian yang kami hormati dan banggakan, "
    own = folders.posts.parent / "own.csv"
    write_posts(own, [(greeting + "pilih dia", {"partisan": "support"}), (greeting + "libur", {})])
    said = []
    recipe.gather(replace(folders, own=(own,)), hold_out=["dev"], say=said.append)
    assert [line.partition(":")[0] for line in said] == ["train", "own"]
    assert said[1].startswith("own: of 2 posts 1 are left out")
    assert said[1].endswith("1 have other labels than the first of their kind")


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Tweet", r"^re_dataset\.csv lacks the columns split\.$"),
        ("Tweet,split,split", r"^re_dataset\.csv has more than one column 'split'"),
    ],
)
def test_a_public_set_with_other_columns_is_named(folders, header, said):
    (folders.sets / "ibrohim2019").mkdir()
    (folders.sets / "ibrohim2019" / "re_dataset.csv").write_text(f"{header}\nhalo,train,test\n")
    with pytest.raises(InputError, match=said):
        recipe.gather(folders)


@pytest.mark.parametrize("row", ["x", "-1", "5", ""])
def test_a_reading_of_a_row_that_is_not_there_is_named(tmp_path, row):
    (tmp_path / "some.csv").write_text(f"row,codes\n{row},-\n")
    with pytest.raises(InputError, match=rf"^some\.csv names a row .* have: '{row}'\.$"):
        corpus.readings(tmp_path / "some.csv", ["halo"] * 5)
