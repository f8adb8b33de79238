"""Phones that send reports to a running server and do not give up: what each was promised, and what came of it."""

import http.cookiejar
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass, field

#: An answer that somebody on a busy machine still waits for (seconds).
PATIENCE = 30


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer: "received"."""

    def redirect_request(self, *_words):
        return None


@dataclass
class Phone:
    """A browser without a card: it keeps cookies, and each report keeps its id until it is acknowledged."""

    url: str
    label: str
    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar, repr=False)

    def ask(self, path: str, **fields: str) -> tuple[int, str]:
        """Status and page, or the address a redirect names; 0 where nobody answers."""
        opener = urllib.request.build_opener(_Stay, urllib.request.HTTPCookieProcessor(self.jar))
        body = urllib.parse.urlencode(fields).encode() if fields else None
        try:
            with opener.open(self.url + path, body, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers.get("Location") or error.read().decode()
        except OSError:
            return 0, ""

    def send(self, text: str, once: str) -> int:
        """Send one report under its id; the status, 303 where it was acknowledged."""
        if not self._token():
            self.ask(f"/lapor/{self.label}/?fault=light&lain=1")
        fields = {"fault": "light", "channel": "qr", "text": text, "client_id": once}
        return self.ask(f"/lapor/{self.label}/", csrfmiddlewaretoken=self._token(), **fields)[0]

    def _token(self) -> str:
        return next((cookie.value or "" for cookie in self.jar if cookie.name == "csrftoken"), "")


@dataclass
class Crowd:
    """Phones at work beside each other. `acknowledged` are the reports for which somebody read "received"."""

    url: str
    label: str
    phones: int
    each: int
    name: str
    acknowledged: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    threads: list[threading.Thread] = field(default_factory=list)
    deadline: float = 0.0

    def start(self) -> None:
        """Let them begin; each sends its reports one after the other, again until it is acknowledged."""
        self.deadline = time.monotonic() + 120 + 2 * len(self.sent)
        for number in range(self.phones):
            self.threads.append(threading.Thread(target=self._use, args=(number,), daemon=True))
            self.threads[-1].start()

    def finish(self) -> None:
        """Wait for all of them. Raises AssertionError unless every report was acknowledged."""
        for thread in self.threads:
            thread.join()
        assert sorted(self.acknowledged) == self.sent

    def _use(self, number: int) -> None:
        phone = Phone(self.url, self.label)
        for one in range(self.each):
            text, once = f"{self.name} {number}-{one}", str(uuid.uuid4())
            while time.monotonic() < self.deadline:
                status = phone.send(text, once)
                self.answers.append(status)
                if status == 303:
                    self.acknowledged.append(text)
                    break
                time.sleep(0.1)
            time.sleep(0.05)

    @property
    def sent(self) -> list[str]:
        """The words of every report that the crowd means to make."""
        return sorted(f"{self.name} {number}-{one}" for number in range(self.phones) for one in range(self.each))

    def wait_for(self, acknowledged: int) -> None:
        """Until so many have been acknowledged."""
        while len(self.acknowledged) < acknowledged and time.monotonic() < self.deadline:
            time.sleep(0.02)

    def wait_for_answers(self, number: int) -> None:
        """Until so many answers came, whatever they say."""
        while len(self.answers) < number and time.monotonic() < self.deadline:
            time.sleep(0.02)
