"""From documents to statements: what they are about, what their tables and sentences say."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from uppsikt.figures import Period
from uppsikt.reading import Block, Document, Heading, Table
from uppsikt.review.about import UNKNOWN, About, about, line_of
from uppsikt.review.lexicon.subjects import Wordbook, activities_of
from uppsikt.review.lexicon.vocabulary import Labels
from uppsikt.review.material import Material, Reviewed
from uppsikt.review.model import Statement
from uppsikt.review.sentences.claim import Claim
from uppsikt.review.sentences.claims import claims_of
from uppsikt.review.sentences.counts import count_statements
from uppsikt.review.sentences.prose import money_statements
from uppsikt.review.sentences.setting import headline, settings, titled
from uppsikt.review.tables.cells import Context, statements_of
from uppsikt.review.tables.grid import Grid
from uppsikt.review.tables.settling import settle_table


def gather(documents: Sequence[Document], earlier: Sequence[Document] = ()) -> Material:
    """What the documents under review state, and the earlier ones that they are held against.

    The labels of all documents are keyed together, so that an activity has one key however its
    label was broken over lines. Earlier documents count on after those under review.
    """
    labels = Labels(_labels((*documents, *earlier)))
    every = [_reviewed(index, one, labels) for index, one in enumerate((*documents, *earlier))]
    return Material(every[: len(documents)], every[len(documents) :])


def _labels(documents: Sequence[Document]) -> Iterator[str]:
    for document in documents:
        for table in document.tables:
            for row in table.rows:
                yield row.label.text
                yield from (text.text for text in row.under)


def _reviewed(index: int, document: Document, labels: Labels) -> Reviewed:
    """One document with its tables settled, its cells' statements and its sentences'."""
    found = about(document)
    document = _settled(document, found)
    periods = _periods(document, found)
    pairs = zip(document.tables, periods, strict=True)
    grids = [Grid(index, table, period) for table, period in pairs]
    cells = _cells(document, found, grids, periods, labels)
    prose: list[Statement] = []
    claims: list[Claim] = []
    for setting in settings(index, document, found, cells):
        prose.extend(money_statements(setting))
        prose.extend(count_statements(setting))
        claims.extend(claims_of(setting))
    return Reviewed(
        index=index,
        document=document,
        committee=found.committee,
        period=found.main,
        statements=(*cells, *prose),
        about=found,
        claims=tuple(claims),
        periods=periods,
        plain_grids=tuple(grids),
    )


def _settled(document: Document, found: About) -> Document:
    """The document with rows that could be split in several ways settled, or moved to the
    unread ones of their table."""
    if not any(row.others for table in document.tables for row in table.rows):
        return document
    periods = iter(_periods(document, found))
    blocks: list[Block] = [
        settle_table(block, next(periods))[0] if isinstance(block, Table) else block
        for block in document.blocks
    ]
    return replace(document, blocks=tuple(blocks))


def _cells(
    document: Document,
    found: About,
    grids: Sequence[Grid],
    periods: Sequence[Period | None],
    labels: Labels,
) -> list[Statement]:
    """The statements of all tables.

    A table in the section of an activity that other tables name is of that activity, unless it
    names several activities itself.
    """
    headings, captions = _headings(document)
    committee = found.committee or UNKNOWN
    tables = document.tables
    plain = [
        statements_of(
            number,
            table,
            Context(grid.file, committee, periods[number], labels, caption=captions[number]),
            grid,
        )
        for number, (table, grid) in enumerate(zip(tables, grids, strict=True))
    ]
    wordbook = Wordbook(found.committee, activities_of(one for row in plain for one in row), ())
    cells: list[Statement] = []
    for number, table in enumerate(tables):
        named = wordbook.of_heading(headings[number])
        if named is None or len(activities_of(plain[number])) > 1:
            cells.extend(plain[number])
            continue
        context = Context(
            grids[number].file,
            committee,
            periods[number],
            labels,
            named.activity,
            captions[number],
        )
        cells.extend(statements_of(number, table, context, grids[number]))
    return cells


def _headings(document: Document) -> tuple[list[str], list[str]]:
    """The words of the heading that each table stands under, and of the caption right above it.

    A short line of its own that is no sentence heads what follows it as a heading does.
    """
    headings: list[str] = []
    captions: list[str] = []
    heading = caption = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            heading, caption = block.sentence.text.text, ""
        elif isinstance(block, Table):
            headings.append(heading)
            captions.append(caption)
            caption = ""
        else:
            caption = headline(block)
            heading = titled(block) or heading
    return headings, captions


def _periods(document: Document, found: About) -> tuple[Period | None, ...]:
    """The period that the report around each table is about."""
    periods: list[Period | None] = []
    line = 0
    for block in document.blocks:
        if isinstance(block, Heading):
            line = line_of(block.sentence.text) or line
        elif isinstance(block, Table):
            line = _line_of_table(block) or line
            periods.append(found.period(line))
    return tuple(periods)


def _line_of_table(table: Table) -> int | None:
    """The first line of a table that is known."""
    texts = (table.title, table.corner, *(row.label for row in table.rows))
    return next((line for text in texts if (line := line_of(text)) is not None), None)
