"""The examples of the API's description; tests send each request and hold each answer against what is shown."""

from typing import Any, Final

from ikrar.screening.labels import LABELS, Label

NOTE: Final = (
    "A finding is a question for a human, never a violation; that nothing was found clears nobody."
)
TEXT: Final = "Dukung dan menangkan pasangan nomor 1"

REQUEST: Final[dict[str, Any]] = {
    "posts": [
        {"text": TEXT, "date": "2024-01-10"},
        {"text": "Jadwal layanan kantor hari Senin pukul 08.00 WIB."},
    ],
    "pack": "pemilu-2024",
    "on": "2024-01-15",
    "role": "asn",
}


# as the model of this version scores them
_SCORES: Final = (
    (0.9944, 0.14861, 0.00034, 0.00056, 0.00009, 0.00302, 0.05918, 0.00003,
     0.00005, 0.00027, 0.0, 0.00024, 0.00198, 0.00006),
    (0.00223, 0.00135, 0.0019, 0.0002, 0.00012, 0.00014, 0.00006, 0.00003,
     0.00134, 0.00087, 0.01134, 0.00006, 0.00027, 0.00014),
)  # fmt: skip


def _scores(row: int) -> dict[str, float]:
    return {label.value: score for label, score in zip(LABELS, _SCORES[row], strict=True)}


ANSWER: Final[dict[str, Any]] = {
    "pack": "pemilu-2024",
    "note": NOTE,
    "screenings": [
        {
            "row": 0,
            "phase": "kampanye",
            "scores": _scores(0),
            "labels": [Label.PARTISAN_SUPPORT.value],
            "findings": [
                {
                    "label": Label.PARTISAN_SUPPORT.value,
                    "statement": 2,
                    "score": _SCORES[0][0],
                    "spans": [[0, 6], [11, 20], [30, 37]],
                    "reasons": [
                        "Kata ajakan atau pernyataan memilih",
                        "Kata tentang pemimpin, jabatan, calon, atau nomor urutnya",
                    ],
                    "forms": ["D-06", "D-02"],
                    "norms": ["UU20/2023:9:2", "PP94/2021:5:n", "PP94/2021:14:i", "SKB2/2022:II"],
                }
            ],
        },
        {
            "row": 1,
            "phase": "kampanye",
            "scores": _scores(1),
            "labels": [],
            "findings": [],
        },
    ],
}

_TITLE = {"id": "Pemilihan Umum 2024", "en": "General Election 2024"}
PACK_LINE: Final[dict[str, Any]] = {
    "name": "pemilu-2024",
    "title": _TITLE,
    "kind": "pemilu",
    "extends": "",
}
PACKS: Final[dict[str, Any]] = {"items": [PACK_LINE], "next": None}
PACK: Final[dict[str, Any]] = {
    "name": "pemilu-2024",
    "title": _TITLE,
    "kind": "pemilu",
    "year": "2024",
    "timezone": "Asia/Jakarta",
    "compiled_on": "2026-11-24",
    "extends": "",
    "cautions": [],
    "phases": [
        {
            "id": "pra",
            "name": {"id": "Pra-pemilu", "en": "Before the election"},
            "start": "2023-10-04",
            "end": "2024-02-10",
            "message": {
                "id": "anti-golput dan partisipasi aktif",
                "en": "against abstention, for active participation",
            },
        }
    ],
    "stages": [
        {
            "id": "kampanye",
            "name": {"id": "Masa kampanye", "en": "Campaign"},
            "start": "2023-11-28",
            "end": "2024-02-10",
            "violation_phase": "campaign",
            "contests": [],
        }
    ],
}
FORM: Final[dict[str, Any]] = {
    "id": "KE-01",
    "list": "kode_etik",
    "statement": 2,
    "also_statements": [1],
    "category": "alat-peraga",
    "object": "bakal_calon",
    "text": {
        "id": "Memasang spanduk, baliho, atau alat peraga lain yang mengenalkan bakal peserta.",
        "en": "Putting up banners or other display material that promotes a prospective contestant.",
    },
    "phases": ["pre-candidacy"],
    "norms": ["PP42/2004:11:c", "SKB2/2022:II", "PP42/2004:15"],
    "sanction": "moral",
    "sanction_norm": "PP 42/2004 Pasal 15(1)-(3)",
    "confidence": "high",
    "kinds": [],
    "exempt_if": None,
    "note": "",
}
FORMS: Final[dict[str, Any]] = {"items": [FORM], "next": "KE-01"}
NORM: Final[dict[str, Any]] = {
    "id": "UU20/2023:2",
    "law": "UU 20/2023",
    "article": "Pasal 2",
    "text": {
        "id": "Netralitas adalah asas penyelenggaraan kebijakan dan manajemen ASN.",
        "en": "Neutrality is a principle.",
    },
    "sanction": {"id": "melalui PP 94/2021", "en": "via PP 94/2021"},
    "valid_from": "2023-10-31",
    "valid_until": None,
    "kinds": [],
    "phases": [],
    "dates_guessed": True,
    "confidence": "medium",
    "note": "",
}
NORMS: Final[dict[str, Any]] = {"items": [NORM], "next": "UU20/2023:2"}
