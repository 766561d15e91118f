"""What the law leaves open about a label: the sentence that stands beside the forms of a citation.

In: a label, a pack, a day, a role and what is cited. Out: a text in two languages, "" where nothing is open. The sentences
say what a human must find out; they never say what somebody did.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from ikrar.packs import Pack
from ikrar.packs.model import Text
from ikrar.screening.citation import Citation, Question
from ikrar.screening.labels import Label

_CRIME: Final = frozenset({"pidana"})  # the class that binds everyone, whatever the role
# the penalty names whom it binds, so that the bans which it is for bind nobody else
_TEAMS_ONLY: Final = ("UU7/2017:280:1", "UU7/2017:521")
_REPORTED: Final = "UU20/2001:12C"
_CAMPAIGN: Final = (
    "kampanye"  # the stage of a calendar, which begins after candidates are determined
)

_OPEN: Final[dict[Label, Text]] = {
    Label.PARTISAN_SUPPORT: Text(
        "Menyiarkan program pemerintah, berdoa, atau mengajak memilih dan menang di luar pemilihan bukan dukungan kepada peserta; mesin kadang keliru membedakannya. Bentuk ini berbicara tentang bakal calon atau calon. Bila yang didukung adalah partai, tanyakan dulu.",
        "Publicity for a government's programme, a prayer, or a call to choose or win something outside an election is no support of a contestant; the engine at times mistakes them. These forms speak of prospective or determined candidates. Where a party is supported, ask first.",
    ),
    Label.PARTISAN_ATTACK: Text(
        "Kritik kepada pejabat yang tidak berkaitan dengan pemilihan bukan serangan terhadap peserta; mesin sering keliru membedakannya. Sumber kami menyebut dukungan, bukan serangan. Membaca serangan sebagai keberpihakan adalah pembacaan kami sendiri.",
        "Criticism of office-holders with no contest in view is no attack on a contestant; the engine often mistakes one for the other. Our sources speak of support, not of attack. To read an attack as siding is our own reading.",
    ),
    Label.THREAT: Text(
        "Bentuk intimidasi menyangkut bawahan dan kariernya; bentuk tentang layanan menyangkut warga yang dilayani dan dirugikan karena pilihannya. Apakah penulisnya berwenang atas keduanya harus diperiksa. Ancaman yang nyata disampaikan kepada pihak berwenang.",
        "The form on intimidation is about subordinates and their careers; the one on service about citizens who are served, and harmed for their choice. Whether the author has power over either must be found out. Tell the authorities of a threat that is real.",
    ),
    Label.HATE: Text(
        "Apakah isi ini hasutan kebencian menurut undang-undang hanya dapat ditentukan pihak berwenang.",
        "Whether this is incitement to hatred in the sense of the law only the authorities can say.",
    ),
    Label.ABUSIVE: Text(
        "Kata kasar saja tidak termasuk bentuk yang tercatat; yang disentuh adalah pernyataan ikrar tentang media sosial yang bijak.",
        "Crude words alone are no listed form; what they touch is the pledge's statement on the wise use of social media.",
    ),
    Label.CLAIM: Text(
        "Ketentuan ini menyangkut kabar yang diketahui bohong dan menimbulkan kerusuhan di ruang fisik. Benar atau tidaknya kabar ini harus diperiksa dulu.",
        "The provision is about news known to be false that causes unrest in physical space. Whether this news is true must be checked first.",
    ),
    Label.MONEY_OFFER: Text(
        "Bantuan resmi yang dibagikan tanpa kaitan dengan pilihan bukan tawaran; mesin kadang keliru membedakannya. Teks saja tidak membuktikan pemberian. Siapa memberi, kepada siapa, dan untuk apa harus diperiksa.",
        "Official aid that is handed out with no tie to a choice is no offer; the engine at times mistakes one for the other. A text alone proves no gift. Who gives, to whom and for what must be found out.",
    ),
    Label.MONEY_SOLICIT: Text(
        "Permintaan dapat berupa gurauan. Apakah sesuatu sungguh diminta dari peserta atau timnya, atau sudah diterima, harus diperiksa.",
        "A request may be a joke. Whether something was really asked of a contestant or a team, or already received, must be found out.",
    ),
}
# why a form was left out that others of the label may meet
_NO_PAY: Final = Text(
    "Bentuknya tidak dikutip: dalam teks ini kami tidak menemukan kata tentang uang, barang, memberi, atau meminta.",
    "Its form is not cited: we found no word of money, goods, giving or asking in this text.",
)
_UNTOLD: Final[dict[Label, Text]] = {
    Label.THREAT: Text(
        "Bentuk tentang intimidasi dan layanan tidak dikutip: dalam teks ini kami tidak menemukan kata tentang mutasi, pemecatan, hukuman lain, atau bantuan.",
        "The forms on intimidation and on service are not cited: we found no word of transfer, dismissal, other punishment or aid in this text.",
    ),
    Label.HATE: Text(
        "Julukan kubu politik bukan salah satu dasar yang disebut bentuk tentang hasutan kebencian, jadi bentuk itu tidak dikutip.",
        "A nickname of a political camp is none of the grounds that the form on incitement to hatred names, so that form is not cited.",
    ),
    Label.MONEY_OFFER: _NO_PAY,
    Label.MONEY_SOLICIT: _NO_PAY,
}
_RECEIVED: Final = Text(
    "Bila pemberian sudah diterima, laporkan kepada UPG.",
    "Where a gift was already received, report it to the UPG.",
)
_RECEIVER: Final = Text(
    "Pada Pilkada, penerima pun dapat dikenai ketentuan politik uang.",
    "In a Pilkada the rules on money politics can reach the receiver too.",
)
_TEAMS: Final = Text(
    "Larangan dalam kampanye (UU 7/2017 Pasal 280 ayat (1)) mengikat pelaksana, peserta, dan tim kampanye. Apakah penulisnya termasuk di antaranya harus diperiksa.",
    "The bans on campaigning (UU 7/2017 Article 280(1)) bind those who run campaigns, contestants and their teams. Whether the author is one of them must be found out.",
)
_NOT_BEGUN: Final = Text(
    "Masa kampanye belum mulai pada hari itu, sedangkan sebagian dasar hukum ini berbicara tentang kampanye.",
    "On this day the campaign had not begun, while part of this legal basis speaks of campaigning.",
)
_SPLIT: Final = Text(
    "Pada hari itu sebagian pemilihan sudah punya calon dan sebagian belum: tanyakan pemilihan mana yang dimaksud.",
    "On this day some contests have candidates and others do not yet: ask which contest is meant.",
)
_NO_FORM: Final = Text(
    "Tidak ada bentuk yang tercatat untuk hari itu.",
    "No form is listed for this day.",
)
_EARLY: Final = Text(
    "Ada bentuk yang menyebut calon, dan pada hari itu calon belum ditetapkan; normanya sendiri berlaku sebelum kampanye juga.",
    "There is a form that speaks of determined candidates, and on this day there are none yet; its norm itself holds before the campaign too.",
)
_NO_NORM: Final = Text(
    "Ada bentuk yang dasar hukumnya untuk hari itu tidak tercatat.",
    "For one of these forms no legal basis is listed for this day.",
)
_NO_DAY: Final = Text(
    "Tanggal unggahan tidak diketahui. Bentuk dan kelas sanksi bergantung pada apakah sudah ada calon.",
    "The day of the post is not known. Form and class depend on whether candidates were determined.",
)
_ROLES: Final[dict[str, Text]] = {
    "pppk": Text(
        "Kelas hukuman ini untuk PNS. Bagi PPPK akibatnya mengikuti kontrak.",
        "These classes are for PNS. For PPPK the contract says what follows.",
    ),
    "non_asn": Text(
        "Pegawai non-ASN mengikuti bentuk yang sama dengan sanksi kontrak bertingkat.",
        "Non-ASN staff follow the same forms, with graded contract sanctions.",
    ),
}
_ROLES["ppnpn"] = _ROLES["non_asn"]


def note(asked: Question, pack: Pack, *, role: str, cited: Citation) -> Text:
    """Put together what stays open; the most important first."""
    said = (
        *_day(asked, pack, cited),
        *_without_form(asked, cited),
        *(() if _is_based(cited, pack) else (_NO_NORM,)),
        *(_split(pack, asked.on) if cited.is_split else ()),
        *_campaign(pack, asked.on, cited),
        *_about(asked.label, cited),
        *_to_report(pack, cited),
        *((_RECEIVER,) if _reaches_receiver(asked.label, pack) else ()),
        *(_role(role, pack, cited) if set(cited.sanctions) - _CRIME else ()),
    )
    return Text(" ".join(t.id for t in said), " ".join(t.en for t in said))


def _day(asked: Question, pack: Pack, cited: Citation) -> tuple[Text, ...]:
    """Crude words are no listed form, whatever the day; what hangs on the day shows that one was known."""
    known = asked.on or asked.label == Label.ABUSIVE
    hang = any(pack.form(name).hangs_on_candidates for name in cited.forms)
    hang |= any(pack.cite(name).phases for name in cited.norms if cited.forms)
    return () if known or hang else (_NO_DAY,)


def _without_form(asked: Question, cited: Citation) -> tuple[Text, ...]:
    if cited.is_early:
        return (_EARLY,)
    if not asked.on or cited.forms or asked.label in (Label.ABUSIVE, Label.THREAT):
        return ()
    return () if cited.left_out else (_NO_FORM,)


def _about(label: Label, cited: Citation) -> tuple[Text, ...]:
    """What is open about the label; or, where its form was left out, why."""
    # a threat meets one of two forms, and rarely both
    is_untold = cited.left_out and label in _UNTOLD and not (label == Label.THREAT and cited.forms)
    return (*((_UNTOLD[label],) if is_untold else ()), _OPEN[label])


def _is_based(cited: Citation, pack: Pack) -> bool:
    """Whether every form has at least one norm of its own that is in force."""
    return all({*pack.form(name).norms} & {*cited.norms} for name in cited.forms)


def _split(pack: Pack, on: date | None) -> Iterator[Text]:
    """Also which contest's line nobody could confirm."""
    yield _SPLIT
    lines = pack.today(on or pack.about.compiled_on).lines
    unsure = [line.name for line in lines if (line.determined or not on) and not line.verified]
    if unsure:
        yield Text(
            f"Tanggal penetapan calon belum diverifikasi untuk: {'; '.join(t.id for t in unsure)}.",
            f"The day on which candidates were determined is not verified for: {'; '.join(t.en for t in unsure)}.",
        )


