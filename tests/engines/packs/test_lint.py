"""Lint finds each kind of break, and names the file and the row; what is shipped is clean."""

import shutil
from pathlib import Path

import pytest

from ikrar import packs
from ikrar.errors import InputError, NotFound
from ikrar.packs.catalog import SHIPPED
from ikrar.packs.lint import lint


@pytest.fixture
def folder(tmp_path):
    """A private copy of Pemilu 2024, to break."""
    return shutil.copytree(SHIPPED / "pemilu-2024", tmp_path / "pemilu-2024")


@pytest.fixture
def copy(folder):
    """A way to break the copy: the folder, with something in a file replaced."""

    def edit(file: str, old: str, new: str) -> Path:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return edit


def errors(path):
    return [problem for problem in lint(path) if problem.severity == "error"]


@pytest.mark.parametrize("name", ["pemilu-2024", "pilkada-2024"])
def test_shipped_packs_have_no_errors_and_warn_only_of_unproven_facts(name):
    problems = lint(name)
    assert not errors(name)
    assert problems
    for problem in problems:
        assert "not verified" in problem.what or "low confidence" in problem.what


def test_an_untouched_copy_lints_like_the_original(copy):
    assert lint(copy("pack.toml", "Pemilu 2024", "Pemilu 2024")) == lint("pemilu-2024")


