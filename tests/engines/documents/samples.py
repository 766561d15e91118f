"""A certificate's data with a bundle that really holds, shared by the tests and the benchmark."""

import functools
from datetime import UTC, datetime
from typing import Any

from ikrar.documents.certificate import CertificateData, certificate
from tests.engines.tlog import samples as tlog

STATEMENTS = (
    "Menjaga dan menegakkan netralitas pegawai Kementerian Contoh dalam melayani masyarakat, baik "
    "sebelum, selama, maupun sesudah Pemilihan Umum dan Pemilihan Tahun 2024.",
    "Menghindari konflik kepentingan, tidak mengintimidasi atau mengancam pegawai dan seluruh "
    "unsur masyarakat, serta tidak memihak kepada pasangan calon mana pun.",
    "Menggunakan media sosial secara bijak, serta tidak menyebarkan ujaran kebencian dan berita "
    "bohong.",
    "Menolak politik uang dan segala jenis pemberian.",
)
CODE = "0AB1C-7K3MQ-X2A9D-EFGH4-56789-J"
URL = f"https://ikrar.contoh.go.id/verifikasi/{CODE}/"


@functools.cache
def bundle() -> bytes:
    return tlog.log().bundle(7)


def data(**changes: Any) -> CertificateData:
    fields: dict[str, Any] = {
        "agency": "Kementerian Contoh",
        "title": "Ikrar Netralitas Pegawai Aparatur Sipil Negara",
        "opening": "Kami, pegawai Kementerian Contoh, demi terwujudnya Pemilihan Umum dan "
        "Pemilihan Tahun 2024 yang damai dan bermartabat, berikrar untuk:",
        "statements": STATEMENTS,
        "closing": "Ikrar ini kami laksanakan dengan integritas dan penuh tanggung jawab, demi "
        "persatuan dan kesatuan negara.",
        "name": "Ani Contoh",
        "unit": "Biro Kepegawaian",
        "position": "Analis Kepegawaian",
        "how": "melalui tautan pribadi",
        "signed_at": datetime(2023, 10, 4, 2, 30, tzinfo=UTC),
        "code": CODE,
        "verify_url": URL,
        "text_hash": "sha256:" + "0123456789abcdef" * 4,
        "origin": "ikrar.contoh.go.id/log",
        "index": 1233,
        "size": 4000,
        "key": "ikrar.contoh.go.id/log+1a2b3c4d",
        "bundle": bundle(),
    }
    return CertificateData(**{**fields, **changes})


@functools.cache
def pdf() -> bytes:
    return certificate(data())
