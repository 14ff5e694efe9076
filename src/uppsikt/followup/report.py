"""A whole report from its facts: figures, tables and document. Knows nothing of the database."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property

from uppsikt.documents import Document, Table
from uppsikt.documents.look import OWN_LOOK, Look
from uppsikt.figures import FigureBook, month_name
from uppsikt.followup.basis.facts import Facts
from uppsikt.followup.book import rules
from uppsikt.followup.book.computed import Computed, Earlier, compute
from uppsikt.followup.forms import annual as _annual_form  # noqa: F401  (registers the form)
from uppsikt.followup.forms import budget as _budget_form  # noqa: F401  (registers the form)
from uppsikt.followup.forms import standard as _standard_forms  # noqa: F401  (registers the forms)
from uppsikt.followup.forms.form import Form, form_of
from uppsikt.followup.forms.templates import PLACE, arranged, blocks_of
from uppsikt.followup.last_year.tables import bridge_blocks
from uppsikt.followup.tables.accruals import accrual_blocks
from uppsikt.followup.tables.late import late_blocks
from uppsikt.followup.words.binding import Naming, references, relation_asked
from uppsikt.followup.words.prose import bind


@dataclass(frozen=True)
class Report:
    """A report: the figures it rests on and the document that it became."""

    form: Form
    figures: Computed
    document: Document

    @property
    def book(self) -> FigureBook:
        """The exact figures, in öre."""
        return self.figures.exact

    @property
    def printed(self) -> FigureBook:
        """The printed figures: whole tkr, held as öre."""
        return self.figures.printed

    @cached_property
    def content(self) -> str:
        """A fingerprint of all that the document says: texts, tables and pictures, not its look."""
        said = replace(self.document, look=OWN_LOOK)
        return hashlib.sha256(repr(said).encode()).hexdigest()

    @property
    def mark(self) -> str:
        """A fingerprint of the document as it is written: what it says, and its look."""
        return hashlib.sha256(
            f"{self.content}{self.document.look.fingerprint}".encode()
        ).hexdigest()

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables of figures, also those that the document says in words."""
        return (*self.document.tables(), *self.document.data)

    def table(self, key: str) -> Table:
        """The table with the key; raises KeyError."""
        for table in self.tables:
            if table.key == key:
                return table
        raise KeyError(key)


def compose(
    facts: Facts, form: str, *, earlier: Earlier | None = None, look: Look = OWN_LOOK
) -> Report:
    """Make the report of the facts in a form, in a look whose texts the facts hold.

    `earlier` holds what earlier reports printed, which is kept where it can stand.
    Raises UnknownForm, Contradiction, and TextFault for a text that names what is not.
    """
    chosen = form_of(form)
    figures = figures_of(facts, earlier)
    bound = [bind(one, figures, 2) for one in facts.sections if one.place == PLACE]
    layout = arranged(chosen.layout(figures), look.sections_of(form), bound)
    bridge, moves = bridge_blocks(figures)
    last = facts.month.last_day
    document = Document(
        title=chosen.title_of(facts.month),
        subtitle=facts.committee_name,
        author=facts.author or facts.committee_name,
        date=f"läget den {last.day} {month_name(last.month)} {last.year}",
        period_text=facts.to_date.text,
        blocks=(*blocks_of(layout), *accrual_blocks(facts), *late_blocks(facts), *bridge),
        identifier=f"{facts.committee}-{facts.month}-{form}-{facts.fingerprint[:16]}",
        data=(*layout.data, *moves),
        look=look,
    )
    return Report(chosen, figures, document)


def figures_of(facts: Facts, earlier: Earlier | None = None) -> Computed:
    """The figures of a report and those that its texts ask for besides, settled together.

    Raises Contradiction, and TextFault for a text that names what is not.
    """
    naming = Naming(facts.known_lines, facts.groups)
    asked = [
        relation
        for section in facts.sections
        for reference in references(section, naming)
        if (relation := relation_asked(reference, facts)) is not None
    ]
    return compute(facts, (*rules.relations(facts), *asked), earlier)
