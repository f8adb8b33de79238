"""Browsers for the screens' tests: a real client, signed in as somebody, reading one language."""

from io import BytesIO
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from k2k.core.accounts.models import Account
from k2k.core.actors import Actor


def browser(actor: Actor | None = None, lang: str = "en", device: str = "", **given) -> Client:
    """A browser of `actor`: an account (past its one-time code), a card, or nobody on a phone of their own."""
    client = Client(**given)
    client.cookies["lang"] = lang
    client.cookies["device"] = device or uuid4().hex
    if actor is not None and actor.kind == "account":
        Account.objects.filter(pk=actor.account.pk).update(is_demo=True)
        client.force_login(Account.objects.get(pk=actor.account.pk))
    elif actor is not None:
        session = client.session
        session["card"] = int(actor.key.split(":")[1])
        session.save()
        client.cookies["sessionid"] = session.session_key or ""
    return client


def photo(name: str = "a.jpg", colour: str = "#654") -> SimpleUploadedFile:
    """A sound photograph."""
    out = BytesIO()
    Image.new("RGB", (80, 100), colour).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def send(client: Client, url: str, **data):
    """POST a form as the page would: with an id of its own."""
    return client.post(url, {"client_id": str(uuid4()), **data})


def page(response) -> str:
    """What was answered, as text."""
    return response.content.decode()
