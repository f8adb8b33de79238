"""`k2k import-register`."""

import sys
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from k2k.core import clock
from k2k.core.actors import SYSTEM
from k2k.core.commands import Refused
from k2k.places import commands, imports, queries
from k2k.places.models import RegisterDraft
from k2k.places.register import doubts
from k2k.places.register.plan import Plan

NAMES_SHOWN = 20


class Command(BaseCommand):
    """Read a register, say what is doubtful and what would change, write it when told to. Safe to run again."""

    help = "Read blocks, floors, homes and tenures of a perumahan from an XLSX or CSV file; people are never imported."

    def add_arguments(self, parser) -> None:
        """Without --yes the question is asked; without a terminal nothing is written."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--site", required=True, help="code of the perumahan")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        parser.add_argument("--yes", action="store_true", help="write it without asking")
        parser.add_argument("--legal-basis", default="", metavar="TEXT", help="recorded; still no person is imported")
        parser.add_argument("--lifts", type=int, default=0, help="lifts in each new block")
        parser.add_argument("--bare", action="store_true", help="new blocks get homes only, no lobby or corridors")

    def handle(self, *, file: Path, site: str, dry_run: bool, yes: bool, legal_basis: str, **how) -> None:
        """Read, show, ask, write."""
        place = queries.site_by_code(site.upper())
        if place is None:
            raise CommandError(f"no perumahan has the code {site}; k2k new-site opens one")
        draft = self._read(file, place.node, legal_basis)
        plan = imports.planned(draft, clock.now())
        self._show(draft, plan)
        if plan.changes_nothing or dry_run or not (yes or self._asked()):
            RegisterDraft.objects.filter(pk=draft.pk).delete()
            self.stdout.write("Nothing to do." if plan.changes_nothing else "Nothing was changed.")
            return
        self._write(draft, plan, lifts=how["lifts"], furnish=not how["bare"])

    def _write(self, draft: RegisterDraft, plan: Plan, lifts: int, furnish: bool) -> None:
        began = time.monotonic()
        self._say("writing …")
        try:
            commands.import_register(SYSTEM, draft=draft, lifts=lifts, furnish=furnish, seen=imports.mark(plan))
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
        self.stdout.write(f"Written: {len(plan.homes)} new homes ({time.monotonic() - began:.1f} s).")

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()

    def _read(self, file: Path, site, legal_basis: str) -> RegisterDraft:
        began = time.monotonic()
        self._say(f"reading {file.name} …")
        try:
            with file.open("rb") as upload:
                draft = commands.read_register(SYSTEM, site_node=site, upload=upload, keep_people_basis=legal_basis)
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}") from None
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
        self._say(f"{draft.findings['rows']} rows read ({time.monotonic() - began:.1f} s)")
        return draft

    def _show(self, draft: RegisterDraft, plan: Plan) -> None:
        found = draft.findings
        if found["people"]:
            self.stdout.write(f"Dropped, about people: {', '.join(found['people'])}")
            if found["basis_named"]:
                self.stdout.write("  The legal basis is recorded. Still nobody is imported: people enter by consent.")
        if found["others"]:
            self.stdout.write(f"Dropped, not needed: {', '.join(found['others'])}")
        for doubt in doubts.worded(found["doubts"]):
            where = f"Row {doubt['where']}" if doubt["where"] else "Whole file"
            self.stdout.write(f"{where}: {doubt['what']} {doubt['done']}")
        self.stdout.write(f"{found['homes']} homes understood, {found['left_out']} rows left out.")
        for name, count in plan.summary().items():
            self.stdout.write(f"  {name.replace('_', ' '):14} {count:>6}")
        if plan.missing:
            more = " …" if len(plan.missing) > NAMES_SHOWN else ""
            self.stdout.write(f"Not in the file, kept: {', '.join(plan.missing[:NAMES_SHOWN])}{more}")

    def _asked(self) -> bool:
        if not sys.stdin.isatty():
            self.stdout.write("This is no terminal: add --yes to write it.")
            return False
        return input("Write it? [y/N] ").strip().lower() in ("y", "yes", "ya")
