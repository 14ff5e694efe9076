"""How often somebody may try a password or a code, and ask for a mail: pure decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Limit:
    """At most `most` attempts within `window`. `name` is kept with them."""

    name: str
    most: int
    window: timedelta

    def wait(self, earlier: Sequence[datetime], now: datetime) -> timedelta:
        """How long to wait before one more attempt; zero if it may be made now.

        An attempt counts until it is as old as the window, and not after.
        """
        counted = sorted(at for at in earlier if at > now - self.window)
        if len(counted) < self.most:
            return timedelta(0)
        return counted[-self.most] + self.window - now


_QUARTER, _HOUR, _DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)

# Whoever guesses from one place is stopped soon, and a guesser with many places later. The owner
# of the account, at another place, is not locked out by the first of them. A whole town hall may
# share one address.
GUESS_HERE = Limit("konto från adress", 5, _QUARTER)
GUESS_ACCOUNT = Limit("konto", 20, _QUARTER)
GUESS_ADDRESS = Limit("adress", 60, _QUARTER)

# A mail is asked for now and then, and must not fill anybody's inbox.
MAIL_ACCOUNT = Limit("brev till konto", 3, _HOUR)
MAIL_ADDRESS = Limit("brev från adress", 20, _HOUR)

# Whoever is asked for a code has the password already: thirty guesses a day at one of a million.
GUESS_CODE = Limit("kod till konto", 30, _DAY)

# A code is seen by whoever stands beside, and holds for a minute and a half: it is used once.
CODE_USED = Limit("använd kod", 1, timedelta(minutes=3))

LONGEST = _DAY
"""No attempt is counted when it is older than this."""
