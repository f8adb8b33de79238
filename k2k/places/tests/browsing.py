"""How the tests of this app open its pages: in English, by the name of the page."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from k2k.core.nodes import Node


def get(client: Client, name: str, *args, **query):
    return client.get(reverse(f"places:{name}", args=args), query)


def post(client: Client, page: str, *args, **data):
    return client.post(reverse(f"places:{page}", args=args), data)


def send(client: Client, site: Node, content: bytes, name: str = "daftar.xlsx", **more):
    return post(client, "register", site.code, upload=SimpleUploadedFile(name, content), **more)


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())