def _campaign(pack: Pack, on: date | None, cited: Citation) -> Iterator[Text]:
    """Of norms that are tied to the campaign: whether it had begun, and whom its bans bind."""
    norms = [pack.cite(name) for name in cited.norms]
    starts = [stage.start for stage in pack.calendar.stages if stage.id == _CAMPAIGN]
    if on and starts and on < min(starts) and any(norm.phases for norm in norms):
        yield _NOT_BEGUN
    if any(norm.id.startswith(_TEAMS_ONLY) for norm in norms):
        yield _TEAMS


def _to_report(pack: Pack, cited: Citation) -> Iterator[Text]:
    """What to do with a gift that was received, in the words of the norm that says so."""
    if _REPORTED in cited.norms:
        norm = pack.cite(_REPORTED)
        yield Text(f"{_RECEIVED.id} {norm.text.id}", f"{_RECEIVED.en} {norm.text.en}")


def _reaches_receiver(label: Label, pack: Pack) -> bool:
    return label == Label.MONEY_SOLICIT and pack.about.kind == "pilkada"


def _role(role: str, pack: Pack, cited: Citation) -> Iterator[Text]:
    """What is different for who is no PNS; and which forms of civil servants the form of others stands for."""
    if role in _ROLES:
        yield _ROLES[role]
    if cited.stands_for:
        objects = {term.id: term.text for term in pack.forms.objects}
        about = dict.fromkeys(objects[pack.form(name).object] for name in cited.stands_for)
        forms = ", ".join(cited.stands_for)
        yield Text(
            f"Bentuk yang dimaksud: {forms}; objeknya: {', '.join(t.id for t in about)}.",
            f"The forms that are meant: {forms}; about: {', '.join(t.en for t in about)}.",
        )
