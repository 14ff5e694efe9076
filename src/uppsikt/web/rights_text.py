"""The table of addresses and roles as text, and as the page of the documentation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from uppsikt.web.rights_table import ROLES, Row, rows

LEAD = """\
# Rättigheter

Vad var och en möter på varje adress. Tabellen skrivs av `uppsikt rights --markdown` och följer av
programmets enda tabell över rättigheter. Ett test besöker varje adress och skickar varje formulär i
varje roll, i den egna nämnden och i en annan, med månaden öppen, preliminär och stängd, rapporten
lämnad och inte lämnad, utseendet valt och bara inlagt, och jämför svaren med tabellen. Den som
nekas har inte ändrat något.

- **allt**: sidan visas.
- **delar**: sidan visas utan det som står under *Döljer*.
- **det egna**: bara det som är ens eget eller den egna nämndens visas; annat finns inte, och en
  annans fil lämnas inte ut.
- **skickar**: formuläret tas emot. Raderna *formuläret* säger vem som får skicka det.
- **logga in**: den som inte har loggat in leds till inloggningen.
- **nej**: sidan visas inte, och formuläret tas inte emot.

Två ord med snedstreck är den egna nämnden (för en chef: den egna verksamheten) och en annan.
Revisor och administratör har sin roll i alla nämnder. Den som har ett konto utan roll läser som
allmänheten. Kommandon gör den som har datorn, med alla rättigheter.

"""


_FORM = ", formuläret"


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
        yield f"{row.route}{_FORM if row.is_form else ''}  kräver: {row.asks}{hides}"
        said: dict[str, list[str]] = {}
        for head, cell in zip(heads, row.cells, strict=True):
            said.setdefault(cell, []).append(head.lower())
        yield from (f"  {cell}: {', '.join(who)}" for cell, who in said.items())


def _markdown(table: Sequence[Row]) -> Iterator[str]:
    heads = ("Adress", "Kräver", "Döljer", *_heads())
    yield LEAD + f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in table:
        cells = (f"`{row.route}`{_FORM if row.is_form else ''}", row.asks, row.hides, *row.cells)
        yield f"| {' | '.join(cells)} |"
