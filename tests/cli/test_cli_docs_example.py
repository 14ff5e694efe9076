"""The three examples in the documentation are one working set, run as a reader would run it."""

from pathlib import Path

from uppsikt_program import Program

DOCS = Path(__file__).parents[2] / "docs"


def example(page: str, form: str) -> str:
    """The first example of a form on a page."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return text.split(f"```{form}\n")[1].split("```")[0]


def test_the_examples_in_the_docs_set_up_a_committee(tmp_path: Path) -> None:
    files = {
        "arbetslivsnamnden.toml": example("installationsfil.md", "toml"),
        "budget-2022.csv": example("budgetfil.md", "csv"),
        "prognos-2022.csv": example("prognosfil.md", "csv"),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    uppsikt = Program(tmp_path)
    first = uppsikt("setup", "arbetslivsnamnden.toml")
    assert (first.returncode, first.stderr) == (0, "")
    again = uppsikt("setup", "arbetslivsnamnden.toml")
    assert again.returncode == 0
    assert again.stdout != first.stdout
