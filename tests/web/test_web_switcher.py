"""The period switcher: nearest months with figures, and words for those without."""

from uppsikt.figures import Period
from uppsikt.web.switcher import switcher

MONTHS = tuple(Period.parse(text) for text in ("2022-05", "2022-09", "2022-10", "2024-08"))


def test_steps_go_to_the_nearest_months_that_have_figures() -> None:
    shown = switcher(MONTHS, Period.parse("2022-09"), lambda period: f"/{period}/")

    assert (shown.before.text, shown.before.address) == ("maj", "/2022-05/")
    assert (shown.now, shown.after.text, shown.after.address) == (
        "September 2022",
        "okt",
        "/2022-10/",
    )


def test_a_step_into_another_year_names_it() -> None:
    shown = switcher(MONTHS, Period.parse("2022-10"), lambda period: f"/{period}/")

    assert (shown.after.text, shown.after.address) == ("aug 2024", "/2024-08/")


def test_a_step_without_figures_names_the_neighbour_and_leads_nowhere() -> None:
    shown = switcher(MONTHS[:1], Period.parse("2022-12"), lambda period: f"/{period}/")

    assert (shown.before.text, shown.before.address) == ("maj", "/2022-05/")
    assert (shown.after.text, shown.after.address) == ("jan 2023", "")


def test_all_months_are_listed_with_the_latest_year_first() -> None:
    shown = switcher(MONTHS, Period.parse("2022-10"), lambda period: f"/{period}/")

    assert [(year.text, [step.text for step in year.months]) for year in shown.years] == [
        ("2024", ["aug"]),
        ("2022", ["maj", "sep", "okt"]),
    ]
    assert [step.text for year in shown.years for step in year.months if step.is_now] == ["okt"]
