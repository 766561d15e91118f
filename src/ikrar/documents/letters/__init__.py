"""Letters of a case in Indonesian: plain data in, PDF bytes out, the same whenever they are made again.

`letter(data, at=…)` makes each of them: `Summons`, `Minutes`, `Recommendation`, `Forwarding`,
`Notice`. Their words stand in the `.typ` file beside each class, their looks in `layout.typ`.
Nothing is trusted to be markup, and nothing here decides: whoever signs has to read.

Where the formal requirements come from. None was checked against an official text; therefore every
letter is marked as a draft until `signed_by` names the person who has checked it and signs by hand.
Confidence is low throughout (dossier §2.3: a public rule catalogue, not the regulation).

- Written summons at the latest 7 working days before the examination: PP 94/2021 art. 26(2).
  Second summons within 7 working days of the missed date, afterwards a decision on the evidence
  without a hearing: art. 26(3). Working days are counted by the caller, with the pack's calendar.
- Closed examination with signed minutes; for heavy cases a team (art. 27, PerBKN 6/2022 art. 29).
- Several breaches take one heaviest penalty and no act is punished twice (art. 35(3)); so the
  recommendation keeps pledge, ethics, discipline and crime in four rows and adds nothing up.
- SBT asks for the NIK or NIP of the person reported (dossier §4.3, press, medium): `Forwarding`
  prints what it is given.
- Right of reply, a written statement of one's own, reading the minutes before signing: this
  project's rule of fairness, cited as no norm.
- Letterhead, number, "Sifat", "Hal" and the place of the signature are the custom of official
  letters, from memory. An agency has its own rule for them (tata naskah dinas), which prevails.
"""

from ikrar.documents.letters.forwarding import Forwarding, Listed
from ikrar.documents.letters.letter import MARK, Cited, Letter, Office, Person, letter
from ikrar.documents.letters.minutes import Exchange, Minutes
from ikrar.documents.letters.notice import Notice
from ikrar.documents.letters.recommendation import Recommendation, Verdict
from ikrar.documents.letters.summons import Summons

__all__ = [
    "MARK", "Cited", "Exchange", "Forwarding", "Letter", "Listed", "Minutes", "Notice", "Office",
    "Person", "Recommendation", "Summons", "Verdict", "letter",
]  # fmt: skip
