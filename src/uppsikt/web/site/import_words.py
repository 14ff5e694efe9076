"""What the command's texts say of its options, as a page says it of its fields."""

from __future__ import annotations

_ON_A_PAGE = (
    ("läs in den ändå med --accept: då noteras", "läs in den ändå: då noteras"),
    ("eller godta med --accept", "eller kryssa i att filen ska läsas in ändå"),
    ('Ange skälet med --reason "…".', "Ange skälet innan filen läses in."),
    ('Ange skälet med --reason "…", eller', "Ange skälet innan filen läses in, eller"),
    ("öppna perioden med uppsikt period", "öppna perioden"),
    ("Ange nämndens kortnamn med --committee.", "Välj nämnden."),
    ("Lägg till --committee KORTNAMN.", "Välj nämnden."),
    ("ange den med --committee", "välj den"),
    ("Utelämna --kind, eller ange en annan källa.", "Låt filen avgöra, eller välj en annan källa."),
    (
        "koppla dem en gång med «uppsikt columns» och läs in med --source",
        "låt den som sköter driften koppla dem en gång, och välj dem sedan under Kopplade kolumner",
    ),
    ("kör samma kommando igen", "försök igen"),
    ("kör kommandot igen", "försök igen"),
)


def on_a_page(text: str) -> str:
    """The text with what is done by an option told as what is done on the page."""
    for command, page in _ON_A_PAGE:
        text = text.replace(command, page)
    return text
