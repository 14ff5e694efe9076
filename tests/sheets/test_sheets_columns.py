"""The resolved mapping: what holds where a mapping says nothing."""

from __future__ import annotations

from uppsikt.sheets import Columns


def test_an_option_that_is_not_given_has_its_default() -> None:
    columns = Columns("Blad1", 1, {"account": 0}, {"unit": "tkr", "sign": ""})
    assert columns.option("unit", "kr") == "tkr"
    assert columns.option("sign", "income_positive") == "income_positive"
    assert columns.option("dates", "iso") == "iso"
