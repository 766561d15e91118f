"""The examples of the API's description; tests hold each against its schema and what the server answers."""

from typing import Any, Final

NOTE: Final = "What the pack lists for an act on a day; no verdict on anybody and no legal advice. If in doubt, ask a human."
ANSWER: Final[dict[str, Any]] = {
    "id": "D-06",
    "outcome": "no",
    "form": {
        "id": "Membuat unggahan, berkomentar, membagikan, menyukai, atau "
        "bergabung/mengikuti grup dan akun pemenangan calon.",
        "en": "Posting, commenting, sharing, liking, or joining/following a group or "
        "account that works for a determined candidate's win.",
    },
    "reasons": [],
    "score": 0.948,
    "phase": "campaign",
    "object": "calon",
    "phases": ["campaign", "quiet", "voting"],
    "sanction": "berat",
    "sanction_norm": "PP 94/2021 Pasal 14 huruf i",
    "statement": 3,
    "norms": [
        {
            "id": "UU20/2023:9:2",
            "citation": "UU 20/2023 Pasal 9 ayat (2)",
            "confidence": "medium",
            "verified": True,
        }
    ],
    "sources": [
        {
            "id": "ntbsatu",
            "title": "ntbsatu.com, 6 Feb 2024, page 3 (discipline list with sanctions)",
            "verified": True,
        }
    ],
    "confidence": "high",
    "difference": {
        "before": {
            "id": "KE-04",
            "object": "bakal_calon",
            "phases": ["pre-candidacy"],
            "sanction": "moral",
        },
        "after": {
            "id": "D-06",
            "object": "calon",
            "phases": ["campaign", "quiet", "voting"],
            "sanction": "berat",
        },
        "text": {
            "id": "Sebelum calon ditetapkan: KE-04, kelas moral. Sesudahnya: D-06, kelas berat.",
            "en": "Before candidates are determined: KE-04, class moral. After: D-06, class berat.",
        },
    },
    "note": "",
}
ADVICE: Final[dict[str, Any]] = {
    "note": NOTE,
    "pack": "pemilu-2024",
    "on": "2024-01-10",
    "role": "asn",
    "phase": "campaign",
    "answers": [ANSWER],
}
ACTS: Final[dict[str, Any]] = {
    "items": [
        {
            "id": ANSWER["id"],
            "kind": "form",
            "text": ANSWER["form"],
            "statement": ANSWER["statement"],
            "phases": ANSWER["phases"],
        }
    ],
    "next": ANSWER["id"],
}
