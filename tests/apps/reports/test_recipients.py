"""Who gets a key: never those who are named, not wanted, or in the chain of command."""

import pytest

from ikrar.errors import NotPossible
from ikrar.people.models import Role
from ikrar.people.states import RoleName
from ikrar.reports import actions, tickets
from ikrar.reports.content import Content
from ikrar.reports.models import Report
from ikrar.vault import actions as vault
from ikrar.vault.models import Box
from tests.apps.reports.conftest import CHEAP, PHRASE, holders_of

pytestmark = pytest.mark.django_db(transaction=True)


def file(what="Ada ajakan memilih calon di apel", **given):
    content = Content(what=what, **given)
    return actions.submit(content, form=tickets.read(tickets.make())).report


def test_everybody_at_the_desk(desk):
    assert holders_of(file()) == {"citra", "gita"}


@pytest.mark.parametrize(
    "given",
    [
        {"who": "Ibu CITRA  contoh dari inspektorat"},
        {"what": "Saya melihat Citra Contoh membagikan kaus"},
        {"who": "NIP 198003032005032003"},
        {"avoid": ("citra",)},
        {"where": "grup dengan citra"},
    ],
)
def test_whoever_is_named_or_not_wanted_never_knows(desk, given):
    assert holders_of(file(**given)) == {"gita"}


def test_a_part_of_a_longer_word_is_no_name(desk):
    assert holders_of(file(who="PT Citrawangsa Contohan")) == {"citra", "gita"}


def test_the_chain_of_command_of_the_unit_is_left_out(desk, cast):
    # Citra works in U-2; Gita at the agency's root, which is above everybody and does not count
    assert holders_of(file(unit="U-2")) == {"gita"}
    assert holders_of(file(unit="U-1")) == {"citra", "gita"}


def test_a_role_on_one_unit_sees_that_unit_alone(desk, cast):
    Role.objects.create(user=cast.budi, name=RoleName.TASKFORCE, unit=cast.other)
    vault.make_holder(cast.budi, passphrase=PHRASE, cost=CHEAP)
    assert holders_of(file(unit="U-2")) == {"budi", "gita"}
    assert holders_of(file(unit="U-1")) == {"citra", "gita"}
    assert holders_of(file()) == {"citra", "gita"}


def test_where_nobody_is_left_the_door_says_so_and_keeps_nothing(desk):
    with pytest.raises(NotPossible, match="tidak ada yang boleh membaca"):
        file(avoid=("citra", "gita"))
    assert not Report.objects.exists()
    assert not Box.objects.exists()


def test_whoever_declared_a_tie_to_what_is_named_is_left_out(desk, cast):
    from datetime import date

    from ikrar.people.actions import Tie, declare_interest

    citra = desk.citra.holder.user
    declare_interest(
        citra.employee, Tie(kind="partai", ref="PKB", since=date(2023, 1, 1)), by=citra
    )
    assert holders_of(file("Kepala kantor memakai kaus PKB saat apel pagi")) == {"gita"}
    assert holders_of(file("Kepala kantor memakai kaus partai saat apel pagi")) == {"citra", "gita"}


def test_a_tie_that_names_nobody_means_all_and_kin_counts_both_ways(desk, cast):
    from datetime import date

    from ikrar.people.actions import Tie, declare_interest

    citra, since = desk.citra.holder.user, date(2023, 1, 1)
    declare_interest(citra.employee, Tie(kind="partai", since=since), by=citra)
    assert holders_of(file("Kepala kantor memakai kaus PAN saat apel pagi")) == {"gita"}
    assert holders_of(file("Kepala kantor memakai mobil dinas hari Minggu")) == {"citra", "gita"}
    gita = desk.gita.holder.user
    kin = Tie(kind="keluarga", relative=gita.employee, since=since)
    declare_interest(cast.ani.employee, kin, by=cast.ani)
    assert holders_of(file(who="Ani Contoh", what="Menyebarkan ajakan memilih saat apel")) == {
        "citra"
    }
