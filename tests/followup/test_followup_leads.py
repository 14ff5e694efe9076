"""The first sentences of what no report has a sentence for."""

from uppsikt.documents import Cell, FigureText, Runs, Text
from uppsikt.figures import MISSING, Period
from uppsikt.followup.activity_words import activity_lead, contingency_lead
from uppsikt.followup.selectors import OverviewRow
from uppsikt.followup.together.document import overview_lead

OCTOBER = Period.month(2022, 10)
NOTHING = Cell(absent=MISSING)


def row(name: str, variance: int | None) -> OverviewRow:
    cell = NOTHING if variance is None else Cell(printed=variance)
    return OverviewRow(name.lower(), name, NOTHING, NOTHING, NOTHING, cell, ())


def words(runs: Runs) -> str:
    text = "".join(run.text for run in runs if isinstance(run, Text | FigureText))
    return text.replace("\xa0", " ").strip()


def test_one_committee_over_its_budget() -> None:
    text = words(overview_lead([row("A", -6000)], OCTOBER))

    assert text == "A väntas gå över sin budget 2022: minus 6 000 tkr."


def test_the_worst_comes_first_and_the_rest_are_many() -> None:
    rows = [row("A", -10), row("B", -400), row("C", 5), row("D", -20), row("E", -30)]

    assert words(overview_lead(rows, OCTOBER)) == (
        "Fyra av fem nämnder väntas gå över sin budget 2022: "
        "B minus 400 tkr, E minus 30 tkr, D minus 20 tkr med flera."
    )


def test_both_over_and_both_within() -> None:
    over = words(overview_lead([row("A", -1), row("B", -2)], OCTOBER))
    within = words(overview_lead([row("A", 0), row("B", 2)], OCTOBER))

    assert over.startswith("Båda nämnderna väntas gå över sin budget 2022: B minus 2 tkr, A minus")
    assert within == "Båda nämnderna väntas hålla sin budget 2022."


def test_committees_without_figures_are_named() -> None:
    some = words(overview_lead([row("A", 0), row("B", None)], OCTOBER))
    none = words(overview_lead([row("A", None), row("B", None)], OCTOBER))

    assert some == "A väntas hålla sin budget 2022. B har inga siffror för oktober 2022."
    assert none == "A och B har inga siffror för oktober 2022."


def test_an_activity_that_costs_more_says_worse_in_words_and_colour() -> None:
    runs = activity_lead(Cell(-49479), Cell(-1562), Cell(-60000), Cell(-2500), OCTOBER)

    assert words(runs) == (
        "Nettokostnaden till och med oktober är 49 479 tkr, 1 562 tkr högre än periodbudgeten. "
        "För hela 2022 väntas den bli 60 000 tkr, minus 2 500 tkr mot budget."
    )
    coloured = [run.direction for run in runs if isinstance(run, FigureText)]
    assert coloured == ["", "worse", "", "worse"]


def test_an_activity_on_budget_is_neither_better_nor_worse() -> None:
    runs = activity_lead(Cell(-5), Cell(0), NOTHING, NOTHING, OCTOBER)

    assert words(runs).endswith("5 tkr, i nivå med periodbudgeten.")
    assert all(run.direction == "" for run in runs if isinstance(run, FigureText))


def test_an_activity_of_which_nothing_is_known() -> None:
    assert words(activity_lead(NOTHING, NOTHING, NOTHING, NOTHING, OCTOBER)) == (
        "Inget är bokfört och ingen prognos är lämnad 2022."
    )


def test_the_contingency_and_what_is_used_of_it() -> None:
    unused = contingency_lead(Cell(-2529), Cell(0), OCTOBER)
    used = contingency_lead(Cell(-2529), Cell(-1000), OCTOBER)

    assert words(unused) == "Bufferten 2022 är 2 529 tkr. Inget av den väntas användas."
    assert words(used) == "Bufferten 2022 är 2 529 tkr. Av den väntas 1 000 tkr användas."
