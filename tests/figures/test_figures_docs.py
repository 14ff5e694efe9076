"""The page on figures names every identity, and its example runs."""

import re
from pathlib import Path

from uppsikt.figures import IDENTITIES

PAGE = (Path(__file__).parents[2] / "docs/figures.md").read_text(encoding="utf-8")


def test_every_identity_is_on_the_page() -> None:
    table = PAGE.split("## Identities")[1].split("## The book")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.M)) == set(IDENTITIES)


def test_the_example_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.S)
    exec(compile(example, "docs/figures.md", "exec"), {})