KE4_PHASES = (
    'phases = ["pre-candidacy"]\nnorm = "PP 42/2004 Pasal 11 huruf c; SKB 2/2022 Lampiran II"'
)
BREAKS = {
    # ---- cannot be read
    "unknown key": ("forms.toml", 'list = "kode_etik"', 'lists = "kode_etik"\nlist = "kode_etik"', "forms.toml: forms[KE-01].lists", "unknown key"),
    "missing key": ("forms.toml", 'confidence = "high"\n', "", "forms.toml: forms[KE-01].confidence", "missing"),
    "missing source key": ("calendar.toml", 'source = "pkpu3"\n', "", "calendar.toml: stages[perencanaan].source", "missing"),
    "wrong type": ("calendar.toml", "start = 2022-06-14", 'start = "2022-06-14"', "calendar.toml: stages[perencanaan].start", "must be a date"),
    "time for a day": ("calendar.toml", "start = 2022-06-14", "start = 2022-06-14T00:00:00", "calendar.toml: stages[perencanaan].start", "must be a date"),
    "truth for a number": ("contestants.toml", "votes = 40971906", "votes = true", "contestants.toml: contestants[1].votes", "whole number"),
    "no list": ("forms.toml", "also_statements = [1]", "also_statements = 1", "forms.toml: forms[KE-01].also_statements", "must be a list"),
    "no table": ("forms.toml", 'text = {id = "Memasang', 'text = "x"\n#', "forms.toml: forms[KE-01].text", "must be a table"),
    "no TOML": ("acts.toml", "[[acts]]", "[[acts", "acts.toml", "not TOML"),
    "duplicate form": ("forms.toml", 'id = "KE-02"', 'id = "KE-01"', "forms.toml: forms[KE-01]", "twice"),
    "duplicate norm": ("norms.toml", 'id = "PP94/2021:5:n:2"', 'id = "PP94/2021:5:n:1"', "norms.toml: norms[PP94/2021:5:n:1]", "twice"),
    "duplicate source": ("sources.toml", 'id = "mk"', 'id = "pkpu3"', "sources.toml: sources[pkpu3]", "twice"),
    "duplicate contestant": ("contestants.toml", "number = 2", "number = 1", "contestants.toml: contestants[1]", "twice"),
    "contestant without slogans": ("contestants.toml", "slogans = [", "slogan = [", "contestants.toml: contestants[1].slogans", "missing"),
    # ---- leads nowhere
    "form to norm": ("forms.toml", '"PP42/2004:11:c"', '"PP42/2004:11:d"', "forms.toml: forms[KE-01].norms", "no norm"),
    "form to source": ("forms.toml", '"kompas"', '"kompass"', "forms.toml: forms[KE-01].sources", "does not exist"),
    "form to phase": ("forms.toml", KE4_PHASES, KE4_PHASES.replace("pre-candidacy", "before"), "forms.toml: forms[KE-01].phases", "no phase"),
    "form to class": ("forms.toml", 'sanction = "moral"', 'sanction = "morale"', "forms.toml: forms[KE-01].sanction", "no class of sanction"),
    "form to category": ("forms.toml", 'category = "alat-peraga"', 'category = "alat"', "forms.toml: forms[KE-01].category", "no category"),
    "form to list": ("forms.toml", 'list = "kode_etik"', 'list = "etik"', "forms.toml: forms[KE-01].list", "no list"),
    "form to object": ("forms.toml", 'object = "bakal_calon"', 'object = "balon"', "forms.toml: forms[KE-01].object", "no object"),
    "form to channel": ("forms.toml", 'channel = "offline"', 'channel = "radio"', "forms.toml: forms[KE-01].channel", "no channel"),
    "form to kind": ("forms.toml", 'kinds = ["pemilu"]', 'kinds = ["pemilihan"]', "forms.toml: forms[P-01].kinds", "no kind of election"),
    "norm to phase": ("norms.toml", 'phases = ["quiet"]', 'phases = ["tenang"]', "norms.toml: norms[UU7/2017:509].phases", "no phase"),
    "law to kind": ("norms.toml", 'kinds = ["pilkada"]', 'kinds = ["pilkades"]', "norms.toml: laws[UU10/2016].kinds", "no kind of election"),
    "statement 5": ("forms.toml", "statement = 2", "statement = 5", "forms.toml: forms[KE-01].statement", "no statement"),
    "statement 0 as another": ("forms.toml", "also_statements = [1]", "also_statements = [0]", "forms.toml: forms[KE-01].also_statements", "no statement"),
    "form without norms": ("forms.toml", 'norms = ["PP42/2004:11:c", "SKB2/2022:II", "PP42/2004:15"]', "norms = []", "forms.toml: forms[KE-01].norms", "empty"),
    "norm to source": ("norms.toml", 'sources = ["emka"]', 'sources = ["emkaa"]', "norms.toml: norms[UU20/2023:2].sources", "does not exist"),
    "norm without law": ("norms.toml", 'id = "UU20/2023:24:1"', 'id = "UU21/2023:24:1"', "norms.toml: norms[UU21/2023:24:1]", "law that is not listed"),
    "norm to its successor": ("norms.toml", 'replaced_by = "UU20/2023:9:2"', 'replaced_by = "UU20/2023:9:9"', "norms.toml: norms[UU5/2014:9:2].replaced_by", "no norm"),
    "step to norm": ("routing.toml", 'norm = "UU7/2017:454"', 'norm = "UU7/2017:455"', "routing.toml: routes[kasn].steps[lapor].norm", "no norm"),
    "step to system": ("routing.toml", 'system = "siapnet"', 'system = "siapnets"', "routing.toml: routes[kasn].steps[teruskan].system", "no system"),
    "step's clock": ("routing.toml", 'kind = "working"', 'kind = "moon"', "routing.toml: routes[kasn].steps[lapor].clock.kind", "moon"),
    "clock's direction": ("routing.toml", ', direction = "back"', ', direction = "down"', "routing.toml: procedures[disiplin-pp94].steps[panggilan-1].clock.direction", "down"),
    "before, but forward": ("routing.toml", ', direction = "back"', "", "routing.toml: procedures[disiplin-pp94].steps[panggilan-1].clock.direction", "counts forward"),
    "back and prolonged": ("routing.toml", ', direction = "back"', ', direction = "back", at_most = 9', "routing.toml: procedures[disiplin-pp94].steps[panggilan-1].clock.at_most", "nobody can prolong"),
    "limit of nothing": ("routing.toml", "at_most = 14", "at_most = 0", "routing.toml: routes[kasn].steps[kaji].clock", "less than its limit"),
    "contestant to party": ("contestants.toml", '"NasDem"', '"Nasdem2"', "contestants.toml: contestants[1].parties", "no party"),
    "contest to stage": ("calendar.toml", 'determined_by = "penetapan-paslon"', 'determined_by = "penetapan"', "calendar.toml: contests[presiden].determined_by", "no stage"),
    "stage to contest": ("calendar.toml", 'contests = ["dpd"]', 'contests = ["dpr"]', "calendar.toml: stages[pencalonan-dpd].contests", "no contest"),
    "stage to phase": ("calendar.toml", 'violation_phase = "quiet"', 'violation_phase = "calm"', "calendar.toml: stages[masa-tenang].violation_phase", "calm"),
    "contest to object": ("calendar.toml", '"calon_perseorangan_dpd"', '"calon_dpd"', "calendar.toml: contests", "no object"),
    "negative to contestant": ("contestants.toml", "against = [1]", "against = [7]", "contestants.toml: negative_signals[5].against", "contestant 7"),
    # ---- says nothing
    "empty source": ("calendar.toml", 'source = "pkpu3"', 'source = ""', "calendar.toml: stages[perencanaan].source", "no source"),
    "no sources": ("forms.toml", 'sources = ["kompas", "tribun", "kaltenglima"]', "sources = []", "forms.toml: forms[KE-01].sources", "no source"),
    "empty confidence": ("norms.toml", 'confidence = "medium"', 'confidence = ""', "norms.toml: norms[UU20/2023:2].confidence", "missing"),
    "odd confidence": ("forms.toml", 'confidence = "high"', 'confidence = "sure"', "forms.toml: forms[KE-01].confidence", "sure"),
    "empty translation": ("acts.toml", 'en = "Voting in secret at the polling station."', 'en = ""', "acts.toml: acts[OK-01].text.en", "empty"),
    "same in both languages": ("acts.toml", 'en = "Voting in secret at the polling station."', 'en = "Menggunakan hak pilih secara rahasia di TPS."', "acts.toml: acts[OK-01].text", "same in both"),
    # ---- days
    "stage ends early": ("calendar.toml", "end = 2023-10-25", "end = 2023-10-18", "calendar.toml: stages[pendaftaran-paslon]", "before start"),
    "norm ends early": ("norms.toml", "valid_from = 2023-10-31", "valid_from = 2023-10-31\nvalid_until = 2023-01-01", "norms.toml: laws[UU20/2023]", "before valid_from"),
    "gap before quiet": ("calendar.toml", "start = 2024-02-11", "start = 2024-02-12", "calendar.toml: contests[presiden]", "gap"),
    "quiet in campaign": ("calendar.toml", "start = 2024-02-11", "start = 2024-02-10", "calendar.toml: contests[presiden]", "overlaps"),
    "gap before voting": ("calendar.toml", "end = 2024-02-13", "end = 2024-02-12", "calendar.toml: contests[presiden]", "gap"),
    "quiet on voting day": ("calendar.toml", "end = 2024-02-13", "end = 2024-02-14", "calendar.toml: contests[presiden]", "overlaps"),
    "campaign before candidates": ("calendar.toml", "start = 2023-11-14", "start = 2023-11-12", "calendar.toml: stages[undi-nomor]", "begins before"),
    "pre-candidacy after the line": ("calendar.toml", "start = 2023-10-19\nend = 2023-10-25", "start = 2023-11-20\nend = 2023-11-25", "calendar.toml: stages[pendaftaran-paslon]", "begins on or after"),
    "boundary of no contest": ("calendar.toml", 'source = "voi-pairs"\ncontests = ["presiden"]\nboundary', 'source = "voi-pairs"\nboundary = "x"\n[[stages]]\nid = "lain"\nname = {id = "a", en = "b"}\nstart = 2023-11-13\nend = 2023-11-13\nviolation_phase = "campaign"\nsource = "pkpu3"\nboundary', "calendar.toml: stages[lain].boundary", "no contest"),
    "two main contests": ("calendar.toml", 'determined_by = "penetapan-dct"\n', 'determined_by = "penetapan-dct"\ndefault = true\n', "calendar.toml: contests", "exactly one default"),
    "object claimed twice": ("calendar.toml", "default = true", 'default = true\nobjects = ["calon_perseorangan_dpd"]', "calendar.toml: contests", "twice"),
    "programme gap": ("programme.toml", "end = 2024-02-10", "end = 2024-02-09", "programme.toml: phases[saat]", "gap"),
    "programme overlap": ("programme.toml", "end = 2024-03-20", "end = 2024-03-21", "programme.toml: phases[pasca]", "overlaps"),
    "routing gap": ("routing.toml", "valid_from = 2024-09-04", "valid_from = 2024-09-05", "routing.toml: routes[bkn-sbt]", "gap"),
    "routing overlap": ("routing.toml", "valid_until = 2024-08-24", "valid_until = 2024-08-25", "routing.toml: routes[peralihan]", "overlaps"),
    "routing left open": ("routing.toml", "valid_until = 2024-09-03\n", "", "routing.toml: routes[bkn-sbt]", "no known day"),
    # ---- pledge
    "unknown slot": ("pledge.toml", "{tahun} yang damai", "{tanggal} yang damai", "pledge.toml: id.opening", "{tanggal}"),
    "stray brace": ("pledge.toml", "bijak,", "bijak{,", "pledge.toml: id.statements", "brace"),
    "fifth statement": ("pledge.toml", '    "Menolak politik uang', '    "Lima.",\n    "Menolak politik uang', "pledge.toml: id.statements", "5 statements"),
    "empty statement": ("pledge.toml", '"Menolak politik uang dan segala jenis pemberian."', '" "', "pledge.toml: id.statements", "empty"),
    # ---- unfair
    "no nicknames": ("contestants.toml", 'nicknames = [{text = "Anies", source = "unstated"}]', "nicknames = []", "contestants.toml: contestants[1].nicknames", "others have some"),
    "no gesture": ("contestants.toml", 'gestures = [\n    {text = {id = "satu jari", en = "index finger up"}, source = "voi-pairs"},\n]', "gestures = []", "contestants.toml: contestants[1].gestures", "others have some"),
    "votes of two only": ("contestants.toml", "votes = 40971906\n", "", "contestants.toml: contestants[1].votes", "others have it"),
    "another role": ("contestants.toml", 'role = "vice", name = "Mahfud MD"', 'role = "deputy", name = "Mahfud MD"', "contestants.toml: contestants[3].people", "other roles"),
    "not in ballot order": ("contestants.toml", "number = 1", "number = 9", "contestants.toml: contestants", "ballot order"),
    "silence about one": ("contestants.toml", "against = [3]", "against = [2]", "contestants.toml: negative_signals", "none against contestant 3"),
    "found and not found": ("contestants.toml", "against = [1]", "against = [1, 3]", "contestants.toml: negative_signals", "says none was found"),
    # ---- the pack
    "another name": ("pack.toml", 'name = "pemilu-2024"', 'name = "pemilu"', "pack.toml: name", "directory"),
    "one language": ("pack.toml", '["id", "en"]', '["id"]', "pack.toml: languages", "lacks 'en'"),
    "unknown parent": ("pack.toml", 'kind = "pemilu"', 'kind = "pemilu"\nextends = "pilkada-2025"', "pack.toml: extends", "no pack 'pilkada-2025'"),
    "parent by path": ("pack.toml", 'kind = "pemilu"', 'kind = "pemilu"\nextends = "../x"', "pack.toml: extends", "not a path"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BREAKS)
def test_each_break_is_found_and_placed(copy, kind):
    file, old, new, where, what = BREAKS[kind]
    problems = errors(copy(file, old, new))
    hits = [problem for problem in problems if problem.where == where and what in problem.what]
    assert hits, problems
    assert all(problem.mend for problem in problems)


def test_packs_that_extend_each_other_are_refused(tmp_path):
    for name, parent in (("satu", "dua"), ("dua", "satu")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pack.toml").write_text(f'extends = "{parent}"\n', encoding="utf-8")
    problems = lint(tmp_path / "satu")
    assert "extend each other" in problems[0].what
    with pytest.raises(InputError, match="extend each other"):
        packs.load(tmp_path / "satu")


def test_a_break_in_the_parent_names_the_parent(copy, tmp_path):
    copy("forms.toml", '"PP42/2004:11:c"', '"PP42/2004:11:d"')
    shutil.copytree(SHIPPED / "pilkada-2024", tmp_path / "pilkada-2024")
    problems = [
        p for p in lint(tmp_path / "pilkada-2024", extra_dirs=[tmp_path]) if p.severity == "error"
    ]
    assert [problem.where for problem in problems] == ["pemilu-2024/forms.toml: forms[KE-01].norms"]


def test_one_look_finds_every_unreadable_row(copy):
    copy("acts.toml", 'verdict = "ok"', "verdict = 1")
    path = copy("forms.toml", "statement = 2", 'statement = "2"')
    found = {problem.where for problem in errors(path)}
    assert {"acts.toml: acts[OK-01].verdict", "forms.toml: forms[KE-01].statement"} <= found


def test_uneven_lists_without_a_word_are_an_error(copy):
    path = copy("contestants.toml", "[uneven_because]\nid =", "[uneven_becaus]\nid =")
    assert any("unknown key" in problem.what for problem in errors(path))
    assert any("uneven (1: 1, 2: 4, 3: 0)" in problem.what for problem in errors(path))
    assert any("numbers of names (1: 7, 2: 9, 3: 8)" in problem.what for problem in errors(path))


def test_uneven_slogans_are_a_warning(copy):
    more = ", ".join(f'{{text = "x{n}", source = "memory"}}' for n in range(6))
    path = copy("contestants.toml", "slogans = [\n", f"slogans = [\n{more},\n")
    hits = [problem for problem in lint(path) if "uneven slogans" in problem.what]
    assert [problem.severity for problem in hits] == ["warning"]
    text = (path / "contestants.toml").read_text(encoding="utf-8")
    (path / "contestants.toml").write_text(
        text.replace("[uneven_because]", "[none_because]"), "utf-8"
    )
    assert any("uneven slogans" in problem.what for problem in errors(path))


def test_twice_as_many_names_for_one_are_an_error_whatever_is_said(copy):
    more = ", ".join(f'{{text = "Xanu{n}", source = "memory"}}' for n in range(9))
    path = copy(
        "contestants.toml", '{text = "Ganjar", source', f'{more}, {{text = "Ganjar", source'
    )
    assert any("numbers of names (1: 7, 2: 9, 3: 17)" in problem.what for problem in errors(path))


def test_words_too_common_to_match_are_no_names(copy):
    path = copy(
        "contestants.toml", '{text = "Ganjar", source', '{text = "Ganjar", generic = true, source'
    )
    path = copy(
        "contestants.toml",
        '{text = "Pak Ganjar", source',
        '{text = "Pak Ganjar", generic = true, source',
    )
    assert any(problem.where.endswith("[3].nicknames") for problem in errors(path))


def test_a_stray_file_is_named(copy):
    path = copy("pack.toml", "Pemilu 2024", "Pemilu 2024")
    (path / "form.toml").write_text("", encoding="utf-8")
    assert any(p.where == "form.toml" and "forms.toml" in p.mend for p in errors(path))


def test_a_directory_without_a_pack_is_not_found(tmp_path):
    with pytest.raises(NotFound, match=r"no pack\.toml"):
        lint(tmp_path)
    with pytest.raises(NotFound, match="pemilu-2024"):
        lint("pemilu-2042")


def test_what_cannot_be_read_is_a_fault_and_no_crash(folder):
    (folder / "extra.toml").symlink_to("nowhere.toml")
    for name in ("messages.toml", "routing.toml", "acts.toml"):
        (folder / name).unlink()
    (folder / "messages.toml").mkdir()
    (folder / "routing.toml").symlink_to("routing.toml")
    (folder / "acts.toml").write_text("x = " + "[" * 20_000)
    said = " ".join(map(str, errors(folder)))
    for part in ("extra.toml", "messages.toml", "routing.toml", "nests too deep"):
        assert part in said


def test_a_pack_that_nests_too_deep_ends_no_list(folder):
    (folder / "pack.toml").write_text("x = " + "[" * 20_000)
    assert errors(folder)
    assert packs.available((folder.parent,))
