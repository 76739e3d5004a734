"""What people buy on the way to a certification beside the exam, and who sells it."""

from __future__ import annotations

SELLERS = (
    r"A Cloud Guru", r"Boson", r"CertMaster(?: \w+)?", r"Cybrary", r"(?:Jason )?Dion(?: Training)?['’]?s?",
    r"KodeKloud", r"LinkedIn Learning", r"Lynda(?:\.com)?", r"MeasureUp", r"(?:Professor )?Messer['’]?s?",
    r"Pluralsight",
    r"Tutorials ?Dojo", r"Udemy", r"VIP", r"Whizlabs",
)  # fmt: skip
_BOOKSELLERS = (r"Amazon", r"eBay", r"O['’]Reilly", r"Packt")

MATERIAL = (
    r"practice (?:tests?|exams?|questions?|sets?|labs?|environments?)", r"mock (?:tests?|exams?)",
    r"sample (?:tests?|exams?)", r"question banks?", r"simulators?",
    r"study (?:materials?|guides?|resources?|aids?)", r"course ?(?:ware|books?|materials?)", r"self[- ]study",
    r"tutor(?:s|ing)?", r"coaching", r"mentor(?:s|ship)?", r"cheat ?sheets?", r"flash ?cards?", r"exam dumps?",
    r"QAE(?: \w+)?", r"learning systems?", r"review manuals?", r"cohorts?",
    r"lab (?:time|environment|kits?|gear)", r"home ?labs?", r"hardware", r"laptops?", r"webcams?",
    r"training (?:bundles?|packages?|providers?|materials?)", r"preparation (?:materials?|resources?)",
    r"prep (?:materials?|resources?|books?)",
    *SELLERS,
)  # fmt: skip
# Lessons: the issuer's own are a course that it sells, those of others are material.
LESSONS = (
    r"(?:prep|preparation|preparatory|training|video|third[- ]party) courses?", r"boot ?camps?",
    r"(?:instructor[- ]led|classroom|live|in[- ]person|third[- ]party) (?:training|boot ?camps?|class(?:es)?)",
    r"training class(?:es)?", r"prep class(?:es)?",
)  # fmt: skip
BOOK = (
    r"(?:the|an?|this|that|my|her|his|their|whose|study|official|prep|companion|another"
    r"|one) (?:[\w'’-]+ ){0,2}books?(?! (?:the|your|an?|it)\b)", r"books?(?= (?:costs?|price|is|for|on|at|by)\b)",
    r"books", r"handbooks?", r"text-?books?", r"e-?books?", r"paperback", r"hardcover", r"hard copy", r"kindle",
    r"\d(?:st|nd|rd|th) edition",
    *_BOOKSELLERS,
)  # fmt: skip

# A heading over a list of such things.
RESOURCE_HEADING = (
    r"(?:\b(?:hand|text|e|note)?-?books?|\bedition|\bpractice (?:tests?|exams?|questions?)|\bmock (?:tests?"
    r"|exams?)|\bquestion bank"
    r"|\bcheat ?sheets?|\bflash ?cards|\bplaylists?|\bpodcasts?|\bnewsletters?|\byoutube[\w ]*|\bsimulators?"
    rf"|\b(?:{'|'.join(SELLERS)})\b[\w ]*"
    r"|\bcourse tips|\b(?:study|learning|training|prep) (?:resources|materials?))\)?[\W\d]*$"
    r"|^(?:free |paid |best |top |recommended |useful |other |study |additional |learning )*(?:books?|resources"
    r"|study materials?|practice (?:tests?|exams?))\b"
)
