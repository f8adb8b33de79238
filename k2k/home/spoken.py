"""The forty sentences that are worth a voice: what a resident who reads little needs to hear, page by page.

Each is the English of a sentence on that page, to the letter: the button says those that stand there. The slug is the
name of the recording. docs/how-to/operator.md tells where recordings are put.
"""

SPOKEN: dict[str, dict[str, str]] = {
    "start": {
        "our-home": "Our home, run by all of us together.",
        "choose-perumahan": "Choose your perumahan",
        "lit-windows": "One lit window, one home with a card. Windows fill from the left; they show nobody's home.",
        "which-lift": "Which lift works now",
        "from-neighbours": "From neighbours' reports. A lift nobody reported counts as working.",
        "fixed-now": "Fixed now?",
        "what-was-promised": "What was promised",
        "confirmed": "Confirmed by neighbours",
    },
    "place": {
        "where": "Where is it?",
        "label": "Is there a label there?",
        "which-block": "Which block?",
    },
    "report": {
        "what-is-wrong": "What is wrong here?",
        "no-need": "No need to register. Your name is not shown.",
        "only-your-home": "Only your home, the office and who repairs it see this report.",
        "already-reported": "Already reported here",
        "something-else": "Something else?",
        "trapped": "Is somebody trapped inside?",
        "telephone-first": "Telephone first.",
        "fire-or-gas": "Fire, or a smell of gas?",
        "leave-first": "Leave first, then telephone.",
        "keep-away": "Keep away, keep children away, then telephone.",
        "one-window": "Every home that presses lights one window. The more, the sooner its turn.",
        "one-window-card": (
            "Every home that presses with its card lights one window. Without a card you are counted apart."
        ),
        "another-fault": "Is yours another fault?",
    },
    "received": {
        "received": "We have received it",
        "window-lit": "Your window is lit",
        "counted": "Thank you, you are counted",
        "first": "You are the first to say so.",
        "what-next": "What happens next",
        "home-is-told": "Your home is told here, in its messages, at every step until it is fixed.",
        "keep-link": "Keep this link",
        "link-only-here": (
            "It is shown here only. Whoever has it sees this report; without it, nobody knows that it is yours."
        ),
    },
    "issue": {
        "is-it-fixed": "Is it fixed?",
        "answer-decides": "Your answer decides.",
        "answer-not-counted": "Your answer is shown, but not counted.",
        "no-date-yet": "No date yet: nobody has accepted it.",
        "what-happened": "What has happened",
        "said-me-too": "You have said “me too”.",
    },
    "board": {
        "board": "Board of promises",
        "date-appears": "When a body gives a date for a repair, it appears here at once.",
    },
}
