"""The database behind a DATABASE_URL, set up so that what was acknowledged survives."""

from typing import Any

import dj_database_url

# WAL lets readers work while one writes; IMMEDIATE takes the write lock at BEGIN, so that two writers
# queue instead of failing half-way; synchronous FULL keeps what was acknowledged; secure_delete leaves no erased key
# in a free page.
SQLITE: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA secure_delete=ON;",
}
# Statements are prepared after a few uses, so that the server does not plan the same one anew for each
# of a hall's signatures. A proxy that pools by transaction must know prepared statements.
POSTGRESQL: dict[str, Any] = {"server_side_binding": True, "prepare_threshold": 5}


def database(url: str) -> dict[str, Any]:
    """Django's settings of one database, from its address."""
    found: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
    ours = SQLITE if found["ENGINE"].endswith("sqlite3") else POSTGRESQL
    found["OPTIONS"] = {**found.get("OPTIONS", {}), **ours}
    return found
