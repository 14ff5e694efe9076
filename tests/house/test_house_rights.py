"""Rights are asked for of the very committee, wherever one is known."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src/uppsikt"
ASKS = {"demand", "may"}
OF_A_COMMITTEE = {
    "ORGANISATION", "BALANCES", "VOUCHER_TEXTS", "IMPORTS", "PLANS", "MEASURES", "REPORTS",
    "PERIODS", "FORMER_COMMENTS",
}  # fmt: skip
"""The kinds that always belong to a committee, whatever else they do."""

Function = ast.FunctionDef


def asked(path: Path) -> Iterator[tuple[Function, ast.Attribute]]:
    """The kinds that are asked about without a committee, each with the function that asks."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in (node for node in ast.walk(tree) if isinstance(node, Function)):
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id in ASKS:
                *_, thing = call.args
                if isinstance(thing, ast.Attribute) and ast.unparse(thing).startswith("Thing."):
                    yield function, thing


def knows_committee(function: Function) -> bool:
    """Whether the function is given one committee, or something that belongs to one."""
    arguments = (*function.args.args, *function.args.kwonlyargs)
    told = {one.arg: ast.unparse(one.annotation) for one in arguments if one.annotation}
    return (
        told.get("committee") == "str"
        or "slug" in told
        or bool({"CellAddress", "Given", "VoucherQuery", "Facts"} & set(told.values()))
    )


def test_whoever_knows_the_committee_asks_about_it() -> None:
    loose = [
        f"{path.relative_to(SOURCE)}: {function.name} asks about {ast.unparse(thing)}"
        for path in sorted(SOURCE.rglob("*.py"))
        for function, thing in asked(path)
        if thing.attr in OF_A_COMMITTEE and knows_committee(function)
    ]
    assert loose == []


def test_nothing_of_a_committee_is_changed_by_a_right_to_no_committee() -> None:
    changing = [
        f"{path.relative_to(SOURCE)}: {function.name}"
        for path in sorted(SOURCE.rglob("*.py"))
        for function, thing in asked(path)
        if thing.attr in OF_A_COMMITTEE
        and any(one.arg == "actor" for one in function.args.kwonlyargs)
    ]
    assert changing == [], "ask `demand_in` about each committee that is changed"
