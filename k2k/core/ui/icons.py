"""Our own line icons on a 48 × 48 grid.

A lit part (class `l`) carries a little lamp yellow; `f` is filled, `x` is a fault. An icon never stands alone: a word
is beside it, so it is hidden from screen readers unless it is given a label.
"""

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_PHONE = '<path class="l" d="M10 5h8l4 11-5 4c2 5 6 9 11 11l4-5 11 4v8c0 3-2 5-5 5C21 43 5 27 5 10c0-3 2-5 5-5z"/>'
_CROSS = '<path d="M10 10l28 28M38 10L10 38"/>'
_SPEAKER = '<path class="l" d="M6 18h8l11-10v32L14 30H6z"/><path d="M32 17c4 4 4 10 0 14M37 11c8 7 8 19 0 26"/>'

ICONS = {
    # what is broken
    "lift": '<path d="M8 12h32v31H8z"/><path class="l" d="M8 12h16v31H8z"/>'
    '<path class="f" d="M14 8l5-6 5 6zM26 2h10l-5 6z"/>',
    "lift_stop": '<path d="M8 5h32v38H8zM24 5v38"/><path class="x" d="M15 16l18 18M33 16L15 34"/>',
    "lift_door": '<path d="M4 5h40v38H4z"/><path class="l" d="M17 5h14v38H17z"/>'
    '<path d="M13 19l-4 5 4 5M35 19l4 5-4 5"/>',
    "trapped": '<path d="M5 4h38v40H5zM13 4v40M35 4v40"/><circle class="l" cx="24" cy="15" r="5.500"/>'
    '<path class="l" d="M18 44V31c0-8 12-8 12 0v13z"/><path d="M18 30l-5-9M30 30l5-9"/>',
    "door": '<path d="M4 43h40M10 43V5h28v38"/><path class="l" d="M10 5l17 6v32H10z"/>'
    '<path class="f" d="M20 25h4v4h-4z"/>',
    "noise": '<path class="l" d="M15 19a11 11 0 1 1 20 7c-3 4-6 5-6 10a7 7 0 0 1-13 3"/>'
    '<path d="M21 20a5 5 0 1 1 8 4c-2 2-4 3-4 6M9 10c-5 6-5 14 0 20"/>',
    "dirty": '<path d="M41 5L27 23M13 27l15 13"/><path class="l" d="M21 18l14 12-8 13-20-7z"/>'
    '<path class="f" d="M38 36h4v4h-4zM43 43h3v3h-3zM34 42h3v3h-3z"/>',
    "water": '<path class="l" d="M24 4c8 11 13 17 13 25a13 13 0 0 1-26 0c0-8 5-14 13-25z"/>'
    '<path d="M18 30a6 6 0 0 0 6 6"/>',
    "tap": '<path d="M4 16h12v-4h12v4h6c5 0 8 3 8 8v4h-9v-3H16v-4H4zM22 12V6M15 6h14"/>'
    '<path class="l" d="M37 33c4 5 4 9 0 10-4-1-4-5 0-10z"/>',
    "light": '<path class="l" d="M24 4a14 14 0 0 0-8 26v5h16v-5a14 14 0 0 0-8-26z"/><path d="M18 40h12M21 45h6"/>',
    "wire": '<path d="M3 24h9M36 24h9M12 18v12M36 18v12"/><path class="l" d="M27 5L15 26h8l-3 17 13-22h-8z"/>',
    "railing": '<path d="M4 13h40M4 42h40M10 13v29M20 13v29"/><path class="x" d="M31 13c-4 9 6 12 2 19"/>'
    '<path d="M40 13v29"/>',
    "roof": '<path d="M3 23L24 6l21 17"/><path class="l" d="M15 27c4 5 4 9 0 10-4-1-4-5 0-10zM33 27c4 5 4 9 0 '
    '10-4-1-4-5 0-10zM24 33c4 5 4 9 0 10-4-1-4-5 0-10z"/>',
    "waste": '<path class="l" d="M10 14h28l-3 30H13z"/><path d="M5 14h38M18 14V7h12v7M20 22v14M28 22v14"/>',
    "drain": '<path d="M5 7h38v14H5zM13 7v14M21 7v14M29 7v14M37 7v14"/>'
    '<path class="l" d="M5 30c6-5 7 5 13 0s7 5 13 0 6 4 12 0v13H5z"/>',
    "stairs": '<path class="l" d="M5 43v-9h10v-9h10v-9h9V7h9v36z"/>',
    "corridor": '<path d="M4 5h40v38H4zM4 5l14 12M44 5L30 17M4 43l14-9M44 43l-14-9"/>'
    '<path class="l" d="M18 17h12v17H18z"/>',
    "lobby": '<path d="M3 13h42M7 13v30h34V13M10 6h28"/><path class="l" d="M16 22h16v21H16z"/><path d="M24 22v21"/>',
    "hall": '<path d="M3 20L24 6l21 14zM7 20v23h34V20M14 26v17M34 26v17"/><path class="l" d="M20 29h8v14h-8z"/>',
    "playground": '<path d="M4 43L13 6h22l9 37M19 6v25M29 6v25"/><path class="l" d="M15 31h18v6H15z"/>',
    "pump": '<path d="M3 38h9M36 38h9M24 19V8h16"/><circle class="l" cx="24" cy="31" r="12"/>'
    '<path d="M24 31l6-5M24 31l-2 7M24 31l-6-4"/>',
    "tank": '<path d="M9 10h30v24H9z"/><path class="l" d="M9 20h30v14H9z"/><path d="M15 34v10M33 34v10M20 10V4h8v6"/>',
    "gas": '<path class="l" d="M13 19c0-6 22-6 22 0v24H13z"/><path d="M20 14V6h8v8M16 6h16M13 31h22"/>',
    "fire": '<path class="l" d="M26 4c1 10 11 13 11 25a13 13 0 0 1-26 0c0-7 4-10 5-16 4 2 5 5 5 8 4-4 5-10 5-17z"/>',
    "other": '<path class="f" d="M6 20h9v9H6zM19.500 20h9v9h-9zM33 20h9v9h-9z"/>',
    # what can be done
    "report": '<path class="l" d="M42 13l-7 6-6-6 7-7a12 12 0 0 0-17 15L5 36l7 7 15-14a12 12 0 0 0 15-16z"/>',
    "phone": _PHONE,
    "camera": '<path d="M4 14h9l5-7h12l5 7h9v28H4z"/><circle class="l" cx="24" cy="26" r="8"/>',
    "check": '<path d="M7 25l11 12L41 11"/>',
    "cross": _CROSS,
    "people": '<circle cx="34" cy="14" r="6"/><path d="M35 26c7 1 10 7 10 16"/>'
    '<circle class="l" cx="16" cy="17" r="7"/><path class="l" d="M3 43c0-20 26-20 26 0z"/>',
    "person": '<circle class="l" cx="24" cy="15" r="9"/><path class="l" d="M7 44c0-24 34-24 34 0z"/>',
    "share": '<path class="l" d="M28 6l16 15-16 14v-9C16 25 9 31 5 41 5 26 13 15 28 15z"/>',
    "print": '<path d="M13 18V5h22v13M13 36H5V18h38v18h-8"/><path class="l" d="M13 28h22v15H13z"/>',
    "search": '<circle class="l" cx="20" cy="20" r="14"/><path d="M31 31l13 13"/>',
    "edit": '<path class="l" d="M31 8l9 9-25 25-11 2 2-11z"/><path d="M26 13l9 9"/>',
    "undo": '<path d="M16 8L6 18l10 10M8 18h22a11 11 0 0 1 0 22H16"/>',
    "download": '<path d="M24 5v25M13 20l11 11 11-11"/><path class="l" d="M5 35h38v8H5z"/>',
    "upload": '<path d="M24 31V6M13 17L24 6l11 11"/><path class="l" d="M5 35h38v8H5z"/>',
    "add": '<path d="M24 6v36M6 24h36"/>',
    "go": '<path d="M6 24h34M28 11l13 13-13 13"/>',
    "signout": '<path d="M28 5H8v38h20"/><path class="l" d="M31 14l11 10-11 10v-7H19v-6h12z"/>',
    "listen": _SPEAKER,
    "send": '<path class="l" d="M4 22L44 5 33 43 22 29z"/><path d="M44 5L22 29"/>',
    "filter": '<path class="l" d="M5 7h38L29 25v17l-10-6V25z"/>',
    # what it is about
    "calendar": '<path d="M6 9h36v34H6zM14 4v9M34 4v9"/><path class="l" d="M6 9h36v10H6z"/>'
    '<path class="f" d="M27 27h8v8h-8z"/>',
    "clock": '<circle class="l" cx="24" cy="24" r="19"/><path d="M24 12v13l9 5"/>',
    "home": '<path d="M4 24L24 6l20 18M9 20v23h30V20"/><path class="l" d="M18 27h12v16H18z"/>',
    "lock": '<path d="M14 21v-6a10 10 0 0 1 20 0v6"/><path class="l" d="M8 21h32v22H8z"/><path d="M24 29v6"/>',
    "mask": '<path class="l" d="M4 15c13-6 27-6 40 0 0 13-6 20-13 20-4 0-5-4-7-4s-3 4-7 4C10 35 4 28 4 15z"/>'
    '<path d="M12 22h7M29 22h7"/>',
    "shield": '<path class="l" d="M24 4l18 7v12c0 11-7 17-18 21C13 40 6 34 6 23V11z"/><path d="M16 24l6 7 11-13"/>',
    "key": '<circle class="l" cx="15" cy="33" r="10"/><path d="M22 26L42 6M34 14l7 7M29 19l4 4"/>',
    "card": '<path d="M4 9h40v30H4z"/><path class="l" d="M10 16h12v12H10z"/><path d="M28 17h10M28 25h10M10 34h28"/>',
    "book": '<path class="l" d="M24 11C18 6 11 6 4 8v32c7-2 14-2 20 3z"/>'
    '<path d="M24 11c6-5 13-5 20-3v32c-7-2-14-2-20 3z"/>',
    "question": '<circle class="l" cx="24" cy="24" r="20"/><path d="M17 19c0-9 14-9 14 0 0 5-7 5-7 10"/>'
    '<path class="f" d="M22 33h4.500v4.500H22z"/>',
    "megaphone": '<path class="l" d="M5 19h9l24-12v34L14 29H5z"/><path d="M13 29l3 14h7l-3-12"/>',
    "list": '<path class="l" d="M5 7h9v9H5zM5 20h9v9H5zM5 33h9v9H5z"/><path d="M21 11h22M21 24h22M21 37h22"/>',
    "money": '<path d="M4 11h40v26H4zM11 20v8M37 20v8"/><circle class="l" cx="24" cy="24" r="7"/>',
    "ballot": '<path class="l" d="M15 4h18v23H15z"/><path d="M19 14l4 4 6-7M5 27h38v16H5z"/>',
    "basket": '<path class="l" d="M5 20h38l-4 23H9z"/><path d="M12 20l8-15M36 20L28 5M19 28v8M29 28v8"/>',
    "building": '<path d="M9 5h30v38H9z"/><path class="f" d="M15 11h6v6h-6zM27 11h6v6h-6zM15 22h6v6h-6z"/>'
    '<path class="l" stroke-width="0" d="M27 22h6v6h-6z"/><path d="M20 43v-8h8v8"/>',
    "estate": '<path d="M3 43h42M6 43V18h14v25M28 43V8h14v35M20 43V28h8"/>'
    '<path class="l" stroke-width="0" d="M10 23h6v6h-6zM32 14h6v6h-6z"/>'
    '<path class="f" d="M10 33h6v5h-6zM32 25h6v6h-6z"/>',
    "offline": '<path class="l" d="M13 38a9 9 0 0 1 0-18 12 12 0 0 1 23-1 10 10 0 0 1 0 19z"/>'
    '<path class="x" d="M9 7l31 36"/>',
    "phone_queue": '<path d="M12 3h24v42H12z"/><path class="l" d="M18 11h12v18H18z"/><path d="M21 38h6"/>',
    "warning": '<path class="l" d="M24 5l21 38H3z"/><path d="M24 18v12"/><path class="f" d="M22 34h4.500v4.500H22z"/>',
    "info": '<circle class="l" cx="24" cy="24" r="20"/><path d="M24 22v13"/>'
    '<path class="f" d="M21.800 12h4.500v4.500h-4.500z"/>',
    "promise": '<path d="M6 9h36v34H6zM14 4v9M34 4v9"/><path class="l" d="M6 9h36v34H6z"/><path d="M15 27l7 8 13-15"/>',
    "chart": '<path d="M5 5v38h38"/><path class="l" d="M12 27h7v16h-7zM23 18h7v25h-7zM34 9h7v34h-7z"/>',
    "place": '<path class="l" d="M24 44C14 32 9 26 9 19a15 15 0 0 1 30 0c0 7-5 13-15 25z"/>'
    '<circle cx="24" cy="19" r="5"/>',
    "bell": '<path class="l" d="M24 6a12 12 0 0 0-12 12v11l-6 8h36l-6-8V18A12 12 0 0 0 24 6z"/><path d="M19 43h10"/>',
    "mail": '<path class="l" d="M4 10h40v29H4z"/><path d="M4 11l20 16 20-16"/>',
    "eye": '<path class="l" d="M3 24c10-17 32-17 42 0-10 17-32 17-42 0z"/><circle cx="24" cy="24" r="6"/>',
    "label": '<path d="M5 5h38v38H5z"/><path class="l" d="M11 11h10v10H11zM27 11h10v10H27zM11 27h10v10H11z"/>'
    '<path class="f" d="M27 27h4v4h-4zM33 33h4v4h-4zM33 27h4v3h-4zM27 34h3v3h-3z"/>',
    "tools": '<path class="l" d="M5 20h38v23H5z"/><path d="M16 20v-9h16v9M5 30h38M24 27v6"/>',
}

#: The words people think in, for the same drawings.
ALIASES = {
    "wrench": "report",
    "cleaning": "dirty",
    "leak": "roof",
    "not_yet": "cross",
    "no": "cross",
    "yes": "check",
    "me_too": "people",
    "anonymous": "mask",
    "private": "lock",
    "play_aloud": "listen",
    "read_aloud": "listen",
    "stuck": "trapped",
    "help": "question",
    "lamp": "light",
    "sign_out": "signout",
}


@cache
def icon(name: str, label: str = "") -> SafeString:
    """The icon as inline SVG. Raises KeyError for a name that was never drawn."""
    slug = name.replace("-", "_")
    drawing = mark_safe(ICONS[ALIASES.get(slug, slug)])
    if label:
        return format_html('<svg class="i" viewBox="0 0 48 48" role="img" aria-label="{}">{}</svg>', label, drawing)
    return format_html('<svg class="i" viewBox="0 0 48 48" aria-hidden="true">{}</svg>', drawing)
