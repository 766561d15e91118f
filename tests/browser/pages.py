"""Every page that browser tests and pictures look at. To add one, add a line.

A line: a name for the picture, how to find its address in the world, and who looks (a member of the cast, or
nobody). `status` is what the server should answer; `then` is done in the browser before one looks.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from ikrar.advice.models import Question
from ikrar.advice.states import QuestionState
from ikrar.people.actions import create_token
from ikrar.programme.queries import guarded
from tests.browser.page import Page
from tests.browser.pages_conversation import CONVERSATION, said, send_empty
from tests.browser.sealed import WHAT, open_mailbox, unlock
from tests.browser.world import World

# what breaks the pledge in three ways, speaks of turning out to vote, and does so with an emoji
DRAFT = (
    "Ayo coblos nomor 2 🙏 Besok tim bagi-bagi sembako di balai, datang ya.\n"
    "Yang di sebelah memang goblok. Gunakan hak pilih Anda, sampai jumpa di TPS."
)


def check_draft(text: str) -> Callable[[Any], None]:
    """Paste a text at `/cek/` and send it."""

    def then(page: Any) -> None:
        page.locator("#id_text").fill(text)
        page.get_by_role("button", name="Periksa", exact=True).click()
        page.wait_for_load_state()

    return then


def send_report(what: str) -> Callable[[Any], None]:
    """Fill the door's form in and send it."""

    def then(page: Any) -> None:
        page.locator("#id_what").fill(what)
        page.locator("main button.primary").click()
        page.wait_for_load_state()

    return then


QUESTION = "Bolehkah saya hadir di acara syukuran yang ternyata acara tim pemenangan?"


def ask_question(text: str) -> Callable[[Any], None]:
    """Fill the question in and send it."""

    def then(page: Any) -> None:
        page.locator("#id_text").fill(text)
        page.locator("main button.primary").click()
        page.wait_for_load_state()

    return then


def _waiting() -> int:
    return Question.objects.filter(state=QuestionState.ASKED).latest("pk").pk


def make_token(page: Any) -> None:
    """Fill the form in; the answer shows the token."""
    page.locator("#id_name").fill("Pemantauan kanal humas")
    page.get_by_label("menyaring unggahan").check()
    page.get_by_role("button", name="Buat token").click()
    page.wait_for_load_state()


def _token() -> int:
    scopes = ["screenings", "packs"]
    return create_token("Pemantauan kanal", scopes=scopes, days=90, by=None)[0].pk


def message(world: World, title: str) -> str:
    """A message of the programme at its desk."""
    return world.url("message", world.humas.titled(title).pk)


def overrule_page(world: World) -> str:
    """The page on which somebody lets a message pass a finding."""
    found = world.humas.titled("Ayo ke TPS")
    key = quote(guarded(found).stops[0].key, safe="")
    return f"{world.url('message_overrule', found.pk)}?temuan={key}"


