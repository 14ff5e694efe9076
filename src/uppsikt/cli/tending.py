"""What the worker does between jobs: sends, publishes, erases what is over, sweeps what is left."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from uppsikt.cli import installation
from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import OPERATOR, Actor, Door
from uppsikt.platform.logs import event

_TENDER = Actor("arbetsprocessen", OPERATOR.grants, None, Door.JOB)

logger = logging.getLogger(__name__)


def _send_mail() -> None:
    from uppsikt.platform.outbox.sending import current_server, send_waiting

    server = current_server()
    if server is not None:
        send_waiting(server=server, clock=installation.now)


def _erase_reviews() -> None:
    from uppsikt.review_desk.services import erase_old

    erase_old(now=installation.now())


def _sweep_files() -> None:
    from uppsikt.platform.files.services import sweep

    sweep(actor=_TENDER, now=installation.now())


def _forget_tokens() -> None:
    from uppsikt.platform.tokens.services import forget_old

    forget_old(now=installation.now())


def _publish_reports() -> None:
    from uppsikt.rounds.publishing import publish_due

    publish_due(actor=_TENDER, now=installation.now())


def _delete_extracts() -> None:
    from uppsikt.extracts.services import delete_due
    from uppsikt.platform.stores import current_store

    delete_due(actor=_TENDER, now=installation.now(), store=current_store())


@dataclass
class Chore:
    """Something to do again after so many seconds."""

    do: Callable[[], None]
    every: float
    done: float = float("-inf")


@dataclass
class Tending:
    """The worker's chores, each when it is due. `clock` counts seconds from any beginning."""

    clock: Callable[[], float] = time.monotonic
    chores: list[Chore] = field(
        default_factory=lambda: [
            Chore(_send_mail, 5),
            Chore(_erase_reviews, 60),
            Chore(_publish_reports, 60),
            Chore(_sweep_files, 3600),
            Chore(_forget_tokens, 3600),
            Chore(_delete_extracts, 3600),
        ]
    )

    def look(self) -> None:
        """Do what is due. A fault in one is logged, and keeps neither jobs nor the others waiting.

        Raises what the database raises, which is the worker's to wait for.
        """
        for chore in self.chores:
            if self.clock() - chore.done < chore.every:
                continue
            chore.done = self.clock()
            try:
                chore.do()
            except UppsiktError as fault:
                event(logger, "chore failed", logging.ERROR, fault=type(fault).__name__)
