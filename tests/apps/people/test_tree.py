from ikrar.people.roster.tree import MAX_DEPTH, Known, plan

ROOT = Known("AKAR", "Kementerian Contoh", None)
NAME = "Kementerian Contoh"


def planned(*units, known=(ROOT,)):
    return plan(list(enumerate(units, 1)), known=known, agency_name=NAME)


def test_unit_below_its_satker_below_the_root():
    found = planned(("U-1", "Bagian", "Direktorat", NAME))
    (satker, unit) = found.new
    assert satker[1:] == ("Direktorat", "AKAR")
    assert unit == ("U-1", "Bagian", satker[0])
    assert found.codes == {1: "U-1"}


def test_a_satker_that_has_a_code_in_the_file_is_that_unit():
    found = planned(
        ("U-1", "Bagian", "direktorat", NAME), ("U-9", "Direktorat", "Direktorat", NAME)
    )
    assert found.new == [("U-9", "Direktorat", "AKAR"), ("U-1", "Bagian", "U-9")]


def test_the_same_file_again_plans_nothing():
    units = [("U-1", "Bagian", "Direktorat", NAME), ("", "Seksi", "Direktorat", NAME)]
    first = planned(*units)
    known = [ROOT, *(Known(code, name, parent) for code, name, parent in first.new)]
    again = planned(*units, known=known)
    assert (again.new, again.renamed) == ([], {})
    assert again.codes == first.codes


def test_a_unit_that_exists_keeps_its_place_and_takes_the_new_name():
    known = [ROOT, Known("D", "Ditjen", "AKAR"), Known("U-1", "Bagian Lama", "D")]
    found = planned(("U-1", "Bagian Baru", "Direktorat Lain", NAME), known=known)
    assert found.renamed == {"U-1": "Bagian Baru"}
    assert [new for new in found.new if new[0] == "U-1"] == []


def test_one_root_takes_whatever_name_the_file_gives_the_agency():
    assert planned(("U-1", "Bagian", "", "Kemen. Contoh RI")).new == [("U-1", "Bagian", "AKAR")]


def test_without_a_root_one_is_made():
    found = planned(("U-1", "Bagian", "", NAME), known=())
    assert found.new[0][1:] == (NAME, None)
    assert found.new[1] == ("U-1", "Bagian", found.new[0][0])


def test_several_agencies_are_several_roots():
    found = planned(("U-1", "A", "", "Satu"), ("U-2", "B", "", "Dua"))
    assert [(name, parent) for _code, name, parent in found.new if parent is None] == [
        ("Satu", None),
        ("Dua", None),
    ]


def test_a_name_without_code_finds_the_unit_there_is():
    known = [ROOT, Known("U-1", "Bagian Umum", "AKAR")]
    assert planned(("", "bagian  umum", "", ""), known=known).codes == {1: "U-1"}


def test_a_name_that_several_units_bear_needs_its_satker():
    known = [
        ROOT, Known("A", "Ditjen A", "AKAR"), Known("B", "Ditjen B", "AKAR"),
        Known("A-1", "Bagian Umum", "A"), Known("B-1", "Bagian Umum", "B"),
    ]  # fmt: skip
    assert planned(("", "Bagian Umum", "", ""), known=known).ambiguous == [1]
    assert planned(("", "Bagian Umum", "Ditjen B", ""), known=known).codes == {1: "B-1"}
    elsewhere = planned(("", "Bagian Umum", "Ditjen C", ""), known=known)
    assert elsewhere.new[-1][1] == "Bagian Umum"


def test_circles_are_cut():
    found = planned(("A", "Satu", "Dua", NAME), ("B", "Dua", "Satu", NAME))
    placed = set()
    for code, _name, parent in found.new:
        assert parent is None or parent == "AKAR" or parent in placed
        placed.add(code)
    assert placed == {"A", "B"}


def test_a_chain_of_any_length_stays_shallow():
    for step in (1, -1):
        units = [(f"U-{i}", f"Unit {i}", f"Unit {i + 1}", NAME) for i in range(3000)][::step]
        found = planned(*units)
        depth = {"AKAR": 0}
        for code, _name, parent in found.new:
            depth[code] = depth[parent] + 1
        assert max(depth.values()) <= MAX_DEPTH + 2
        assert len(found.new) == 3001
