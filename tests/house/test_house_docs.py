"""The docs say what the code does: settings, commands, rooms, terms and links."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from uppsikt.cli.command import Command
from uppsikt.cli.commands import COMMANDS
from uppsikt.cli.parser import build

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/uppsikt"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
SETTING = re.compile(r"""["'](UPPSIKT_[A-Z_]+|DATABASE_URL)["']""")


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def source() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.py")))


def section(text: str, heading: str) -> str:
    """What stands under a heading of level 2, up to the next one."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    assert found, f"no section {heading!r}"
    return found[1]


def test_every_setting_is_documented_and_no_other() -> None:
    in_code = set(SETTING.findall(source()))
    in_docs = set(re.findall(r"^\| `([A-Z_]+)` \|", page("docs/installningar.md"), re.M)) - {"DEMO"}
    assert in_code == in_docs


def test_every_command_has_a_section_and_no_other() -> None:
    headings = re.findall(r"^## uppsikt (\S+)$", page("docs/kommandon.md"), re.M)
    assert headings == [command.name for command in COMMANDS]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_option_is_documented_and_no_other(command: Command) -> None:
    text = section(page("docs/kommandon.md"), f"uppsikt {command.name}")
    described = set(re.findall(r"`(--?[a-z-]+)", "\n".join(re.findall(r"^- .*", text, re.M))))
    assert described & _options(command.name) == _options(command.name)
    assert described <= {option for known in COMMANDS for option in _options(known.name)}
    assert f"```\nuppsikt {command.example}\n```" in text


def _options(name: str) -> set[str]:
    parsers = next(
        action for action in build()._actions if isinstance(action, argparse._SubParsersAction)
    )
    actions = parsers.choices[name]._actions
    return {option for action in actions for option in action.option_strings} - {"-h", "--help"}


def test_every_room_is_on_the_map() -> None:
    rooms = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    on_map = set(re.findall(r"`(\w+)`", section(page("README.md"), "The rooms")))
    assert rooms <= on_map, "a room that the README does not name"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.S)
    broken = [target for target in _targets(text) if not _leads(path, target)]
    assert broken == []


def _targets(text: str) -> list[str]:
    return [t for t in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"https?:|mailto:", t)]


def _leads(page_path: Path, target: str) -> bool:
    name, _, anchor = target.partition("#")
    goal = (page_path.parent / name).resolve() if name else page_path
    if not goal.exists():
        return False
    return not anchor or anchor in _anchors(goal.read_text(encoding="utf-8"))


def _anchors(text: str) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_page_is_reached_from_the_index() -> None:
    docs = ROOT / "docs"
    linked = {
        (index.parent / target.partition("#")[0]).resolve()
        for index in (docs / "README.md", docs / "decisions/README.md", docs / "regler/README.md")
        for target in _targets(index.read_text(encoding="utf-8"))
    }
    pages = {path for path in docs.rglob("*.md") if path != docs / "README.md"}
    assert sorted(str(path.relative_to(ROOT)) for path in pages - linked) == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs/decisions").glob("0*.md")), ids=lambda p: p.stem
)
def test_a_decision_has_its_three_parts_and_its_number(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(path.name[:4])}. ")
    parts = re.findall(r"^\*\*(\w+)\.\*\*", text, re.M)
    assert parts == ["Context", "Decision", "Consequences"]


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs/decisions").glob("0*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_term_of_the_glossary_is_in_use() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]* \|$", page("docs/glossary.md"), re.M)
    terms = [code for swedish, code in rows if swedish not in {"Swedish", "---"}]
    assert terms
    words = source().lower().replace("_", " ")
    assert [term for term in terms if term.lower() not in words] == []


def test_the_changes_tell_of_this_version() -> None:
    from uppsikt import __version__

    assert f"\n## {__version__}\n" in page("CHANGELOG.md")
