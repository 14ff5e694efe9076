"""Prose with bound figures: text equals table, names become keys, digits are refused."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from followup_books import figure, october

from uppsikt.documents import Bullets, FigureText, Heading, Lead, Link, Paragraph, Text
from uppsikt.figures import Period, What
from uppsikt.followup.basis.facts import Facts, Line, SectionText, Unbooked
from uppsikt.followup.book import rules
from uppsikt.followup.book.computed import compute
from uppsikt.followup.report import Report, compose
from uppsikt.followup.words.binding import Naming, keep, show
from uppsikt.followup.words.prose import bind
from uppsikt.followup.words.references import Place, TextFault
from uppsikt.followup.words.vocabulary import MEASURES, WORDS
from uppsikt.followup.words.wording import Style

DOCS = Path(__file__).parents[2] / "docs" / "texter.md"


def said(body: str, facts: Facts | None = None) -> str:
    """What a text says in the report of October 2022, hard spaces shown as plain ones."""
    facts = facts or october()
    section = SectionText("prov", "", body)
    report = compose(replace(facts, sections=(section,)), "monthly")
    bound = bind(section, report.figures, 3)
    runs = [run for block in bound.blocks if isinstance(block, Paragraph) for run in block.runs]
    return "".join(run.text for run in runs).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("Ekonomiskt bistånd: utfall", "−49 479 tkr"),
        ("Ekonomiskt bistånd: utfall | utan tecken", "49 479 tkr"),
        ("Ekonomiskt bistånd: utfall | i ord", "49 479 tkr"),
        ("Ekonomiskt bistånd: utfall | tal", "−49 479"),
        ("Ekonomiskt bistånd: utfall | i mnkr", "−49,5 mnkr"),
        ("Ekonomiskt bistånd: utfall | 2021-10 | utan tecken", "50 150 tkr"),
        ("Ekonomiskt bistånd: utfall | utan tecken | i fjol", "50 150 tkr"),
        ("Ekonomiskt bistånd: utfall | i förfjol", "−46 224 tkr"),
        ("Ekonomiskt bistånd: utfall i fjol", "−50 150 tkr"),
        ("Ekonomiskt bistånd: månadens utfall | utan tecken", "4 556 tkr"),
        ("Ekonomiskt bistånd: månadens utfall | 2022-06", "−6 025 tkr"),
        ("Ekonomiskt bistånd: budget", "−57 500 tkr"),
        ("Ekonomiskt bistånd: periodbudget", "−47 917 tkr"),
        ("Ekonomiskt bistånd: prognos | utan tecken", "60 000 tkr"),
        ("Ekonomiskt bistånd: avvikelse mot periodbudget | i ord", "1 562 tkr högre än budget"),
        ("Ekonomiskt bistånd: avvikelse mot periodbudget", "−1 562 tkr"),
        ("Ekonomiskt bistånd: avvikelse mot periodbudget | plus/minus", "minus 1 562 tkr"),
        ("Ekonomiskt bistånd: avvikelse mot periodbudget | bättre/sämre",
         "1 562 tkr sämre än budget"),
        ("Ekonomiskt bistånd: prognosavvikelse | i ord", "minus 2 500 tkr"),
        ("Ekonomiskt bistånd: prognosavvikelse | överskott/underskott",
         "ett underskott på 2 500 tkr"),
        ("Politisk verksamhet: prognosavvikelse | i ord", "plus minus noll"),
        ("Politisk verksamhet: prognosavvikelse | överskott/underskott", "ett nollresultat"),
        ("Ekonomiskt bistånd: förändring mot i fjol | i ord",
         "671 tkr lägre än samma period 2021"),
        ("Ekonomiskt bistånd: förändring mot i fjol | plus/minus", "plus 671 tkr"),
        ("Ekonomiskt bistånd: bokslut i fjol | utan tecken", "60 766 tkr"),
        ("Ekonomiskt bistånd: medel per månad | utan tecken", "4 948 tkr"),
        ("Ekonomiskt bistånd: andel", "22,8 %"),
        ("Ekonomiskt bistånd: andel | hela procent", "23 %"),
        ("Ekonomiskt bistånd: namn", "Ekonomiskt bistånd"),
        ("Nämnden: kommunbidrag", "252 950 tkr"),
        ("Nämnden: kommunbidrag till och med perioden", "223 972 tkr"),
        ("Nämnden: resultat | i ord", "plus 6 958 tkr"),
        ("Nämnden: resultat | bättre/sämre", "6 958 tkr bättre än budget"),
        ("Nämnden: prognosresultat | överskott/underskott", "ett underskott på 6 000 tkr"),
        ("Nämnden: ej bokfört | utan tecken", "6 000 tkr"),
        ("Nämnden: ej bokförda poster", "hyra"),
        ("Nämnden: resultat med ej bokfört | i ord", "plus 958 tkr"),
        ("Nämnden: buffert | utan tecken", "2 529 tkr"),
        ("Nämnden: buffert till och med perioden", "−2 108 tkr"),
        ("Nämnden: buffertens andel", "1,0 %"),
        ("Nämnden: utfall | utan tecken", "217 014 tkr"),
        ("Nämnden: avvikelse mot periodbudget | i ord", "6 958 tkr lägre än budget"),
        ("Nämnden: resultat mot tillgängliga medel | i ord", "plus 6 958 tkr"),
        ("Nämnden: ackumulerat resultat", "(ingen uppgift)"),
        ("Nämnden / Kostnad: utfall", "(går inte att beräkna)"),
        ("Nämnden / Personal: utfall", "(ingen uppgift)"),
        ("ekonomiskt  BISTÅND: Utfall", "−49 479 tkr"),
        ("#ekonomiskt-bistand: utfall", "−49 479 tkr"),
        ("månaden", "oktober 2022"),
        ("månadens namn", "oktober"),
        ("perioden", "januari–oktober 2022"),
        ("året", "2022"),
        ("förra året", "2021"),
        ("nästa år", "2023"),
        ("nämndens namn", "Arbetslivsnämnden"),
    ],
)  # fmt: skip
def test_a_reference_says_what_the_table_says(reference: str, expected: str) -> None:
    assert said(f"[[{reference}]]") == expected


def test_a_net_income_is_never_read_as_a_cost() -> None:
    income = figure(What.ACTUAL, "integration", october().to_date, 200)
    assert said("[[Integration: utfall | utan tecken]]", october(extra=[income])) == "plus 200 tkr"


def test_an_absent_figure_is_no_zero() -> None:
    gone = figure(What.FORECAST, "integration", Period.whole_year(2022), None)
    assert said("[[Integration: prognos]]", october(extra=[gone])) == "(ingen uppgift)"
    assert said("[[Integration: prognosavvikelse]]", october(extra=[gone])) == (
        "(går inte att beräkna)"
    )


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("ett\n\n[[Ekonomiskt bistånt: utfall]]", 3, "Ekonomiskt bistånd"),
        ("[[Ekonomiskt bistånd: utfal]]", 1, "Närmast: utfall"),
        ("[[Ekonomiskt bistånd: utfall | i klartext]]", 1, "varken ett sätt"),
        ("[[Ekonomiskt bistånd / Personl: utfall]]", 1, "Närmast: Personal"),
        ("[[Ekonomiskt bistånd: resultat]]", 1, "bara för hela nämnden"),
        ("[[Ekonomiskt bistånd: prognosavvikelse | utan tecken]]", 1, "byta tecken"),
        ("[[Nämnden: resultat med ej bokfört | 2021]]", 1, "egen period"),
        ("[[månanden]]", 1, "månaden"),
        ("[[Ekonomiskt bistånd: utfall]", 1, "andra hälft"),
        ("Utfallet är\n60 500 tkr.", 2, "siffra"),
        ("\u0663 tkr", 1, "siffra"),
        ("½ tjänst", 1, "siffra"),
        ("1. en lista", 1, "siffra"),
        ("{datum: 60 500 tkr}", 1, "inget datum"),
        ("{datum: 32 januari 2023}", 1, "inget datum"),
        ("{lag: 60 500 tkr}", 1, "inget lagrum"),
        ("{annat: 12}", 1, "siffra"),
    ],
)
def test_what_cannot_be_bound_is_refused_with_line_and_nearest(
    text: str, line: int, message: str
) -> None:
    facts = october()
    with pytest.raises(TextFault) as found:
        keep(text, Naming(facts.lines, facts.groups), Place("prov"))
    assert f"”prov”, rad {line}" in str(found.value)
    assert message in str(found.value)


@pytest.mark.parametrize(
    "mark",
    [
        "{datum: 1 januari 2023}",
        "{datum: den 1 januari 2023}",
        "{datum: januari 2023}",
        "{datum: 1 maj}",
        "{datum: 2023}",
        "{datum: 2023-01-01}",
        "{datum: 2023-01}",
        "{lag: KL 6:1}",
        "{lag: KL 6:37–38}",
        "{lag: SoL (2025:400) 34:3}",
        "{lag: lag (1930:173)}",
        "{lag: 6 kap. 1 §}",
        "{lag: LKBR 13:1}",
    ],
)
def test_dates_and_laws_may_hold_digits(mark: str) -> None:
    content = mark.split(": ", 1)[1].removesuffix("}")
    assert said(f"Det gäller från {mark}.") == f"Det gäller från {content}."


def test_a_text_is_kept_by_key_and_survives_a_renaming() -> None:
    facts = october()
    naming = Naming(facts.lines, facts.groups)
    text = "Se [[Ekonomiskt bistånd: utfall | i ord]] och [[Nämnden / Personal: utfall]]. [[året]]"
    kept = keep(text, naming, Place("prov"))
    assert kept == (
        "Se [[#ekonomiskt-bistand: utfall | i ord]] och [[Nämnden / #personal: utfall]]. [[året]]"
    )
    assert show(kept, naming) == text
    renamed = tuple(
        replace(line, name="Försörjningsstöd") if line.key == "ekonomiskt-bistand" else line
        for line in facts.lines
    )
    assert "[[Försörjningsstöd: utfall | i ord]]" in show(kept, Naming(renamed, facts.groups))
    assert said(kept, replace(facts, lines=renamed)).startswith("Se 49 479 tkr och ")


def test_an_alias_is_understood_and_kept_as_the_key() -> None:
    lines = (Line("vald", "Insatser relationsvåld", aliases=("Insatser relationsvård",)),)
    kept = keep("[[Insatser relationsvård: utfall]]", Naming(lines, ()), Place("prov"))
    assert kept == "[[#vald: utfall]]"


def test_marks_are_kept_as_they_were() -> None:
    text = "Från {datum: 1 januari 2023} enligt {lag: KL 6:1}."
    assert keep(text, Naming((), ()), Place("prov")) == text


def test_markdown_around_figures_stands() -> None:
    facts = october()
    body = (
        "# Under\n\n**Viktigt: [[året]] gick [[Nämnden: resultat | i ord]]**\n\n"
        "- en *[[månaden]]*\n- två\n\n[Mer om [[året]]](https://example.se/) <b>rå</b>"
    )
    blocks = bind(
        SectionText("prov", "Läget [[året]]", body), compute(facts, rules.relations(facts)), 2
    )
    heading, paragraph, bullets, last = blocks.blocks
    assert blocks.heading == "Läget 2022"
    assert heading == Heading(2, "Under")
    assert isinstance(paragraph, Paragraph)
    assert Text("2022", strong=True) in paragraph.runs
    assert any(isinstance(run, FigureText) for run in paragraph.runs)
    assert isinstance(bullets, Bullets)
    assert bullets.items[0] == (Text("en "), Text("oktober 2022", emphasis=True))
    assert isinstance(last, Paragraph)
    assert Link("Mer om 2022", "https://example.se/") in last.runs
    assert any("<b>" in run.text for run in last.runs)


def lead(report: Report) -> str:
    block = report.document.blocks[0]
    assert isinstance(block, Lead)
    return "".join(run.text for run in block.runs).replace("\xa0", " ")


def test_the_first_sentence_names_what_is_not_booked() -> None:
    assert lead(compose(october(), "monthly")) == (
        "Arbetslivsnämndens resultat till och med oktober 2022 är plus 6 958 tkr; "
        "plus 958 tkr med ej bokförd hyra. Prognosen för helåret är minus 6 000 tkr, "
        "mest inom Integration (minus 6 500 tkr)."
    )


def test_without_unbooked_items_the_first_sentence_says_nothing_of_them() -> None:
    facts = october()
    kept = tuple(one for one in facts.figures if one.name.what is not What.UNBOOKED)
    text = lead(compose(replace(facts, unbooked=(), figures=kept), "monthly"))
    assert "bokför" not in text
    assert text.startswith("Arbetslivsnämndens resultat till och med oktober 2022 är plus 6 958")


def test_several_unbooked_items_are_named_together() -> None:
    facts = october()
    more = figure(What.UNBOOKED, "", facts.to_date, -58, group="=el")
    both = replace(
        facts,
        unbooked=(Unbooked("hyra", "hyra"), Unbooked("el", "el")),
        figures=(*facts.figures, more),
    )
    assert "plus 900 tkr med ej bokförda poster (hyra och el)" in lead(compose(both, "monthly"))


def test_the_forecast_stands_in_words_as_in_the_list() -> None:
    report = compose(october(), "monthly")
    bullets = next(block for block in report.document.blocks if isinstance(block, Bullets))
    words = ["".join(run.text for run in item).replace("\xa0", " ") for item in bullets.items]
    assert words[0] == "Central administration plus 1 000 tkr"
    assert words[1] == "Politisk verksamhet plus minus noll"
    assert words[3] == "Ekonomiskt bistånd minus 2 500 tkr"
    assert words[-1] == "Totalt minus 6 000 tkr"


def test_all_measures_words_and_styles_are_documented() -> None:
    page = DOCS.read_text()
    for name in (*MEASURES, *(style.value for style in Style)):
        assert f"`{name}`" in page, name
    for word in WORDS:
        assert f"`[[{word}]]`" in page, word


def test_the_page_on_texts_names_no_measure_that_is_not() -> None:
    page = DOCS.read_text()
    tables = re.findall(r"^### Vad:.*?(?=^##)", page, re.MULTILINE | re.DOTALL)
    named = {name for table in tables for name in re.findall(r"^\| `([^`]+)` \|", table, re.M)}
    assert named == set(MEASURES)
