"""The log in words: what each part of an entry's detail is called, and the log as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from uppsikt.platform.audit.rules import is_digest
from uppsikt.platform.audit.selectors import LogEntry
from uppsikt.sheets import Value, csv_bytes, harmless

DETAILS = {
    "accepted": "godtaget",
    "cells": "siffror",
    "committee": "nämnd",  # before it stood apart
    "committees": "nämnder",
    "constants": "fasta värden",
    "corrected": "rättade",
    "decision": "beslut",
    "feeds": "koder",
    "fields": "kolumner",
    "file": "fil",
    "files": "filer",
    "fingerprint": "fingeravtryck",
    "groups": "kontogrupper",
    "how": "hur",
    "kind": "slag",
    "known_at": "efter inläsning",
    "last_day": "sista dag",
    "late": "ändrat i stängd period",
    "lines": "verksamheter",
    "message": "meddelande",
    "months": "månader",
    "moves": "flyttar",
    "new": "nya",
    "number": "nummer",
    "options": "val",
    "reason": "skäl",
    "role": "roll",
    "rows": "rader",
    "sections": "avsnitt",
    "selection": "urval",
    "sign_ins": "inloggningar",
    "size": "storlek",
    "spans": "poster",
    "status": "läge",
    "token": "nyckel",
    "tokens": "nycklar",
    "version": "version",
    "year": "år",
}
"""What the parts of a detail are called. A test holds that none that is recorded lacks a word."""
_STATES = {"new": "ny", "replaced": "ersatt", "unchanged": "oförändrad", "changed": "ändrad"}
_LISTED = 10
HEADS = ("Nummer", "Tid", "Vem", "Vad", "Med vad", "Nämnd", "Väg", "Uppgifter")


def detail_words(detail: Mapping[str, object], *, whole: bool = False) -> Iterator[tuple[str, str]]:
    """The parts of a detail that say something: what each is called, and its content.

    Fingerprints are cut short and long lists too, unless it is to be told as a `whole`.
    """
    for key, value in sorted(detail.items()):
        if value not in ("", [], {}, None):
            yield DETAILS.get(key, key), _content(key, value, whole)


def _content(key: str, value: object, whole: bool) -> str:
    if key == "spans" and isinstance(value, list):
        return ", ".join("–".join(map(str, dict.fromkeys(span))) for span in value)
    if key == "status":
        return _STATES.get(str(value), str(value))
    return _text(value, whole)


def _text(value: object, whole: bool) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, Mapping):
        return _joined([f"{name}: {_text(one, whole)}" for name, one in value.items()], whole)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _joined([_text(one, whole) for one in value], whole)
    text = str(value)
    return f"{text[:12]}…" if is_digest(text) and not whole else text


def _joined(texts: Sequence[str], whole: bool) -> str:
    if whole:
        return ", ".join(texts)
    rest = len(texts) - _LISTED
    return ", ".join(texts[:_LISTED]) + (f" och {rest} till" if rest > 0 else "")


def csv_pieces(blocks: Iterable[Sequence[LogEntry]]) -> Iterator[bytes]:
    """The log as CSV, a block at a time."""
    yield csv_bytes(HEADS, ())
    for block in blocks:
        whole = csv_bytes((), [_row(one) for one in block])
        yield whole.removeprefix("\ufeff\r\n".encode())


def _row(one: LogEntry) -> list[Value]:
    detail = "; ".join(f"{name}: {text}" for name, text in detail_words(one.detail, whole=True))
    texts = (one.actor, one.verb, one.thing, ", ".join(one.committees), one.door, detail)
    return [str(one.number), f"{one.at:%Y-%m-%d %H:%M:%S}", *map(harmless, texts)]
