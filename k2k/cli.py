"""The operator's command line: `k2k serve`, `k2k backup` … Each is a management command under a plain name."""

import os
import sys
from collections.abc import Sequence

#: What an operator may ask for, in the order of a first day; everything else belongs to `manage.py`.
COMMANDS = {
    "prepare": "make everything ready: words, styles, tables and, where nothing is there yet, the example",
    "serve": "the web server (--with-worker: and the worker beside it)",
    "worker": "what happens in the background: messages, clocks, imports",
    "demo": "an invented example of three housing estates; never over real data",
    "doctor": "look at this installation and say what to mend",
    "backup": "write everything but the keys into one archive",
    "restore": "read an archive into an empty database, on either engine",
    "verify": "walk the trail and name each place where it does not hold",
    "voices": "which sentences nobody has read aloud yet (--test: tones in their place)",
    "new-site": "start a new housing estate",
    "create-account": "make an account for somebody who works here",
    "close-account": "nobody signs in with this account any more",
    "import-register": "read blocks, floors and units from a workbook",
    "import-issues": "read somebody else's list of reports",
    "count": "count ballots from a file anybody can read, round by round",
    "issues-report": "how the reports were dealt with, by kind",
}
INTERRUPTED = 130


def _help() -> str:
    width = max(map(len, COMMANDS)) + 2
    lines = [f"  {name.ljust(width)}{says}" for name, says in COMMANDS.items()]
    return "\n".join(["Usage: k2k COMMAND [OPTIONS]      (k2k COMMAND --help tells the options)", "", *lines])


def _start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "k2k.settings")
    import django

    django.setup()


def _run(shown: str, words: Sequence[str]) -> int:
    """Run the management command behind `shown`; a refusal is one sentence on stderr."""
    _start_django()
    from django.core.management import CommandError, get_commands, load_command_class
    from django.db import connections

    name = shown.replace("-", "_")
    app = get_commands().get(name)
    if app is None:
        print(f"k2k: this installation has no part that can do '{shown}'.", file=sys.stderr)
        return 2
    found = load_command_class(app, name)
    given = vars(found.create_parser("k2k", shown).parse_args(list(words)))
    try:
        found.execute(*given.pop("args", ()), **given)
    except CommandError as refusal:
        print(f"k2k {shown}: {refusal}", file=sys.stderr)
        return refusal.returncode
    finally:
        connections.close_all()
    return 0


def main(words: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code: 0 well, 1 refused or found wanting, 2 not understood, 130 stopped."""
    words = sys.argv[1:] if words is None else list(words)
    if not words or words[0] in ("-h", "--help", "help"):
        print(_help())
        return 0
    shown, *rest = words
    if shown not in COMMANDS:
        print(f"k2k: there is no command '{shown}'. `k2k --help` lists them.", file=sys.stderr)
        return 2
    try:
        if shown == "serve":
            from k2k.core.ops import serve

            return serve.main(rest)
        return _run(shown, rest)
    except KeyboardInterrupt:
        print(f"\nk2k {shown}: stopped. Nothing is half done; run it again to go on.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
