"""A forecast's form as it was sent: what a browser gives, as what the rules ask for."""

from __future__ import annotations

from django.http import QueryDict

from uppsikt.rounds.answer_rules import Answer
from uppsikt.rounds.selectors import KeptDraft

SEEN = "sett-"
"""How the names of the hidden fields begin that tell what the suggestions were on the page."""


def answer_of(sent: QueryDict) -> Answer:
    """The answer; what no form of ours sends counts as not sent."""
    seen = {
        name.removeprefix(SEEN): value
        for name in sent
        if name.startswith(SEEN) and (value := whole(sent.get(name, ""))) is not None
    }
    return Answer(
        way=sent.get("val", "")[:20],
        typed=sent.get("belopp", "").strip(),
        comment=sent.get("varfor", "").replace("\r\n", "\n").replace("\0", ""),
        seen=seen,
        meant=_meant(sent.get("menat", "")),
    )


def is_same(saved: KeptDraft, answer: Answer) -> bool:
    """Whether what is saved is what the answer says."""
    return (saved.way, saved.typed, saved.comment) == (answer.way, answer.typed, answer.comment)


def whole(text: str) -> int | None:
    """A whole number of ours, None for anything else."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 18):
        return None
    return int(text)


def meant_text(typed: str, net: int) -> str:
    """What a button sends that confirms an amount (öre) for the text that it was asked about."""
    return f"{net}|{typed}"


def _meant(text: str) -> tuple[str, int] | None:
    net, mark, typed = text.partition("|")
    value = whole(net)
    return None if not mark or value is None else (typed, value)
