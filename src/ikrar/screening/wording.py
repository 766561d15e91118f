"""The sentences that `explain` is made of: how a label may be read, how to say it neutrally, and the frame.

Nothing but texts in two languages. They accuse nobody: a finding is something for a person to look at, and
where nothing was found that is no clearance.
"""

from typing import Final

from ikrar.packs.model import Text
from ikrar.screening.labels import Label

READ_AS: Final[dict[Label, Text]] = {
    Label.PARTISAN_SUPPORT: Text(
        "dapat dibaca sebagai dukungan kepada peserta pemilu",
        "may be read as support for a contestant",
    ),
    Label.PARTISAN_ATTACK: Text(
        "dapat dibaca sebagai serangan terhadap peserta pemilu",
        "may be read as an attack on a contestant",
    ),
    Label.THREAT: Text(
        "dapat dibaca sebagai ancaman atau tekanan", "may be read as a threat or as pressure"
    ),
    Label.HATE: Text(
        "dapat dibaca sebagai kebencian terhadap kelompok", "may be read as hatred of a group"
    ),
    Label.ABUSIVE: Text("memuat kata yang dapat dibaca sebagai makian", "may be read as abusive"),
    Label.CLAIM: Text(
        "memuat kabar yang perlu dicek sebelum dibagikan",
        "holds news that needs checking before it is shared",
    ),
    Label.MONEY_OFFER: Text(
        "dapat dibaca sebagai tawaran uang atau barang demi dukungan",
        "may be read as an offer of money or goods for support",
    ),
    Label.MONEY_SOLICIT: Text(
        "dapat dibaca sebagai permintaan imbalan untuk suara",
        "may be read as a request to be paid for a vote",
    ),
    Label.ABSTAIN: Text("condong ke golput", "leans to abstention"),
    Label.PARTICIPATE: Text(
        "mengajak memakai hak pilih tanpa menyebut pilihan", "invites to vote, for nobody named"
    ),
    Label.PROVOKE: Text("dapat memanaskan suasana", "may stir people up"),
    Label.CALM: Text("mengajak menjaga suasana damai", "calls for calm"),
    Label.REJECT_RESULT: Text(
        "dapat dibaca sebagai penolakan terhadap hasil pemilu",
        "may be read as rejecting the result",
    ),
    Label.UNITY: Text(
        "mengajak rukun dan bersatu walau berbeda pilihan",
        "calls for unity across different choices",
    ),
}

HINTS: Final[dict[Label, Text]] = {
    Label.PARTISAN_SUPPORT: Text(
        "Hapus ajakan, pujian, slogan, tagar, dan nomor urut. Bila hendak berbagi informasi, kutip pengumuman resmi KPU atau Bawaslu dan sebut semua peserta dengan cara yang sama.",
        "Leave out calls, praise, slogans, tags and ballot numbers. To inform, quote an official notice of KPU or Bawaslu and name all contestants alike.",
    ),
    Label.PARTISAN_ATTACK: Text(
        "Hapus ejekan dan ajakan untuk tidak memilih seseorang. Kritik kebijakan dapat ditulis dengan data dan tanpa menyebut peserta.",
        "Leave out mockery and calls not to vote for someone. Criticism of a policy can be written with data and without naming a contestant.",
    ),
    Label.THREAT: Text(
        "Hapus kalimat yang menakut-nakuti atau mengaitkan pilihan dengan pekerjaan, kontrak, atau bantuan. Pilihan setiap orang bebas dan rahasia.",
        "Leave out what frightens people or ties their choice to jobs, contracts or aid. Everyone's choice is free and secret.",
    ),
    Label.HATE: Text(
        "Bicarakan perbuatan atau kebijakan, bukan suku, agama, asal, jenis kelamin, disabilitas, atau julukan kubu.",
        "Speak of acts or policies, not of people's descent, faith, origin, sex, disability or camp.",
    ),
    Label.ABUSIVE: Text(
        "Ganti kata kasar dengan kata yang lugas, misalnya “saya tidak setuju karena …”.",
        "Put plain words in place of crude ones, such as “I disagree because …”.",
    ),
    Label.CLAIM: Text(
        "Cek dulu ke sumber resmi atau pemeriksa fakta, sebut sumber dan tanggalnya, atau jangan bagikan.",
        "Check it with an official source or fact-checkers first, name source and date, or do not share it.",
    ),
    Label.MONEY_OFFER: Text(
        "Jangan menawarkan atau mengumumkan pembagian uang atau barang yang dikaitkan dengan pilihan. Program resmi disampaikan dengan nama program, tanpa nama peserta.",
        "Do not offer or announce money or goods tied to a choice. Refer to an official programme by its own name, without a contestant's.",
    ),
    Label.MONEY_SOLICIT: Text(
        "Hapus permintaan imbalan, juga bila hanya gurauan. Pernyataan keempat ikrar menolak segala jenis pemberian.",
        "Leave out requests to be paid, even as a joke. The pledge's fourth statement refuses every kind of gift.",
    ),
    Label.ABSTAIN: Text(
        "Ajakan golput tidak sejalan dengan pesan sebelum pemungutan suara. Pertimbangkan menulis cara memakai hak pilih.",
        "To urge abstention is off the message before the vote. Consider telling how to use the right to vote.",
    ),
    Label.PARTICIPATE: Text(
        "Ajakan umum memakai hak pilih tidak perlu diubah selama tidak mengarahkan pilihan.",
        "A general invitation to vote needs no change as long as it steers nobody's choice.",
    ),
    Label.PROVOKE: Text(
        "Hapus ajakan melawan, mengepung, atau berperang. Sampaikan keberatan melalui Bawaslu, DKPP, atau Mahkamah Konstitusi.",
        "Leave out calls to fight, besiege or wage war. Objections go to Bawaslu, DKPP or the Constitutional Court.",
    ),
    Label.CALM: Text(
        "Ajakan menjaga suasana damai tidak perlu diubah.", "A call for calm needs no change."
    ),
    Label.REJECT_RESULT: Text(
        "Jangan menyatakan kecurangan sebagai fakta tanpa sumber. Sebut laporan atau putusan resmi, dan tunggu proses hukumnya.",
        "Do not state fraud as a fact without a source. Name an official report or ruling, and wait for due process.",
    ),
    Label.UNITY: Text(
        "Ajakan rukun dan bersatu tidak perlu diubah.",
        "A call for unity needs no change.",
    ),
}

