"""`uppsikt register add --register placements` and the report from it, as a user runs them."""

from __future__ import annotations

import json

from uppsikt_program import Program

from uppsikt.demo.made_placements import placements_csv

SLUG = "ifon"


def test_an_extract_is_read_for_its_months_and_the_report_made_of_it(own_demo: Program) -> None:
    (own_demo.folder / "placeringar.csv").write_bytes(placements_csv(2023))
    add = f"register add placeringar.csv --register placements --committee {SLUG}".split()
    gone = own_demo(*f"register delete --all --register placements --committee {SLUG}".split())
    assert gone.returncode == 0, gone.stderr
    unsaid = own_demo(*add)
    assert (unsaid.returncode, "--from ÅÅÅÅ-MM" in unsaid.stderr) == (2, True)
    added = own_demo(*add, "--from", "2023-01", "--to", "2023-07")
    assert added.returncode == 0, added.stderr
    assert "7 nya månader" in added.stdout

    asked = f"report --committee {SLUG} --period 2023-03 --form measures --format json".split()

    def alone(*options: str) -> tuple[list[int | None], int]:
        """Unaccompanied children by supplier in March, and how many cells are not shown."""
        done = own_demo(*options, *asked)
        assert done.returncode == 0, done.stderr
        (table,) = [one for one in json.loads(done.stdout)["tables"] if one["key"] == "utforare"]
        rows = {row["label"]: row["values"] for row in table["rows"]}
        label = "Ensamkommande barn, heldygn"
        found = [rows[f"{label}, {words}"][0] for words in ("köpt vård", "enbart egen vård")]
        return found, len(table.get("suppressed", ()))

    assert alone() == ([None, None], 2)
    assert alone("--as", f"reader.{SLUG}@demo.invalid") == ([None, None], 2)
    assert alone("--as", f"controller.{SLUG}@demo.invalid") == ([2, 3], 0)

    form = own_demo("register", "template", "--register", "placements")
    assert form.stdout.strip().lstrip("\ufeff") == "Person;Vård;Grupp;Från;Till;Utförare;Dygnspris"
