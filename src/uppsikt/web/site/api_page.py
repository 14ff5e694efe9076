"""The page of the API: its addresses, from the description that programs read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from uppsikt.platform.access.rules import PUBLIC
from uppsikt.web.kept import kept
from uppsikt.web.rights_table import RIGHTS, Meets, meets

Told = Mapping[str, Any]
_OF_EVERY_LIST = ("page", "per_page")
"""Told once on the page."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What may stand after an address: its name, what it is, and what it may be."""

    name: str
    about: str
    choices: tuple[str, ...]
    otherwise: str


@dataclass(frozen=True, slots=True)
class Address:
    """An address, `opens` if anybody can open it as it is written; a line may end after a part."""

    path: str
    parts: tuple[str, ...]
    opens: bool
    summary: str
    about: str
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Addresses that belong together."""

    name: str
    addresses: tuple[Address, ...]


@require_safe
@kept
def api(request: HttpRequest) -> HttpResponse:
    """Every address of the API, and how it is read.

    The API is no floor below the pages: it is asked by name, as its addresses are.
    """
    told = import_module("uppsikt.api.urls").description()
    context = {
        "section": "api",
        "groups": groups(told),
        "example": request.build_absolute_uri(reverse("api:committees")),
        "limit": settings.API_LIMIT,
        "limit_open": settings.API_LIMIT_OPEN,
    }
    return render(request, "web/api.html", context)


def groups(told: Told) -> tuple[Group, ...]:
    """The addresses of a description by what they belong to, in the order that they are told."""
    found: dict[str, list[Address]] = {}
    for path, methods in told["paths"].items():
        one = methods["get"]
        for tag in one["tags"]:
            found.setdefault(tag, []).append(_address(path, one, told))
    return tuple(Group(name, tuple(addresses)) for name, addresses in found.items())


def _address(path: str, one: Told, told: Told) -> Address:
    about = "" if one["description"] == one["summary"] else one["description"]
    parameters = tuple(_parameters(one["parameters"], told))
    parts = tuple(f"/{part}" for part in path.split("/")[1:])
    return Address(path, parts, _opens(path, one), one["summary"], about, parameters)


def _opens(path: str, one: Told) -> bool:
    """Whether a browser, which has no key, can open the address as it is written."""
    is_whole = "{" not in path and not any(each["required"] for each in one["parameters"])
    return is_whole and meets(RIGHTS[f"api:{one['operationId']}"], PUBLIC) is Meets.ALL


def _parameters(every: Sequence[Told], told: Told) -> Iterator[Parameter]:
    for one in every:
        if one["in"] == "query" and one["name"] not in _OF_EVERY_LIST:
            schema = one["schema"]
            yield Parameter(
                one["name"],
                one.get("description") or schema.get("description", ""),
                tuple(_choices(schema, told)),
                str(schema.get("default") or ""),
            )


def _choices(schema: Told, told: Told) -> Iterator[str]:
    """The values that a parameter may have, where they are few; a schema may lie elsewhere."""
    yield from (str(one) for one in schema.get("enum", ()))
    for part in (*schema.get("anyOf", ()), *schema.get("allOf", ())):
        yield from _choices(part, told)
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        yield from _choices(told["components"]["schemas"][name], told)
