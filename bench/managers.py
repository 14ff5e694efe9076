"""Managers who give forecasts while others read: forms opened, saved as they go, handed in."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser

from bench.visitors import Answer, Visitor

COMMITTEE, MONTH = "arbetslivsnamnden", "2022-10"
PASSWORD = "en lösenfras som bara prövas"
EVERY, SAVES = 3.0, 8
"""Seconds between a manager's saves, and saves before the forecast is handed in."""
SCRIPT = "application/json"
"""What the form's script asks for when it saves."""


def address_of(activity: str) -> str:
    """The address that the manager of an activity signs in by."""
    return f"{activity}@chef.example.se"


def add_accounts() -> tuple[str, ...]:
    """A manager for each activity of the committee, and a round that is open; the activities."""
    from uppsikt.figures import Period
    from uppsikt.organisation.selectors import lines
    from uppsikt.platform.access.models import RoleGrant, User
    from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR
    from uppsikt.rounds.rules import Dates
    from uppsikt.rounds.services import set_dates
    from uppsikt.web.clock import now

    month, opens = Period.parse(MONTH), date(2022, 11, 1)
    dates = Dates(month=month, form="monthly", opens_on=opens, due_on=date(2022, 11, 8))
    set_dates(actor=COMMAND_LINE, now=now(), committee=COMMITTEE, rounds=[dates])
    activities = tuple(
        line.key
        for line in lines(reader=OPERATOR, committee=COMMITTEE, on=month.last_day)
        if not line.is_contingency
    )
    for one in activities:
        user = User.objects.create_user(address_of(one), address_of(one), PASSWORD, first_name=one)
        RoleGrant.everything.create(
            user=user, role="MANAGER", committee=COMMITTEE, activities=[one], valid_from=opens
        )
    return activities


@dataclass
class Manager:
    """A manager at a browser, in the form of an activity. `faults` are told in words."""

    visitor: Visitor
    activity: str
    answers: list[Answer] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    form: dict[str, str] | None = None
    """What the form holds that was not written in it; None before it is opened."""

    @property
    def place(self) -> str:
        """The address of the form."""
        return f"/namnder/{COMMITTEE}/{MONTH}/runda/min/{self.activity}/"

    def sign_in(self) -> None:
        """Signs in. Raises RuntimeError if the manager cannot."""
        came = time.perf_counter()
        told = list(self.visitor.sign_in(address_of(self.activity), PASSWORD, came))
        if any(one.status != 200 for one in told):
            raise RuntimeError(f"the manager of {self.activity} is not signed in")

    def work(self, due: float, stop: threading.Event) -> None:
        """Opens, saves and hands in again and again, from a moment on until told to stop."""
        turn = 0
        while not stop.wait(max(0.0, due - time.perf_counter())):
            if self.form is None:
                self.open(due)
            else:
                turn += 1
                if turn % (SAVES + 1):
                    self.save(turn, due)
                else:
                    self.hand_in(turn, due)
            due += EVERY

    def open(self, came: float) -> None:
        """Opens the form, as a browser would send it back."""
        self.form = _hidden(self._answered(Answer("form", came, 0, 200), None))

    def save(self, turn: int, came: float) -> None:
        """Saves as the form's script does it: the next save is of the draft's new revision."""
        form = {**(self.form or {}), **_written(turn), "gor": "spara"}
        text = self._answered(Answer("save", came, 0, 200), form, SCRIPT)
        revision = json.loads(text)["revision"] if text else None
        self.form = {**form, "andring": str(revision)} if revision else None

    def hand_in(self, turn: int, came: float) -> None:
        """Hands the forecast in; the form is opened anew after that."""
        form = {**(self.form or {}), **_written(turn), "gor": "lamna"}
        self._answered(Answer("hand-in", came, 0, 302), form)
        self.form = None

    def _answered(
        self, wanted: Answer, form: dict[str, str] | None, accept: str = "text/html"
    ) -> str:
        """The text of the answer, empty for another status than the wanted one."""
        try:
            status, text, _ = self.visitor.ask(self.place, form, accept=accept)
        except OSError as fault:
            status, text = 0, str(fault)
        is_right = status == wanted.status
        if not is_right:
            said = re.sub(r"<[^>]*>|\s+", " ", text[text.find("<main") :])
            self.faults.append(f"{wanted.kind} {self.activity}: {status} {said[:300]}")
        seconds = time.perf_counter() - wanted.came
        self.answers.append(Answer(wanted.kind, wanted.came, seconds, 200 if is_right else 0))
        return text if is_right else ""


@dataclass
class Managers:
    """All managers of a committee at work at once. A time is from when a save was to begin."""

    port: int
    activities: Sequence[str]
    stop: threading.Event = field(default_factory=threading.Event)
    known: list[Manager] = field(default_factory=list)

    def work(self) -> list[threading.Thread]:
        """Signs them in one after another, and lets each work in a thread until told to stop."""
        for number, activity in enumerate(self.activities):
            self.known.append(Manager(Visitor(self.port, 1_000_000 + number), activity))
            self.known[-1].sign_in()
        began = time.perf_counter()
        found = []
        for number, one in enumerate(self.known):
            due = began + EVERY * number / len(self.known)
            found.append(threading.Thread(target=one.work, args=(due, self.stop)))
            found[-1].start()
        return found

    @property
    def answers(self) -> list[Answer]:
        """What all of them got."""
        return [answer for one in self.known for answer in one.answers]

    @property
    def faults(self) -> list[str]:
        """What any of them was refused or did not get."""
        return [fault for one in self.known for fault in one.faults]


def _written(turn: int) -> dict[str, str]:
    """What somebody has written by now: an amount of their own, and a little more of why."""
    why = "Antalet hushåll har minskat, men normen och hyrorna har höjt kostnaden. "
    net = 9_000 + turn % 50
    typed = f"−{net}"
    # Confirmed as by the button that is shown beside an amount that is not the usual.
    meant = f"{-net * 100_000}|{typed}"
    return {"val": "own", "belopp": typed, "menat": meant, "varfor": why * (1 + turn % 5)}


class _Fields(HTMLParser):
    """Collects the hidden fields of the form that has the box for why."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.found: dict[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.fields = {}
        elif tag == "input" and told.get("type") == "hidden":
            self.fields[told.get("name", "")] = told.get("value", "")
        elif tag == "textarea" and told.get("name") == "varfor":
            self.found = self.fields


def _hidden(text: str) -> dict[str, str] | None:
    reader = _Fields()
    reader.feed(text)
    return reader.found