_BESIDE: Final = Text(
    "Ajakan ini tidak menutupi bagian lain teks yang sama, yang ditandai juga. Ubah dulu bagian itu.",
    "This call does not make up for another part of the same text, which is marked too. Change that part first.",
)
# where the first hint would mislead: something worse stands beside a good call, or a threat ties nothing to a choice
OTHER_HINTS: Final[dict[Label, Text]] = {
    Label.PARTICIPATE: _BESIDE,
    Label.CALM: _BESIDE,
    Label.UNITY: _BESIDE,
    Label.THREAT: Text(
        "Hapus kalimat yang mengancam, menakut-nakuti, atau menyerukan kekerasan. Keberatan disampaikan dengan alasan dan lewat jalur resmi.",
        "Leave out what threatens, frightens or calls for violence. Objections are made with reasons and through official channels.",
    ),
}

FRAME: Final[dict[str, Text]] = {
    "finding": Text("Temuan untuk diperiksa manusia", "Finding for a human to look at"),
    "text": Text("Teks ini", "This text"),
    "score": Text("skor", "score"),
    "parts": Text("Bagian teks", "Parts of the text"),
    "reasons": Text("Alasan", "Reasons"),
    "statement": Text(
        "Menyentuh pernyataan ikrar {number}", "Touches statement {number} of the pledge"
    ),
    "forms": Text("Bentuk yang mungkin terkait", "Forms that may apply"),
    "object": Text("objek", "object"),
    "sanction": Text("kelas sanksi", "class of sanction"),
    "basis": Text("dasar kelas menurut pers", "basis of the class as the press tells it"),
    "sure": Text("keyakinan sumber", "confidence in the source"),
    "norms": Text("Dasar hukum", "Legal basis"),
    "unverified": Text("belum diverifikasi", "not verified"),
    "guessed": Text(
        "tanggal berlakunya belum diverifikasi", "its days of validity are not verified"
    ),
    "penalty": Text("sanksi menurut pers", "sanction as the press tells it"),
    "recheck": Text("periksa kembali sejak", "check again from"),
    "open": Text("kelas belum pasti, tanyakan kepada manusia", "class not settled, ask a human"),
    "official": Text(
        "Belum diverifikasi dengan naskah resmi: cocokkan setiap pasal sebelum dipakai.",
        "Not verified against the official texts: check every article before use.",
    ),
    "ask": Text("Tanyakan kepada manusia", "Ask a human"),
    "ask_plain": Text(
        "Hukum saja tidak menjawabnya.",
        "The law alone does not answer it.",
    ),
    "talk": Text(
        "Ini percakapan publik, bukan hal yang menyentuh ikrar; tidak ada bentuk yang terkait.",
        "This is public conversation and touches no statement of the pledge; no form applies.",
    ),
    "heated": Text(
        "Ini percakapan publik yang diperhatikan program pemilu damai. Tidak ada bentuk yang kami cocokkan dengannya; itu bukan jaminan aman.",
        "This is public conversation that the programme for a peaceful election watches. We match no form with it; that is no clearance.",
    ),
    "hint": Text("Saran", "Suggestion"),
}
NOTHING: Final = Text(
    "Tidak ada temuan. Itu bukan jaminan aman: sindiran, gambar, bahasa daerah, dan isyarat dapat terlewat.",
    "Nothing was found. That is no clearance: irony, pictures, regional languages and hints can be missed.",
)
MONTHS: Final = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
MONTHS_EN: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
