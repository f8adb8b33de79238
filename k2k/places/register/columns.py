"""Which column is which, by its heading in Malay or English; columns about people are known in order to drop them."""

import re
import unicodedata
from dataclasses import dataclass, field

from k2k.places.register.tables import Row, Table

#: Rows in which the heading may stand, below titles and letterheads.
TOP = 40

#: Headings without spaces, dots and capitals.
WANTED = {
    "block": """blok block blk bangunan building menara tower noblok namablok blokbangunan blockno blockname
        buildingname""",
    "floor": """tingkat floor aras level lantai tkt tgkt storey story notingkat noaras floorno floorlevel""",
    "unit": """unit nounit unitno nomborunit unitnumber norumah rumah nopintu pintu houseno doorno door house flatno
        flat nopetak petak nokediaman kediaman home homeno homenumber""",
    "tenure": """tenure pegangan jenispegangan statuspegangan milikan jenismilikan statusmilikan pemilikan
        statuspemilikan statusunit unitstatus statusrumah statussewa statussewaan jenissewa tenuretype tenurestatus
        holding occupancystatus statuskediaman status""",
    "since": """sejak since tarikhmula mula tarikhsewa tarikhmulasewa tarikhpegangan tarikhmasuk startdate start from
        fromdate datefrom tenuresince sincedate tarikh date""",
}
NAMES = {name: set(headings.split()) for name, headings in WANTED.items()}

#: Words that, anywhere in a heading, say that the column is about people.
_PEOPLE = """nama name ic nric kp mykad kadpengenalan pengenalan passport pasport paspot telefon tel telephone phone
    mobile hp bimbit handphone whatsapp emel email mel bangsa race kaum etnik ethnic ethnicity keturunan warganegara
    kewarganegaraan warga citizen citizenship nationality negaraasal agama religion pendapatan gaji income salary upah
    wage umur usia age jantina gender sex lahir birth dob isteri suami spouse wife husband pasangan anak child
    children kanak tanggungan dependant dependants dependent dependents isi ahli members household keluarga family
    penyewa tenant penghuni occupant occupants resident residents penduduk pemilik owner pembeli buyer pekerjaan
    occupation job majikan employer oku disability disabled kesihatan health penyakit waris kin tunggakan
    arrears hutang debt bayaran payment bank akaun account alamat address catatan remarks remark nota note notes
    kontak contact perkahwinan marital"""
PEOPLE = set(_PEOPLE.split())
#: What a number of people looks like inside a cell: identity card, telephone, e-mail.
_PERSONAL = re.compile(r"\b\d{6}-?\d{2}-?\d{4}\b|(?<!\d)(?:\+?6?0)1\d[- ]?\d{3,4}[- ]?\d{4}(?!\d)|\S+@\S+\.\S+")


@dataclass
class Columns:
    """Where each wanted column stands, and which ones are left aside."""

    heading: int
    found: dict[str, int]
    people: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def get(self, name: str) -> int | None:
        """The place of a wanted column; None where the sheet has none."""
        return self.found.get(name)


def looks_personal(text: str) -> bool:
    """Whether a cell holds what belongs to a person: an identity card or telephone number, an e-mail address."""
    return bool(_PERSONAL.search(text))


def _words(heading: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", heading).casefold()
    plain = re.sub(r"\bno\.|\bbil\.|\bnum\.", lambda m: m[0][:-1] + " ", plain)
    return re.findall(r"[^\W_]+", plain)


def _is(heading: str) -> str | None:
    """The wanted column a heading names, if any."""
    words = _words(heading)
    joined = "".join(words)
    for name, known in NAMES.items():
        if joined in known:
            return name
    if is_about_people(heading) or not set(heading) & set("/|("):
        return None
    parts = {_is(part) for part in re.split(r"[/|()]", heading)[:4] if part.strip()} - {None}
    return "unit" if "unit" in parts else parts.pop() if len(parts) == 1 else None


def is_about_people(heading: str) -> bool:
    """Whether a heading names something about people."""
    words = _words(heading)
    joined = "".join(words)
    return bool(set(words) & PEOPLE) or joined in PEOPLE or any(len(w) > 5 and w in joined for w in PEOPLE)


def find(table: Table) -> Columns | None:
    """The heading row and its columns: the row in the top that names most of them, the unit among them; else None."""
    best: Columns | None = None
    for index, row in enumerate(table.rows[:TOP]):
        seen = _read_heading(index, row)
        if "unit" in seen.found and (best is None or len(seen.found) > len(best.found)):
            best = seen
    return best


def _read_heading(index: int, row: Row) -> Columns:
    seen = Columns(index, {})
    for place, cell in enumerate(row.cells):
        if not cell:
            continue
        heading = cell.text[:40]
        name = None if cell.formula else _is(heading)
        if name and name not in seen.found:
            seen.found[name] = place
        elif looks_personal(heading):
            seen.people.append("?")
        else:
            (seen.people if is_about_people(heading) else seen.others).append(heading)
    return seen
