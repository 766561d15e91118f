"""Posts as nobody should write them, and texts of this project's own, for tests of the engine."""

from pathlib import Path

from hypothesis import strategies as st

CORPUS = Path(__file__).parents[3] / "corpus" / "written"
ODD = (
    "",
    " ",
    "a",
    "\0",
    "😀",
    "\u200b",
    "\u0301",
    "#",
    "@",
    "##@@!!??",
    "://",
    "https://t.co/x://",
    "a://b c",
    "' ` '`",
    "👨‍👩‍👧‍👦 coblos 🇮🇩🔥🔥",
    "مرحبا coblos بالعالم",
    "\u202ecoblos\u202c goblok",
    "中文coblos中文",
    "İstanbul ẞ ŉ ﬁ ﷺ",
    "e\u0301" * 40,
    "\U0001fffd\U0010ffff\U000e0041",
    "#CoblosNomor2JKW2024 #PRABOWOmenang #a1B2c3 #Éa",
    "c o b l o s  p.r.a.b.o.w.o g-o-b-l-o-k",
    "soliditas independen rakyat kepulauan bangka belitung",  # a name whose last word is made of two
    "pak " * 70 + "anies " + "pak " * 62 + "prabowo menang",
    "Coblos NOMOR 02!!! \"Anies\" 'jahat' ???",
    "g0bl0k 4njing anak2 01 2 03 20 2024 1500000 9,5%",
    "coblossssss gooooblok 111111 Tepaaaa",
    "x" * 300,
    "1a" * 200,
    "a 1 " * 200,
    "\\nPrabowo menang\\r\\n\\tAnies https://t.co/a\\nkalah \\xf0\\x9F\\u2026golput \\xg0 \\u12 \\",
    "adil &amp; damai &lt;b&gt; &quot;curang&#39; &amp &Amp; &; R&D; &nbsp;",
    "pilihanies #dukunganies mendinganiesprabowo idolanya pilihananies coblosanna hahahahaha tolaktolakan",
    "ganjardihati aniesdihati #revisiganjar padanganjar sampanganjar gibrannanti mahfudhayu mancingganjarhebat pandemi",
    "pak agus harimurti yudhoyono, jawa timurnya; Jawa-Timur",
    "tolak\u00a0Anies\u2003menang—coblos…\u200bPrabowo c\u00a0o–b•l…o—s p\u200b r\u200b a \u200bb \u200bo",
    "https://t.co/a…coblos @siapa_saja…kalah @a.b—c #menang—anies \u2014\u2014 a—b://c—d …@x_…y \u200b@siapa \u00a0#anies",
    "—" * 200 + "a—" * 200 + "a://—" * 50 + "@a_—" * 50,
)
WORDS = """pilih an dihati revisi coblos Coblos c0bl0s goblok anies Prabowo jokowi #AniesMuhaimin2024 psi PDIP jawa timur islam kristen Tepa
jangan tidak pilih golput bansos bagi ambil uang kpu curang damai 01 2 03 2024 100ribu c o b l o s ! ? , .
https://t.co/a @siapa \\n \\xf0 \\u2026 &amp; &gt; & \\ 😀 \u200b e\u0301 ｃｏｂｌｏｓ мо"""


def written(step=1):
    """Lines of the written corpus, every `step`-th."""
    lines = [
        line.strip()
        for path in sorted(CORPUS.glob("*/*.txt"))
        for line in path.read_text("utf-8").splitlines()
        if line.strip() and not line.startswith("##")
    ]
    return lines[::step]


def texts():
    """Any Unicode, and known words pressed together in any way; half surrogates too."""
    unicode = st.text(st.characters(), max_size=120)
    glue = st.sampled_from(["", " ", " ", "  ", "-", ".", "\u200b", "#", "_", "\u00a0", "—", "…"])
    parts = st.lists(st.tuples(st.sampled_from(WORDS.split(" ")), glue), max_size=25)
    return unicode | parts.map(lambda found: "".join(word + between for word, between in found))


def whole(text):
    """The text without half surrogates."""
    return "".join("\ufffd" if 0xD800 <= ord(c) <= 0xDFFF else c for c in text or "")
