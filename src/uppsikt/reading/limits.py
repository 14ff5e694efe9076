"""How much a file may hold before it is refused: what no report needs and a trap would use."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read of one file. A file over any of them is refused as a whole.

    ``file_bytes`` as it lies on disk; ``unpacked_bytes`` and ``members`` of a zip package (DOCX
    and XLSX are such); ``pages`` of a PDF; ``cells`` of a workbook, or of all tables in another
    format with spans written out, or of all numbers in plain text; ``characters`` of text in all,
    and ``lines`` of it: five hundred full pages hold as much.
    """

    file_bytes: int = 100_000_000
    unpacked_bytes: int = 300_000_000
    members: int = 10_000
    pages: int = 2_000
    cells: int = 100_000
    characters: int = 1_500_000
    lines: int = 100_000


LIMITS = Limits()
"""The limits that hold unless others are given."""
