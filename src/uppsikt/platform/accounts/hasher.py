"""How a password is made a value that it can be compared with."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Hasher(Argon2PasswordHasher):
    """Argon2id with 46 MiB and one pass: one of the equals that OWASP advises.

    Django's own choice, 100 MiB in two passes on eight threads, takes four times the work, on
    every core of the machine at once: readers wait while somebody signs in. A password that was
    kept in another way is kept in this one from its owner's next sign-in.

    Source: OWASP, Password Storage Cheat Sheet, Argon2id (m=47104, t=1, p=1).
    """

    memory_cost = 46 * 1024  # KiB
    time_cost = 1
    parallelism = 1
