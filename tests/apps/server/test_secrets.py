"""The installation's secret: made once, private; second factors sealed with it."""

import threading

import pytest

from ikrar.errors import NotPossible
from ikrar.server.secrets import seal, secret_key, unseal


def test_secret_is_made_once_even_when_processes_race(tmp_path):
    path, found = tmp_path / "secret-key", []
    threads = [threading.Thread(target=lambda: found.append(secret_key(path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found) == {path.read_text()}
    assert len(found[0]) >= 50
    assert path.stat().st_mode & 0o777 == 0o600


def test_sealed_text_comes_back_only_with_the_secret():
    sealed = seal("JBSWY3DPEHPK3PXP", secret="one")
    assert "JBSWY3DP" not in sealed
    assert unseal(sealed, secret="one") == "JBSWY3DPEHPK3PXP"
    with pytest.raises(NotPossible, match="secret of this installation has changed"):
        unseal(sealed, secret="another")
    with pytest.raises(NotPossible):
        unseal("not sealed at all", secret="one")


@pytest.mark.django_db
def test_a_stolen_database_holds_no_second_factor(cast):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    secret = generate_totp_secret()
    factor = TOTP.activate(cast.eka, secret)
    assert secret not in str(factor.instance.data)
