"""Standing work: an approved message is published when its moment comes, or held where a guard stops it then."""

from ikrar.errors import NotPossible
from ikrar.people.queries import agency_or_none
from ikrar.programme import actions, queries


def do_one() -> bool:
    """Treat one message that is due."""
    agency = agency_or_none()
    if agency is None:
        return False
    message = queries.due(queries.now(agency))
    if message is None:
        return False
    try:
        actions.publish_message(message, by=None)
    except NotPossible:  # another worker was faster
        return True
    return True
