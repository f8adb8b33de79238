"""The tags and filters every template has without loading them. Thin: they hand over to core.ui."""

import json
import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, ClearableFileInput, FileInput, RadioSelect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from k2k.core import clock, registry, voices
from k2k.core.notify import views as push_views
from k2k.core.ui import facade as facades
from k2k.core.ui import formats, icons, mark, portraits, skyline, windows, words
from k2k.core.ui import qr as codes

register = template.Library()
register.simple_tag(icons.icon, name="icon")
register.simple_tag(portraits.portrait, name="portrait")
register.simple_tag(skyline.skyline, name="skyline")
register.simple_tag(codes.qr, name="qr")


def _language() -> str:
    return get_language() or "ms"


@register.simple_tag(name="mark")
def mark_tag(ink: bool = False, label: str = "K2K, Kita Untuk Kita") -> SafeString:
    """The façade mark; `ink=True` for paper."""
    return SafeString(mark.mark(label, ink))


@register.simple_tag
def plate(node: Any = None, text: str = "", url: str = "") -> SafeString:
    """The enamel sign of a place, by node or by text; with `url` it is a link."""
    label = text or label_of(node)
    if url:
        return format_html('<a class="plate" href="{}">{}</a>', url, label)
    return format_html('<span class="plate">{}</span>', label)


def label_of(node: Any) -> str:
    """The name of a place as `places` writes it, or its bare name where no app knows more."""
    for write in registry.items("label"):
        return write(node)
    return node.name


@register.simple_tag
def status(state: str, text: str = "") -> SafeString:
    """A state's mark and word; `text` says it more exactly ("Late by 5 days") under the same mark."""
    name, word = words.status(state)
    return format_html('<span class="st {}">{}</span>', name, text or word)


@register.simple_tag
def lift(state: str) -> SafeString:
    """What a lift does now, mark and word."""
    name, word = words.LIFTS[state]
    return format_html('<span class="st {}">{}</span>', name, word)


@register.simple_tag(name="windows")
def windows_tag(size: str = "", label: str = "", **counts: int) -> SafeString:
    """A run of windows: {% windows ok=22 work=5 late=4 off=3 size="l" label="22 kept, 5 under way, 4 late" %}."""
    return windows.windows({state: int(count or 0) for state, count in counts.items()}, size, label)


@register.inclusion_tag("core/_facade.html")
def facade(picture: facades.Facade) -> dict:
    """The block with its legend, which adds up, and the state of each lift."""
    faults = facades.counts(picture)
    return {
        "drawing": facades.draw(picture),
        "lines": [(facades.legend_key(state), words.STATES[state][1], count) for state, count in faults.items()],
        "quiet_key": facades.legend_key("quiet"),
        "quiet": facades.quiet(picture),
        "lifts": picture.lifts,
    }


@register.simple_tag
def client_id() -> SafeString:
    """A new id for this form, so that sending it twice is the same as once."""
    return format_html('<input type="hidden" name="client_id" value="{}">', uuid.uuid4())


@register.inclusion_tag("core/_push.html", takes_context=True)
def push_offer(context: dict, always: bool = False) -> dict:
    """The offer to tell this phone when there is news; hidden until the script finds that the phone can."""
    return push_views.offer(context["request"], always)


@register.inclusion_tag("core/_listen.html")
def listen(page: str) -> dict:
    """The button that reads a page's sentences aloud; nothing where nobody has recorded them in this language."""
    heard, is_test = voices.offered(page)
    return {"heard": json.dumps(heard, ensure_ascii=False) if heard else "", "is_test": is_test}


@register.inclusion_tag("core/_field.html")
def field(bound: BoundField, hint: str = "", icons: dict | None = None) -> dict:
    """A form field with its label, hint, error beside it and what was typed kept. Kind follows the widget."""
    widget = bound.field.widget
    kind = "text"
    if isinstance(widget, (RadioSelect, CheckboxSelectMultiple)):
        kind = "choices"
    elif isinstance(widget, CheckboxInput):
        kind = "tick"
    elif isinstance(widget, (FileInput, ClearableFileInput)):
        kind = "photo"
    elif widget.is_hidden:
        kind = "hidden"
    bound.help_text = hint or bound.help_text
    return {"field": bound, "hint": bound.help_text, "kind": kind, "icons": icons or {}}


@register.filter
def when(moment: datetime | None, form: str = "") -> str:
    """An instant: "Khamis, 19 Nov, 4.20 petang", "Hari ini, 4.20 petang"; "mid" inside a sentence."""
    if moment is None:
        return ""
    return formats.when(clock.local(moment), _language(), clock.local(clock.now()), form)


@register.filter
def hour(moment: datetime | None) -> str:
    """The time of day alone: "4.20 petang"."""
    return formats.hour(clock.local(moment), _language()) if moment else ""


@register.filter
def day(moment: date | None, form: str = "") -> str:
    """A date: "Khamis, 19 Nov"; "short" "19 Nov"; "year" "19 Nov 2026"; "long" "Khamis, 19 November 2026"."""
    return formats.day(_legal(moment), _language(), form) if moment else ""


@register.filter
def month(moment: date | None) -> str:
    """The month alone, short, for the date of a promise: "Nov"."""
    return formats.words(_language()).months[_legal(moment).month - 1] if moment else ""


@register.filter
def age(value: datetime | timedelta | None) -> str:
    """How long, or how long since: "6 hari", "40 minit"."""
    if value is None:
        return ""
    return formats.age(value if isinstance(value, timedelta) else clock.now() - value, _language())


@register.filter
def dayrange(first: date, last: date) -> str:
    """Two dates and what lies between: "12–18 Nov 2026"."""
    return formats.dayrange(_legal(first), _legal(last), _language())


@register.filter
def number(value: int | float | None) -> str:
    """1,020 and 6.5; nothing is a dash."""
    return "–" if value is None else formats.number(value)


@register.filter
def rm(sen: int | None) -> str:
    """Integer sen as money: RM1,020.50; nothing is a dash."""
    return "–" if sen is None else formats.rm(sen)


@register.filter
def percent_of(part: int | None, total: int | None) -> str:
    """A share of a total: "72%"."""
    return formats.percent_of(part or 0, total or 0)


@register.filter
def get(mapping: dict, key: Any) -> Any:
    """An item of a dictionary whose key is a variable."""
    return mapping.get(key, "")


@register.filter
def joined(values: Sequence[Any]) -> str:
    """A list in words: "A, B dan C"."""
    texts = [str(value) for value in values]
    if len(texts) < 2:
        return "".join(texts)
    return _("%(list)s and %(last)s") % {"list": ", ".join(texts[:-1]), "last": texts[-1]}


def _legal(moment: date) -> date:
    return clock.local(moment).date() if isinstance(moment, datetime) else moment
