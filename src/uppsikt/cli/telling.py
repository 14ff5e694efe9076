"""How far a long command has come: one line that moves on a terminal, a few lines elsewhere."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Self, TextIO

from uppsikt.figures import number

_TICK = 1.0
"""Seconds between two writings of the line, so that it is seen to live."""
_PARTS = 4
"""A reading that is not watched tells at each quarter."""


@dataclass
class Teller:
    """Tells on ``stream`` what goes on. ``moving``: whether a line may be written over.

    Used as a context: the moving line is gone when it ends, so that results stand by themselves.
    """

    stream: TextIO
    moving: bool
    clock: Callable[[], float] = time.monotonic
    _text: str = ""
    _far: str = ""
    _told: int = 0
    _began: float = 0.0
    _lock: Lock = field(default_factory=Lock)
    _ended: Event = field(default_factory=Event)

    def __enter__(self) -> Self:
        if self.moving:
            Thread(target=self._tick, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        with self._lock:
            if self.moving and self._text:
                self._write("\r\x1b[K")
            self._text = ""

    def step(self, text: str) -> None:
        """Something else begins."""
        with self._lock:
            self._text, self._far, self._told = text, "", 0
            self._began = self.clock()
            if not self.moving:
                self._write(f"{text}\n")
        self._show()

    def far(self, rows: int, share: float) -> None:
        """So many rows have been read, to this share (0 to 1) of the file."""
        with self._lock:
            self._far = f"{number(rows, 0)} rader, {int(share * 100)} %"
            part = int(share * _PARTS)
            if not self.moving and self._told < part < _PARTS:
                self._told = part
                self._write(f"  {self._far}\n")
        self._show()

    def _tick(self) -> None:
        while not self._ended.wait(_TICK):
            self._show()

    def _show(self) -> None:
        with self._lock:
            if self.moving and self._text:
                self._write(f"\r{self._line()}\x1b[K")

    def _line(self) -> str:
        """The line, no longer than the terminal is wide: a longer one could not be taken back."""
        seconds = int(self.clock() - self._began)
        parts = [self._text, self._far, f"{seconds} s" if seconds else ""]
        line = "  ".join(part for part in parts if part)
        return line[: shutil.get_terminal_size().columns - 1]

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()
