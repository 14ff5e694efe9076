"""The table of addresses and roles as text, and as the page of the documentation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from uppsikt.web.rights_table import ROLES, Row, rows

LEAD = """\
# Rättigheter

Vad var och en möter på varje adress. Tabellen skrivs av `uppsikt rights --markdown` och följer av
programmets enda tabell över rättigheter; ett test besöker varje adress i varje roll, i den egna
nämnden och i en annan, och jämför svaren med den.

- **allt**: sidan visas.
- **delar**: sidan visas utan det som står under *Döljer*.
- **det egna**: bara det som är ens eget eller den egna nämndens visas; annat finns inte.
- **logga in**: den som inte har loggat in leds till inloggningen.
- **nej**: sidan visas inte.

Två ord med snedstreck är den egna nämnden (för en chef: den egna verksamheten) och en annan.
Revisor och administratör har sin roll i alla nämnder. Den som har ett konto utan roll läser som
allmänheten. Kommandon gör den som har datorn, med alla rättigheter.

"""


def printed(*, markdown: bool) -> str:
    """What `uppsikt rights` prints."""
    table = tuple(rows())
    return "\n".join(_markdown(table) if markdown else _text(table))


def _heads() -> tuple[str, ...]:
    return tuple(role.value[:1].upper() + role.value[1:] for role in ROLES)


def _text(table: Sequence[Row]) -> Iterator[str]:
    """A paragraph an address: a table of eleven columns fits no window."""
    heads = _heads()
    for row in table:
        hides = f", döljer {row.hides}" if row.hides else ""
        yield f"{row.route}  kräver: {row.asks}{hides}"
        said: dict[str, list[str]] = {}
        for head, cell in zip(heads, row.cells, strict=True):
            said.setdefault(cell, []).append(head.lower())
        yield from (f"  {cell}: {', '.join(who)}" for cell, who in said.items())


def _markdown(table: Sequence[Row]) -> Iterator[str]:
    heads = ("Adress", "Kräver", "Döljer", *_heads())
    yield LEAD + f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in table:
        cells = (f"`{row.route}`", row.asks, row.hides, *row.cells)
        yield f"| {' | '.join(cells)} |"
