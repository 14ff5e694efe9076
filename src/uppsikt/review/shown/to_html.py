"""A review as a web page that is one file: verdict, findings, and the document with its marks."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from uppsikt.figures import join_words
from uppsikt.reading import Document
from uppsikt.review import places, words
from uppsikt.review.model import Finding, Mark, Review
from uppsikt.review.registry import RULES
from uppsikt.review.shown.document_html import document_html
from uppsikt.review.shown.marking import SHORT, Stakes, anchor_of, class_of, escaped
from uppsikt.review.shown.to_text import expected
from uppsikt.review.verdict import Group, found, groups, meaning, read

_HERE = Path(__file__).parent
_FONTS = _HERE.parents[1] / "documents/static/uppsikt/fonts"
"""By path: the room of documents reads its libraries when it is imported, and none is needed."""


def render_html(review: Review) -> str:
    """The review as a whole page that needs nothing else, with a policy that lets nothing in."""
    stakes = Stakes.of(review)
    style = _style()
    return (
        '<!doctype html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escaped(found(review))} – {escaped(_names(review))}</title>\n"
        f"<style>{style}</style>\n</head>\n<body><main>\n"
        f"{_head(review)}{_findings(review, stakes)}{''.join(_documents(review, stakes))}"
        "</main></body>\n</html>\n"
    )


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@functools.cache
def _style() -> str:
    """The style sheet with its letters inside it."""
    faces = [
        f'@font-face {{ font-family: "Uppsikt Sans"; font-weight: {weight}; font-display: swap; '
        f'src: url("data:font/woff2;base64,{_inside(weight)}") format("woff2"); }}'
        for weight in (400, 600)
    ]
    sheet = re.sub(r"/\*[^*]*\*/\n?", "", (_HERE / "page.css").read_text("utf-8"))
    return "\n".join(["", *faces, sheet])


def _inside(weight: int) -> str:
    return base64.b64encode((_FONTS / f"uppsikt-sans-{weight}.woff2").read_bytes()).decode("ascii")


def _names(review: Review) -> str:
    under = len(review.documents) - review.earlier
    return join_words([document.name for document in review.documents[:under]])


def _head(review: Review) -> str:
    pages = sum(document.pages or 0 for document in review.documents)
    crumb = [_names(review)]
    if pages:
        crumb.append(f"{pages} {'sida' if pages == 1 else 'sidor'}")
    if review.earlier:
        earlier = review.documents[len(review.documents) - review.earlier :]
        crumb.append(f"jämfört med {join_words([document.name for document in earlier])}")
    return (
        f'<header class="head"><p class="crumb">{escaped(" · ".join(crumb))}</p>'
        f"<h1>{escaped(found(review))}</h1>"
        f'<p class="quiet">{escaped(read(review))}. Avrundning räknas inte som fel.</p>'
        f"{_meaning(review)}</header>\n"
    )


def _meaning(review: Review) -> str:
    """What an empty review means."""
    told = escaped(meaning(review)).replace("--against", "<code>--against</code>")
    return f'<p class="means">{told}</p>' if told else ""


def _findings(review: Review, stakes: Stakes) -> str:
    cards = [_card(group, review.documents, stakes) for group in groups(review)]
    if not cards:
        return ""
    return (
        '<section class="sheet" aria-labelledby="fynd"><h2 class="unseen" id="fynd">Fynd</h2>\n'
        f"{''.join(cards)}</section>\n"
    )


def _card(group: Group, documents: Sequence[Document], stakes: Stakes) -> str:
    anchor = anchor_of(group)
    kind = "find" if group.severity == "contradiction" else "find note"
    first, *others = group.findings
    rest = "".join(
        f"<h4>{escaped(one.message)}</h4>{_rule(one)}{_told(one, documents, stakes)}"
        for one in others
    )
    fix = f'<p class="fix">{escaped(group.diagnosis)}</p>' if group.diagnosis else ""
    return (
        f'<article class="{kind}" id="{anchor}" aria-labelledby="{anchor}-namn">'
        f'{_rule(first, f"<b>{group.name}</b> · ")}<h3 id="{anchor}-namn">'
        f"{escaped(first.message)}</h3>{_told(first, documents, stakes)}{rest}{fix}</article>\n"
    )


def _rule(finding: Finding, before: str = "") -> str:
    rule = RULES.get(finding.code)
    name = escaped(rule.name) + " · " if rule else ""
    return f'<p class="rule">{before}{name}<code>{escaped(finding.code)}</code></p>'


def _told(finding: Finding, documents: Sequence[Document], stakes: Stakes) -> str:
    """The places with their words, the values that stand nowhere, and the sum worked out."""
    items = [_place(mark, documents, stakes) for mark in finding.marks]
    items += [
        f'<li><span class="place">{escaped(value.label)}</span> <span>{escaped(value.value)}'
        "</span></li>"
        for value in finding.values
        if value.place is None
    ]
    worked = expected(finding)
    told = f"<ul>{''.join(items)}</ul>" if items else ""
    return told + (f'<p class="worked">{escaped(worked)}</p>' if worked else "")


def _place(mark: Mark, documents: Sequence[Document], stakes: Stakes) -> str:
    before, figure, after = words.parts(mark)
    kind = class_of(["short"] if len(figure) <= SHORT else [])
    marked = f"<mark{kind}>{escaped(figure)}</mark>" if figure else ""
    return (
        f'<li><a class="place" href="#{stakes.by_place[mark.place].anchor}">'
        f"{escaped(places.where(mark.place, documents))}</a> "
        f"<span>{escaped(before)}{marked}{escaped(after)}</span></li>"
    )


def _documents(review: Review, stakes: Stakes) -> Iterator[str]:
    for index, document in enumerate(review.documents):
        yield (
            f'<section class="sheet document" aria-labelledby="dokument-{index + 1}">'
            f'<h2 id="dokument-{index + 1}">{escaped(document.name)}</h2>\n'
            f"{''.join(document_html(document, index, stakes))}</section>\n"
        )
