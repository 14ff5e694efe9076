"""The group and the side of an account as SQL, by the organisation's own rules."""

from __future__ import annotations

from collections.abc import Iterable

from uppsikt.organisation.rules import RESULT_CLASSES, Group, side_of_class


def group_sql(groups: Iterable[Group]) -> tuple[str, list[object]]:
    """SQL for the key of an account's group in its month (empty for none), and its values.

    The longest prefix of a group in force decides, as in `group_of`.
    """
    cases = [
        (_case(prefix, group), [prefix, group.key]) for prefix, group in _longest_first(groups)
    ]
    if not cases:
        return "''", []
    whens = " ".join(f"{case} then ?" for case, _ in cases)
    return f"case {whens} else '' end", [value for _, values in cases for value in values]


def side_sql(groups: Iterable[Group]) -> tuple[str, list[object]]:
    """SQL for the side of an account in its month (empty where not known), and its values.

    The longest prefix of a group in force decides; without one, the account's class.
    """
    stated = _longest_first(groups)
    cases = [f"{_case(prefix, group)} then '{group.side.value}'" for prefix, group in stated]
    for digit in RESULT_CLASSES:
        side = side_of_class(digit)
        cases.append(f"when left(account, 1) = '{digit}' then '{side.value if side else ''}'")
    return f"case {' '.join(cases)} else '' end", [prefix for prefix, _ in stated]


def _case(prefix: str, group: Group) -> str:
    months = f"last between {int(group.first)} and {int(group.last)}"
    return f"when left(account, {len(prefix)}) = ? and {months}"


def _longest_first(groups: Iterable[Group]) -> list[tuple[str, Group]]:
    stated = [(prefix, group) for group in groups for prefix in group.prefixes if prefix]
    return sorted(stated, key=lambda pair: (-len(pair[0]), pair[0], pair[1].first))
