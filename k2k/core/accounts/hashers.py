"""How passwords and PINs are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class LeanArgon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two rounds and one lane (OWASP's setting), so that a few sign-ins at once fit into memory.

    Django's own setting takes 100 MiB for each sign-in that is under way.
    """

    memory_cost = 19_456
    time_cost = 2
    parallelism = 1
