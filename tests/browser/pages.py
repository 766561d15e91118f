"""Every page that browser tests and pictures look at. To add one, add a line.

A line: a name for the picture, how to find its address in the world, and who looks (a member of the cast, or
nobody). `status` is what the server should answer.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.world import World


@dataclass(frozen=True)
class Page:
    name: str
    url: Callable[[World], str]
    who: str | None = None
    status: int = 200


PAGES = [
    # web, accounts, dashboards
    Page("beranda", lambda w: "/"),
    Page("beranda-pegawai", lambda w: "/", who="ani"),
    Page("beranda-kepegawaian", lambda w: "/", who="fajar"),
    Page("capaian", lambda w: w.url("public_figures")),
    Page("masuk", lambda w: w.url("account_login")),
    Page("keluar", lambda w: w.url("account_logout"), who="ani"),
    Page("ganti-kata-sandi", lambda w: w.url("account_change_password"), who="ani"),
    Page("lupa-kata-sandi", lambda w: w.url("account_reset_password")),
    Page("langkah-kedua", lambda w: w.url("mfa_index"), who="ani"),
    Page("halaman-tidak-ada", lambda w: "/tidak-ada/", status=404),
    # pledges: signing
    # pledges: desks
    # people
    # ledger
]
