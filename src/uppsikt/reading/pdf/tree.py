"""The structure tree of a tagged PDF page, as plain nodes."""

import ctypes
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from pypdfium2 import raw  # type: ignore[import-untyped]

Handle: TypeAlias = Any  # pypdfium2 has no types

_DEEPEST = 60  # elements within each other: deeper ones are left out
_MOST = 50_000  # elements on a page
_LETTERS = 64


@dataclass(slots=True)
class Node:
    """An element: its type (``P``, ``TR`` …) and its children, elements or content numbers.

    ``columns`` and ``rows`` are how much a cell spans; ``scope`` is ``Row``, ``Column`` or empty.
    """

    kind: str
    children: list["Node | int"] = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    scope: str = ""

    def contents(self) -> set[int]:
        """The numbers of the content in it and below it."""
        found: set[int] = set()
        waiting = [self]
        while waiting:
            for child in waiting.pop().children:
                if isinstance(child, int):
                    found.add(child)
                else:
                    waiting.append(child)
        return found


def page_tree(page: Handle) -> Node | None:
    """The structure of a page, None if it has none."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return None
    try:
        building = _Building()
        children: list[Node | int] = []
        for index in range(min(raw.FPDF_StructTree_CountChildren(tree), _MOST)):
            element = raw.FPDF_StructTree_GetChildAtIndex(tree, index)
            if element:
                children.append(building.node(element, 0))
        return Node("Document", children) if children else None
    finally:
        raw.FPDF_StructTree_Close(tree)


class _Building:
    """Makes the nodes, and stops where a tree grows out of bounds."""

    def __init__(self) -> None:
        self._count = 0
        self._buffer = ctypes.create_string_buffer(2 * _LETTERS)
        self._float, self._size = ctypes.c_float(), ctypes.c_ulong()

    def node(self, element: Handle, depth: int) -> Node:
        """The node of an element and of all below it."""
        node = Node(self._kind(element))
        if node.kind in ("TH", "TD"):
            self._add_attributes(element, node)
        if depth >= _DEEPEST:
            return node
        for index in range(raw.FPDF_StructElement_CountChildren(element)):
            self._count += 1
            if self._count > _MOST:
                break
            child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
            if child:
                node.children.append(self.node(child, depth + 1))
                continue
            content = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if content >= 0:
                node.children.append(int(content))
        return node

    def _kind(self, element: Handle) -> str:
        size = raw.FPDF_StructElement_GetType(element, self._buffer, 2 * _LETTERS)
        if not 2 <= size <= 2 * _LETTERS:
            return ""
        return self._buffer.raw[: size - 2].decode("utf-16-le", "replace")

    def _add_attributes(self, element: Handle, node: Node) -> None:
        for index in range(min(raw.FPDF_StructElement_GetAttributeCount(element), 8)):
            attribute = raw.FPDF_StructElement_GetAttributeAtIndex(element, index)
            if not attribute:
                continue
            node.columns = self._number(attribute, b"ColSpan") or node.columns
            node.rows = self._number(attribute, b"RowSpan") or node.rows
            node.scope = self._string(attribute, b"Scope") or node.scope

    def _number(self, attribute: Handle, name: bytes) -> int:
        value = raw.FPDF_StructElement_Attr_GetValue(attribute, name)
        number = self._float
        if not value or not raw.FPDF_StructElement_Attr_GetNumberValue(value, number):
            return 0
        return int(number.value) if 0 < number.value < 10_000 else 0

    def _string(self, attribute: Handle, name: bytes) -> str:
        value = raw.FPDF_StructElement_Attr_GetValue(attribute, name)
        size = self._size
        if not value or not raw.FPDF_StructElement_Attr_GetStringValue(
            value, self._buffer, 2 * _LETTERS, size
        ):
            return ""
        return self._buffer.raw[: max(size.value - 2, 0)].decode("utf-16-le", "replace")
