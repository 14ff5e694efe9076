"""``python -m tools.kills.mail_server FILE``: takes letters, and writes which came from whom.

It tells its port on standard output. As servers do, it thinks before it says that a letter is
taken: then a sender that dies does not know.
"""

from __future__ import annotations

import asyncio
import sys
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

_THINKS = 0.01
"""Seconds between a letter's last byte and the answer."""


class _Taken:
    """Writes a line for each letter: who sent it, and its number."""

    def __init__(self, file: Path) -> None:
        self._file = file

    async def handle_DATA(  # noqa: N802 - what aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        letter = message_from_bytes(envelope.original_content or b"")
        with self._file.open("a") as file:
            file.write(f"{envelope.mail_from} {letter['Message-ID']}\n")
        await asyncio.sleep(_THINKS)
        return "250 OK"


async def _serve(file: Path) -> None:
    loop = asyncio.get_running_loop()
    handler = _Taken(file)
    server = await loop.create_server(lambda: SMTP(handler), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1])))
