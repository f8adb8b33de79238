"""What the pages of both boards show: the sentence, the meter, the lists, what can be chosen, how to pass it on."""

from datetime import date, datetime
from urllib.parse import urlencode

from django.conf import settings

from k2k.commitments import words
from k2k.commitments.board import Board, Filter
from k2k.commitments.shown import shown
from k2k.core import clock
from k2k.core.notify.messages import whatsapp_link

#: How many months back a board offers.
MONTHS = 12


def months(at: datetime) -> list[date]:
    """The first days of this month and of those before, newest first."""
    newest = clock.today(at)
    last = newest.year * 12 + newest.month - 1
    return [date((last - back) // 12, (last - back) % 12 + 1, 1) for back in range(MONTHS)]


def address(path: str, wanted: Filter, **changed: str) -> str:
    """The same board with something else chosen."""
    asked = {"month": f"{wanted.month:%Y-%m}" if wanted.month else "", "body": wanted.body, "state": wanted.state}
    kept = {name: value for name, value in {**asked, **changed}.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path


def chips(found: Board, wanted: Filter, path: str) -> list[tuple]:
    """Each list that holds anything: its word, how many, its address, whether it is the chosen one."""
    return [
        (words.LISTS[name], n, address(path, wanted, state=name), name == wanted.state)
        for name, n in found.tally.lists
        if n
    ]


def sections(found: Board, wanted: Filter, path: str, at: datetime) -> list[dict]:
    """The lists with their rows; `url` leads to the whole of a list that is shown in part."""
    whole = dict(found.tally.lists)
    return [
        {
            "name": name,
            "word": words.HEADINGS[name],
            "explained": words.EXPLAINED[name],
            "rows": [shown(row, at) for row in rows],
            "all": whole[name],
            "url": "" if wanted.state or len(rows) == whole[name] else address(path, wanted, state=name),
        }
        for name, rows in found.lists.items()
    ]


def shown_board(found: Board, wanted: Filter, path: str, at: datetime, title: str) -> dict:
    """The context of a board's page; `title` stands before the sentence that is passed on."""
    sentence = words.finding(found.tally, wanted.month)
    text = f"{title}: {words.plain(sentence)}"
    url = f"{settings.URL}{address(path, wanted)}"
    return {
        "board": found,
        "tally": found.tally,
        "wanted": wanted,
        "sentence": sentence,
        "meter": words.meter(found.tally),
        "parts": [(part, words.meter(part.tally)) for part in found.parts],
        "chips": chips(found, wanted, path),
        "sections": sections(found, wanted, path, at),
        "months": [(f"{month:%Y-%m}", words.month_name(month)) for month in months(at)],
        "month": f"{wanted.month:%Y-%m}" if wanted.month else "",
        "whole_url": address(path, wanted, state=""),
        "more_url": address(path, wanted, after=found.next_cursor) if found.next_cursor else "",
        "first_url": address(path, wanted) if wanted.after else "",
        "share_text": text,
        "share_url": url,
        "whatsapp": whatsapp_link(f"{text} {url}"),
        "query": address("", wanted),
    }