PAGES = [
    # web, accounts, dashboards
    Page("beranda", lambda w: "/"),
    Page("beranda-pegawai", lambda w: "/", who="ani"),
    Page("beranda-kepegawaian", lambda w: "/", who="fajar"),
    Page("capaian", lambda w: w.url("public_figures")),
    Page("barometer", lambda w: said(w, "barometer")),
    Page("barometer-kamus", lambda w: w.url("barometer_dictionary")),
    Page("barometer-sematan", lambda w: said(w, "barometer_embed", "memilih")),
    Page("barometer-sematan-kosong", lambda w: w.url("barometer_embed", "penolakan")),
    Page("laporan-naratif", lambda w: w.url("briefing"), who="fajar"),
    Page("laporan-naratif-bukan-urusan", lambda w: w.url("briefing"), who="dodi", status=403),
    Page("masuk", lambda w: w.url("account_login")),
    Page("keluar", lambda w: w.url("account_logout"), who="ani"),
    Page("ganti-kata-sandi", lambda w: w.url("account_change_password"), who="ani"),
    Page("lupa-kata-sandi", lambda w: w.url("account_reset_password")),
    Page("langkah-kedua", lambda w: w.url("mfa_index"), who="ani"),
    Page("pastikan-ini-anda", lambda w: w.url("account_reauthenticate"), who="ani"),
    Page("kunci-keamanan", lambda w: w.url("mfa_list_webauthn"), who="ani"),
    Page("halaman-tidak-ada", lambda w: "/tidak-ada/", status=404),
    # pledges: signing
    Page("ikrar", lambda w: w.url("campaign")),
    Page("kode", lambda w: w.url("sign_code")),
    Page("tanda-tangan", lambda w: w.url("sign_link", w.token)),
    Page("tanda-tangan-akun", lambda w: w.url("sign_login"), who="budi"),
    Page("tautan-tidak-dikenal", lambda w: w.url("sign_link", "0000-0000-0000-0000"), status=404),
    Page("selesai", lambda w: w.url("signed", w.signature.code)),
    Page("buku-catatan", lambda w: w.url("log_page")),
    Page("verifikasi", lambda w: w.url("verify")),
    Page("verifikasi-asli", lambda w: w.url("verify_code", w.signature.code)),
    Page("verifikasi-tidak-dikenal", lambda w: w.url("verify_code", "SALAH"), status=404),
    Page("upacara-layar", lambda w: w.url("ceremony_screen", w.ceremony.pk)),
    Page("upacara-pemimpin", lambda w: w.url("ceremony_screen", w.ceremony.pk), who="fajar"),
    Page("upacara-gabung", lambda w: w.url("ceremony_join", w.ceremony.join_code)),
    Page("upacara-akhiri", lambda w: w.url("ceremony_end", w.ceremony.pk), who="fajar"),
    Page("kios", lambda w: w.url("kiosk"), who="budi"),
    # checks
    Page("cek", lambda w: w.url("check")),
    Page("cek-kosong", lambda w: w.url("check"), then=check_draft(" ")),
    Page("cek-temuan", lambda w: w.url("check"), then=check_draft(DRAFT)),
    Page("cek-tanpa-temuan", lambda w: w.url("check"), then=check_draft("Selamat pagi, Bandung.")),
    Page("cek-emoji", lambda w: w.url("check"), then=check_draft("✌️👍")),
    # advice
    Page("bolehkah", lambda w: w.url("may")),
    Page(
        "bolehkah-jawaban", lambda w: w.url("may") + "?q=boleh+like+postingan+caleg&on=2024-01-10"
    ),
    Page("bolehkah-tidak-ada", lambda w: w.url("may") + "?q=berapa+tarif+parkir"),
    Page("bolehkah-salah", lambda w: w.url("may") + f"?q={'like ' * 200}", status=400),
    Page("bolehkah-daftar", lambda w: w.url("may_list")),
    Page("bolehkah-satu", lambda w: w.url("may_act", "D-12")),
    Page("bolehkah-hari-ini", lambda w: w.url("may_today")),
    Page("bertanya", lambda w: w.url("may_ask")),
    Page("bertanya-kosong", lambda w: w.url("may_ask"), then=ask_question("")),
    Page("bertanya-kode", lambda w: w.url("may_ask"), then=ask_question(QUESTION)),
    Page("lihat-kode", lambda w: w.url("may_look")),
    Page("pustaka", lambda w: w.url("answers")),
    Page("pustaka-satu", lambda w: w.url("answer", w.answer.ref)),
    Page("tanya-jawab", lambda w: w.url("questions"), who="gita"),
    Page(
        "tanya-jawab-tinjau", lambda w: w.url("questions") + "?keadaan=perlu-ditinjau", who="gita"
    ),
    Page("satu-pertanyaan", lambda w: w.url("question", w.answer.question_id), who="citra"),
    Page("tulis-jawaban", lambda w: w.url("question_answer", _waiting()), who="gita"),
    Page("tolak-pertanyaan", lambda w: w.url("question_decline", _waiting()), who="gita"),
    # pledges: desks
    Page("cakupan", lambda w: w.url("coverage"), who="citra"),
    Page("cakupan-unit", lambda w: w.url("coverage_unit", w.cast.top.pk), who="fajar"),
    Page("pegawai-belum", lambda w: w.url("missing", w.cast.top.pk), who="fajar"),
    Page("pengingat", lambda w: w.url("remind", w.cast.top.pk), who="fajar"),
    Page("kelola", lambda w: w.url("desk"), who="fajar"),
    Page("masa-ikrar", lambda w: w.url("desk_campaign", w.campaign.slug), who="fajar"),
    Page("masa-ikrar-baru", lambda w: w.url("campaign_new"), who="fajar"),
    Page("ganti-teks", lambda w: w.url("campaign_text", w.campaign.slug), who="fajar"),
    Page("tutup", lambda w: w.url("campaign_close", w.campaign.slug), who="fajar"),
    Page("undang", lambda w: w.url("campaign_links", w.campaign.slug), who="fajar"),
    Page("upacara-baru", lambda w: w.url("ceremony_new", w.campaign.slug), who="fajar"),
    Page("cari", lambda w: w.url("campaign_signatures", w.campaign.slug), who="fajar"),
    Page("satu-tanda-tangan", lambda w: w.url("signature", w.signature.code), who="fajar"),
    Page("cabut", lambda w: w.url("withdraw", w.signature.code), who="fajar"),
    Page(
        "hapus-data",
        lambda w: w.url("erase_person", w.signature.signatory.employee_id),
        who="fajar",
    ),
    Page("bukan-urusan", lambda w: w.url("desk"), who="dodi", status=403),
    # people
    Page("pegawai", lambda w: w.url("employees"), who="fajar"),
    Page("pegawai-tidak-ada", lambda w: w.url("employees") + "?q=zzz", who="fajar"),
    Page("unit-kerja", lambda w: w.url("units"), who="fajar"),
    Page("satu-unit", lambda w: w.url("unit", w.cast.top.pk), who="fajar"),
    Page("unit-baru", lambda w: w.url("unit_new") + "?induk=U-0", who="fajar"),
    Page("ubah-unit", lambda w: w.url("unit_edit", w.cast.unit.pk), who="fajar"),
    Page("tutup-unit", lambda w: w.url("unit_close", w.cast.unit.pk), who="fajar"),
    Page("impor", lambda w: w.url("roster"), who="fajar"),
    Page("impor-periksa", lambda w: w.url("roster_import", w.preview.pk), who="fajar"),
    Page("kotak-keluar", lambda w: w.url("mail"), who="fajar"),
    Page("peran", lambda w: w.url("users"), who="eka"),
    Page("akun", lambda w: w.url("user", w.cast.budi.pk), who="eka"),
    Page("tutup-akun", lambda w: w.url("user_close", w.cast.dodi.pk), who="eka"),
    Page("akun-baru", lambda w: w.url("user_new"), who="eka"),
    Page("token-api", lambda w: w.url("tokens"), who="eka"),
    Page("token-baru", lambda w: w.url("tokens"), who="eka", then=make_token),
    Page("cabut-token", lambda w: w.url("token_revoke", _token()), who="eka"),
    Page("cabut-peran", lambda w: w.url("role_revoke", w.cast.budi.roles.first().pk), who="eka"),
    # vault
    Page("kunci", lambda w: w.url("key"), who="gita"),
    Page("kunci-terbuka", lambda w: w.url("key"), who="gita", then=unlock),
    Page("kunci-ganti", lambda w: w.url("key_change"), who="gita"),
    Page("kunci-baru", lambda w: w.url("key_rotate"), who="gita"),
    Page("kunci-hilang", lambda w: w.url("key_lost"), who="gita"),
    Page("kustodian", lambda w: w.url("custodians"), who="eka"),
    Page("pembukaan", lambda w: w.url("openings"), who="indra", then=unlock),
    # reports: the door, the mailbox, the desk
    Page("lapor", lambda w: w.url("door")),
    Page("lapor-baru", lambda w: w.url("report_new")),
    Page("lapor-kosong", lambda w: w.url("report_new"), then=send_report("")),
    Page("tanda-terima", lambda w: w.url("report_new"), then=send_report(WHAT)),
    Page("kotak", lambda w: w.url("mailbox_open")),
    Page("kotak-salah", lambda w: w.url("mailbox_open"), then=open_mailbox(lambda: "salah ketik")),
    Page("laporan", lambda w: w.url("reports"), who="gita", then=unlock),
    Page(
        "laporan-kosong", lambda w: w.url("reports") + "?keadaan=ditutup", who="gita", then=unlock
    ),
    Page("satu-laporan", lambda w: w.url("report", w.sealed.waiting.pk), who="gita", then=unlock),
    Page(
        "laporan-tutup",
        lambda w: w.url("report_close", w.sealed.waiting.pk),
        who="gita",
        then=unlock,
    ),
    Page(
        "laporan-gabung",
        lambda w: w.url("report_merge", w.sealed.waiting.pk),
        who="gita",
        then=unlock,
    ),
    Page(
        "laporan-identitas",
        lambda w: w.url("report_identity", w.sealed.waiting.pk),
        who="gita",
        then=unlock,
    ),
    Page(
        "laporan-perkara",
        lambda w: w.url("report_accept", w.sealed.waiting.pk),
        who="gita",
        then=unlock,
    ),
    Page("laporan-bagikan", lambda w: w.url("reports_share"), who="gita", then=unlock),
    Page("kepentingan", lambda w: w.url("interests"), who="citra"),
    Page("kepentingan-baru", lambda w: w.url("interest_new"), who="citra"),
    Page("kepentingan-pegawai", lambda w: w.url("interest_lookup"), who="indra"),
    # cases
    Page("perkara", lambda w: w.url("cases"), who="gita"),
    Page("satu-perkara", lambda w: w.url("case", w.sealed.case.number), who="gita", then=unlock),
    Page("kalender", lambda w: w.url("case_feed"), who="gita"),
    Page(
        "limpahkan",
        lambda w: w.url("case_packet", w.sealed.case.number),
        who="gita",
        then=unlock,
    ),
    Page(
        "perkara-bukti",
        lambda w: w.url("case_evidence_add", w.sealed.case.number),
        who="gita",
        then=unlock,
    ),
    Page(
        "surat-perkara",
        lambda w: w.url("case_letter", w.sealed.case.number, "kabar"),
        who="gita",
        then=unlock,
    ),
    # gifts
    Page("hadiah", lambda w: w.url("gifts"), who="ani"),
    Page("hadiah-kosong", lambda w: w.url("gifts"), who="citra"),
    Page("hadiah-catat", lambda w: w.url("gift_new"), who="ani"),
    Page("hadiah-catat-keliru", lambda w: w.url("gift_new"), who="ani", then=send_empty),
    Page("hadiah-ditanyakan", lambda w: w.url("gift", w.gifts.asked.number), who="ani"),
    Page("hadiah-ditolak", lambda w: w.url("gift", w.gifts.refused.number), who="ani"),
    Page("hadiah-dilihat", lambda w: w.url("gift", w.gifts.seen.number), who="ani"),
    Page("hadiah-jawab", lambda w: w.url("gift_answer", w.gifts.asked.number), who="ani"),
    Page("hadiah-tarik", lambda w: w.url("gift_withdraw", w.gifts.asked.number), who="ani"),
    Page("hadiah-penolakan", lambda w: w.url("refusals"), who="ani"),
    Page("meja-hadiah", lambda w: w.url("gift_desk") + "?tab=semua", who="lestari"),
    Page("meja-hadiah-kosong", lambda w: w.url("gift_desk") + "?tab=terlambat", who="lestari"),
    Page("meja-hadiah-hitung-ulang", lambda w: w.url("gift_recount"), who="lestari"),
    Page(
        "meja-satu-hadiah", lambda w: w.url("gift_at_desk", w.gifts.waiting.number), who="lestari"
    ),
    Page(
        "meja-putuskan",
        lambda w: w.url("gift_act", w.gifts.waiting.number, "putuskan"),
        who="lestari",
    ),
    # programme
    Page("program", lambda w: w.url("programme"), who="maya"),
    Page("program-ditahan", lambda w: w.url("programme") + "?keadaan=ditahan", who="maya"),
    Page("program-kosong", lambda w: w.url("programme") + "?q=tidakadayangbegini", who="maya"),
    Page("program-tulis", lambda w: w.url("message_new"), who="maya"),
    Page("program-tulis-keliru", lambda w: w.url("message_new"), who="maya", then=send_empty),
    Page("program-naskah", lambda w: message(w, "Matur nuwun"), who="maya"),
    Page("program-temuan", lambda w: message(w, "Ayo ke TPS"), who="nanda"),
    Page(
        "program-dikesampingkan",
        lambda w: message(w, "Menjawab pertanyaan tentang warna busana TPS"),
        who="maya",
    ),
    Page(
        "program-satu-ditahan", lambda w: message(w, "Hari ini hari pemungutan suara"), who="maya"
    ),
    Page("program-terbit", lambda w: message(w, "Cek sebelum membagikan"), who="maya"),
    Page("program-kesampingkan", overrule_page, who="nanda"),
    Page(
        "program-kembalikan",
        lambda w: w.url("message_return", w.humas.titled("Ayo ke TPS").pk),
        who="nanda",
    ),
    Page(
        "program-gambar",
        lambda w: w.url("message_picture", w.humas.titled("Matur nuwun").pk),
        who="maya",
    ),
    Page(
        "program-hapus",
        lambda w: w.url("message_erase", w.humas.titled("Loket informasi pemilu dibuka").pk),
        who="maya",
    ),
    Page("program-bulan", lambda w: w.url("programme_month") + "?bulan=2024-02", who="maya"),
    Page("program-bulan-kosong", lambda w: w.url("programme_month") + "?bulan=2022-08", who="maya"),
    Page("program-minggu", lambda w: w.url("programme_week") + "?hari=2024-02-14", who="maya"),
    Page("program-sela", lambda w: w.url("programme_gaps") + "?tahap=saat", who="maya"),
    Page("program-impor", lambda w: w.url("plan_new"), who="maya"),
    Page("program-rencana", lambda w: w.url("plan", w.humas.plan.ref), who="maya"),
    Page("pesan", lambda w: w.url("public_messages")),
    Page(
        "pesan-satu",
        lambda w: w.url("public_message", w.humas.titled("Pastikan nama Anda terdaftar").ref),
    ),
    Page(
        "pesan-ditarik",
        lambda w: w.url("public_message", w.humas.titled("Loket informasi pemilu dibuka").ref),
        status=410,
    ),
    *CONVERSATION,
]
