"""Exports for tests, of people who do not exist, and what is read of them."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

from ikrar import sources
from ikrar.errors import InputError
from ikrar.sources import Kind, Reading

SALT = b"garam untuk uji coba"


def at(text: str) -> datetime:
    """A moment by its ISO text in WIB, or with its own offset."""
    text = f"{text}T00:00" if len(text) == 10 else text
    moment = datetime.fromisoformat(text if text[-6] == "+" or text[-1] == "Z" else f"{text}+07:00")
    return moment.astimezone(UTC)


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
    return path


def read(
    path: Path, kind: Kind | None = None, **options
) -> tuple[list[dict], list[tuple[int, str]]]:
    """All posts as dicts, and the problems as (row, English)."""
    with path.open("rb") as file:
        kind = kind or sources.sniff(file.read(sources.HEAD), path.name)
    posts, problems = [], []
    for page in sources.pages(path, Reading(kind, SALT, **options)):
        assert page.posts.schema == sources.SCHEMA
        page.posts.validate(full=True)
        posts += page.posts.to_pylist()
        problems += [(problem.row, problem.message_en) for problem in page.problems]
    return posts, problems


def attempt(function, *args, **options):
    """What comes back, or None where it is refused, in both languages."""
    try:
        return function(*args, **options)
    except InputError as error:
        if error.id_ and str(error) != error.id_:
            return None
        raise AssertionError("refused in one language only") from error


def texts(path: Path, kind: Kind | None = None, **options) -> list[str]:
    return [post["text"] for post in read(path, kind, **options)[0]]


def csv_text(rows: list[list[str]], separator: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue()


def message(number: int, text, **fields) -> dict:
    """A message of a Telegram export."""
    return {
        "id": number, "type": "message", "date": f"2024-02-14T09:{number % 60:02d}:00",
        "date_unixtime": str(1707877800 + 60 * number), "from": "Ani Contoh", "from_id": "user11", "text": text,
        "text_entities": [{"type": "plain", "text": "tidak dibaca"}], **fields,
    }  # fmt: skip


def chat(*messages, **fields) -> str:
    head = {"name": "Grup Contoh", "type": "private_group", "id": 99, **fields}
    return json.dumps({**head, "messages": list(messages)}, indent=1)


def comment(key: str, text: str, author: str = "UC-ani") -> dict:
    snippet = {
        "textOriginal": text, "textDisplay": "tidak dibaca", "authorDisplayName": "@ani", "videoId": "v",
        "authorChannelId": {"value": author}, "publishedAt": "2024-02-14T02:30:00Z",
    }  # fmt: skip
    return {"kind": "youtube#comment", "id": key, "snippet": snippet}


def thread(key: str, text: str, *replies: dict) -> dict:
    item = {
        "kind": "youtube#commentThread",
        "id": key,
        "snippet": {"topLevelComment": comment(key, text)},
    }
    return {**item, "replies": {"comments": list(replies)}} if replies else item


def response(*items: dict) -> dict:
    return {"kind": "youtube#commentThreadListResponse", "nextPageToken": "x", "items": list(items)}
