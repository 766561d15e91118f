"""The tree against RFC 6962: known roots, and a plain recursive reading of its section 2.1."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikrar.errors import InputError, VerificationError
from ikrar.tlog import merkle
from ikrar.tlog.merkle import Frontier, node_hash

# inputs and roots of the Certificate Transparency reference tests
INPUTS = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

LEAVES = [merkle.leaf_hash(b"%d" % number) for number in range(300)]
sizes = st.integers(1, len(LEAVES))


def naive_root(leaves):
    """RFC 6962 section 2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return node_hash(naive_root(leaves[:k]), naive_root(leaves[k:]))


def naive_path(m, leaves):
    """RFC 6962 section 2.1.1."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return naive_path(m, leaves[:k]) + [naive_root(leaves[k:])]
    return naive_path(m - k, leaves[k:]) + [naive_root(leaves[:k])]


def naive_consistency(m, leaves, *, known=True):
    """RFC 6962 section 2.1.2 (SUBPROOF)."""
    if m == len(leaves):
        return [] if known else [naive_root(leaves)]
    k = split(len(leaves))
    if m <= k:
        return naive_consistency(m, leaves[:k], known=known) + [naive_root(leaves[k:])]
    return naive_consistency(m - k, leaves[k:], known=False) + [naive_root(leaves[:k])]


def split(count):
    k = 1
    while k * 2 < count:
        k *= 2
    return k


def read_node(height, index):
    return naive_root(LEAVES[index << height : (index + 1) << height])


def root(size):
    return Frontier().extend(LEAVES[:size]).root()


@pytest.mark.parametrize("size", range(9))
def test_known_roots(size):
    leaves = [merkle.leaf_hash(bytes.fromhex(data)) for data in INPUTS[:size]]
    assert Frontier().extend(leaves).root().hex() == ROOTS[size]
    assert naive_root(leaves).hex() == ROOTS[size]


@given(st.integers(0, len(LEAVES)), st.integers(0, len(LEAVES)))
def test_a_frontier_grows_from_stored_state_to_the_same_root(one, other):
    old, new = sorted((one, other))
    stored = Frontier().extend(LEAVES[:old])
    again = Frontier(stored.size, stored.hashes).extend(LEAVES[old:new])
    assert again == Frontier().extend(LEAVES[:new])
    assert again.root() == naive_root(LEAVES[:new]) == merkle.root(new, read_node)
    assert stored.size == old


@pytest.mark.parametrize(
    "state", [(1, ()), (0, (bytes(32),)), (3, (bytes(32),)), (1, (bytes(31),)), (-1, ())]
)
def test_a_frontier_that_cannot_be_is_refused(state):
    with pytest.raises(InputError):
        Frontier(*state)


@given(sizes, st.data())
def test_inclusion_proofs_are_those_of_the_rfc_and_hold(size, data):
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(index, size, read_node)
    assert proof == naive_path(index, LEAVES[:size])
    assert len(proof) == merkle.inclusion_length(index, size)
    merkle.verify_inclusion(LEAVES[index], index=index, size=size, proof=proof, root=root(size))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13])
def test_a_proof_holds_for_its_own_leaf_and_number_alone(size):
    for index in range(size):
        proof = merkle.inclusion_proof(index, size, read_node)
        for leaf in range(size):
            for number in range(size + 2):
                claim = {"index": number, "size": size, "proof": proof, "root": root(size)}
                if leaf == number == index:
                    merkle.verify_inclusion(LEAVES[leaf], **claim)
                else:
                    with pytest.raises(VerificationError):
                        merkle.verify_inclusion(LEAVES[leaf], **claim)


@given(sizes, st.data())
def test_a_damaged_inclusion_proof_is_refused(size, data):
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(index, size, read_node)
    damaged = data.draw(damages(proof))
    with pytest.raises(VerificationError):
        merkle.verify_inclusion(
            LEAVES[index], index=index, size=size, proof=damaged, root=root(size)
        )


@given(sizes, st.data())
def test_consistency_proofs_are_those_of_the_rfc_and_hold(new, data):
    old = data.draw(st.integers(0, new))
    proof = merkle.consistency_proof(old, new, read_node)
    assert proof == (naive_consistency(old, LEAVES[:new]) if old else [])
    merkle.verify_consistency(old=(old, root(old)), new=(new, root(new)), proof=proof)


@given(sizes, st.data())
@settings(max_examples=200)
def test_a_rewritten_past_is_refused(new, data):
    old = data.draw(st.integers(0, new))
    proof = merkle.consistency_proof(old, new, read_node)
    changed = list(LEAVES[:new])
    changed[data.draw(st.integers(0, new - 1))] = bytes(32)
    for before, after in [
        ((old, bytes(32)), (new, root(new))),
        ((old + new + 1, root(old)), (new, root(new))),
    ]:
        with pytest.raises(VerificationError):
            merkle.verify_consistency(old=before, new=after, proof=proof)
    if naive_root(changed[:old]) != root(old):
        with pytest.raises(VerificationError):
            merkle.verify_consistency(
                old=(old, root(old)), new=(new, naive_root(changed)), proof=proof
            )
    with pytest.raises(VerificationError):
        damaged = data.draw(damages(proof))
        merkle.verify_consistency(old=(old, root(old)), new=(new, root(new)), proof=damaged)


@pytest.mark.parametrize("hashes", [[b""], [bytes(31)], [bytes(33)]])
def test_hashes_of_another_length_are_never_hashed(hashes):
    with pytest.raises(InputError, match="32 bytes"):
        merkle.verify_inclusion(LEAVES[0], index=0, size=2, proof=hashes, root=root(2))
    with pytest.raises(InputError, match="32 bytes"):
        merkle.verify_consistency(old=(1, root(1)), new=(2, root(2)), proof=hashes)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 5), (9, 5)])
def test_no_proof_is_made_of_what_is_not_there(index, size):
    with pytest.raises(InputError, match="has no entry number"):
        merkle.inclusion_proof(index, size, read_node)
    with pytest.raises(InputError, match="cannot continue"):
        merkle.consistency_proof(size + 1, size, read_node)


def test_a_proof_reads_few_nodes():
    reads = []

    def read(height, index):
        reads.append((height, index))
        return bytes(32)

    size = 1_000_003
    for index in (0, 1, 65_536, 999_999, size - 1):
        reads.clear()
        merkle.inclusion_proof(index, size, read)
        assert len(reads) <= 40
    merkle.consistency_proof(777_777, size, read)
    assert len(reads) <= 80


def damages(proof):
    """Ways to spoil a proof: cut, lengthen, change one hash."""
    ways = [st.just([*proof, bytes(32)])]
    if proof:
        ways += [
            st.just(proof[:-1]),
            st.just(proof[1:]),
            st.integers(0, len(proof) - 1).map(
                lambda at: [*proof[:at], bytes(32), *proof[at + 1 :]]
            ),
        ]
    return st.one_of(ways)


@pytest.mark.parametrize(("claimed", "size"), [(1000, 4), (5, 4), (4, 8), (3, 8), (2, 4)])
def test_a_root_signed_under_another_size_is_refused(claimed, size):
    """The proof leads to the root, but not to a tree of the size that was signed."""
    proof = merkle.consistency_proof(2, size, read_node)
    with pytest.raises(VerificationError, match="does not continue"):
        merkle.verify_consistency(old=(2, root(2)), new=(claimed, root(size)), proof=proof)


@pytest.mark.parametrize(("old", "new"), [(5, 4), (-1, 4), (1, 0)])
def test_a_log_that_shrank_is_named(old, new):
    with pytest.raises(VerificationError, match="entries are missing"):
        merkle.verify_consistency(old=(old, root(1)), new=(new, root(4)), proof=[])
