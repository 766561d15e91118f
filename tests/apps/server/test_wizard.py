"""`ikrar init` from nothing to an administrator with a second factor, twice without harm."""

import pytest
from click.testing import CliRunner

from ikrar.cli import wizard
from ikrar.cli.install import init
from ikrar.errors import InputError
from ikrar.ledger.models import Log
from ikrar.people.models import Agency, Role, Unit, User
from ikrar.pledges.models import Campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def _codes(monkeypatch):
    from allauth.mfa.totp.internal import auth

    monkeypatch.setattr(auth, "validate_totp_code", lambda _secret, code: code == "123456")


ANSWERS = [
    "Kementerian Uji", "KU", "WITA", "pemilu-2024",  # agency
    "",  # units from the roster
    "", "2024",  # our wording
    "eka", "eka@contoh.test", "kata-sandi-9x", "kata-sandi-9x",
    "000000", "123456",  # a wrong code first
]  # fmt: skip


@pytest.mark.usefixtures("_codes")
def test_init_sets_up_everything_and_can_be_run_again():
    first = CliRunner().invoke(init, input="\n".join(ANSWERS) + "\n", catch_exceptions=False)
    assert first.exit_code == 0, first.output
    assert "That is not the code of this moment" in first.output
    assert Agency.objects.get().time_zone == "Asia/Makassar"
    assert {log.name: log.size for log in Log.objects.all()} == {"public": 0, "internal": 0}
    assert Campaign.objects.get().text.content["statements"][3]
    user = User.objects.get(username="eka")
    assert {a.type for a in user.authenticator_set.all()} == {"totp", "recovery_codes"}

    # still no units: it asks for them again, and takes Enter for "from the roster"
    second = CliRunner().invoke(init, input="\n", catch_exceptions=False)
    assert second.exit_code == 0, second.output
    assert (Agency.objects.count(), Role.objects.count(), Campaign.objects.count()) == (1, 1, 1)


def test_units_file_is_read_or_refused_whole(tmp_path, cast):
    path = tmp_path / "unit.csv"
    path.write_text("kode,nama,induk\nA,Biro A,\nB,Bagian B,A\n")
    wizard._read_units(cast.agency, path, cast.top)
    assert Unit.objects.get(code="B").parent.code == "A"

    path.write_text("kode,nama,induk\nC,Biro C,tidak-ada\n")
    with pytest.raises(InputError, match="row 2"):
        wizard._read_units(cast.agency, path, cast.top)


def test_official_wording_is_taken_as_it_is(tmp_path):
    path = tmp_path / "teks.toml"
    path.write_text('title="J"\nopening="P"\nstatements=["1","2","3","4"]\nclosing="T"\n')
    assert wizard._read_text(path)["statements"] == ["1", "2", "3", "4"]
    path.write_text("title = ")
    with pytest.raises(InputError, match="TOML"):
        wizard._read_text(path)
