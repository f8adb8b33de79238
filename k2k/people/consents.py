"""What people agree to, in words: per purpose three short sentences, said the same on screen, on paper and aloud.

A sentence that changes its meaning needs a new version: what somebody agreed to stays what they were told. The test
holds the fingerprint of every version. Asked is only what an installed app uses: it says so in the registry's slot
"consent_purpose", under the purpose, with what it does.
"""

import hashlib
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from k2k.core import registry


@dataclass(frozen=True)
class ConsentText:
    """One purpose: what we keep, who may see it, how to stop."""

    purpose: str
    version: str
    title: str | Promise
    keeps: str | Promise
    sees: str | Promise
    stop: str | Promise

    @property
    def sentences(self) -> tuple[str | Promise, ...]:
        """The three sentences, in the order in which they are read out."""
        return self.keeps, self.sees, self.stop

    def fingerprint(self) -> str:
        """A short hash of the words in the active language."""
        words = "\n".join(str(sentence) for sentence in (self.title, *self.sentences))
        return hashlib.sha256(words.encode()).hexdigest()[:16]


#: Said before any of them.
FREE = _("You may say no. You lose nothing by it.")

TEXTS = {
    text.purpose: text
    for text in (
        ConsentText(
            "household",
            "1",
            _("Your name in K2K"),
            _("We keep the name you want to be called by and the language you read."),
            _("Only your own home sees it; the owner and the office never see who lives here."),
            _("Press Stop or tell the mobiliser, and your name is erased."),
        ),
        ConsentText(
            "notices",
            "2",
            _("Messages to you"),
            _("We write to you about your block and what you reported."),
            _("Only your own home sees these messages; the owner and the office never do."),
            _("Press Stop or tell the mobiliser, and they end; you still hear about your card, PIN and data."),
        ),
        ConsentText(
            "survey",
            "1",
            _("Questions at the door"),
            _("We keep the answers you give."),
            _("Only the survey team sees them, others see totals; the owner and the office never see your answers."),
            _("Press Stop or tell the mobiliser, and we no longer use your answers."),
        ),
        ConsentText(
            "aid",
            "1",
            _("Aid"),
            _("We keep what the aid form asks, the last four digits of your IC and a secret code made from it."),
            _("Only those who give the aid see it; the owner and the office never do."),
            _("Press Stop or tell the mobiliser, and your IC digits are deleted."),
        ),
        ConsentText(
            "photo",
            "1",
            _("Photos of you"),
            _("We keep photos in which you can be recognised."),
            _("Everyone may see them, without your name; the owner and the office never see your household's data."),
            _("Press Stop or tell the mobiliser, and we take them down."),
        ),
        ConsentText(
            "directory",
            "1",
            _("What you can do for neighbours"),
            _("We keep what you offer, such as sewing, cooking or repairs."),
            _("Neighbours see your name and your offer; the owner and the office never see your household's data."),
            _("Press Stop or tell the mobiliser, and you are taken off the list."),
        ),
    )
}


#: What a home agrees to by its card, for all of it: it may have nobody's name in K2K.
SMS = ConsentText(
    "sms",
    "1",
    _("News by text message"),
    _("We keep one phone number of your home, locked away, and send short words about your reports to it."),
    _("The company that carries them sees number and words; the owner and the office never see either."),
    _("Press Stop or tell the mobiliser, and the number is erased."),
)


def asked() -> list[ConsentText]:
    """The purposes that an installed app uses, in the order of TEXTS."""
    return [text for purpose, text in TEXTS.items() if registry.get("consent_purpose", purpose)]
