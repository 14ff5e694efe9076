"""The period switcher: nearest months with figures, and words for those without."""

from uppsikt.figures import Period
from uppsikt.web.switcher import switcher

MONTHS = tuple(Period.parse(text) for text in ("2022-05", "2022-09", "2022-10", "2024-08"))


def test_steps_go_to_the_neighbour_months() -> None:
    shown = switcher(MONTHS, Period.parse("2022-10"), lambda period: f"/{period}/")

    assert (shown.before.text, shown.before.address) == ("sep", "/2022-09/")
    assert shown.now == "Oktober 2022"
    assert (shown.after.text, shown.after.address) == ("nov", "/2022-11/")


def test_a_step_may_pass_over_months_without_figures() -> None:
    shown = switcher(MONTHS, Period.parse("2022-10"), lambda period: f"/{period}/", over_gaps=True)

    assert (shown.after.text, shown.after.address) == ("aug 2024", "/2024-08/")


def test_a_step_into_another_year_names_it() -> None:
    shown = switcher(MONTHS, Period.parse("2022-12"), lambda period: f"/{period}/")

    assert (shown.after.text, shown.after.address) == ("jan 2023", "/2023-01/")


def test_beyond_the_last_month_with_figures_a_step_leads_nowhere() -> None:
    shown = switcher(MONTHS, Period.parse("2024-08"), lambda period: f"/{period}/")

    assert (shown.before.text, shown.before.address) == ("juli", "/2024-07/")
    assert (shown.after.text, shown.after.address) == ("sep", "")


def test_all_months_are_listed_with_the_latest_year_first() -> None:
    shown = switcher(MONTHS, Period.parse("2022-10"), lambda period: f"/{period}/")

    assert [(year.text, [step.text for step in year.months]) for year in shown.years] == [
        ("2024", ["aug"]),
        ("2022", ["maj", "sep", "okt"]),
    ]
    assert [step.text for year in shown.years for step in year.months if step.is_now] == ["okt"]
