"""Texts that are written on the pages: which holds, who sees it, and what nobody loses."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from people import one
from uppsikt.figures import Period
from uppsikt.followup.basis.written import Origin, moved
from uppsikt.followup.editing.faults import faults
from uppsikt.followup.editing.rules import Where, Words, differing, first_words, new_key
from uppsikt.followup.editing.selectors import (
    carried_over,
    former_wordings,
    listed_sections,
    open_section,
    templates,
)
from uppsikt.followup.editing.services import (
    TextChanged,
    TextRefused,
    confirm_text,
    move_text,
    save_text,
    take_out,
    take_template_back,
)
from uppsikt.followup.given.giving import give_out
from uppsikt.followup.models import WrittenText
from uppsikt.followup.releasing import release_texts
from uppsikt.followup.services import build_report
from uppsikt.followup.setup_tables import committee_naming
from uppsikt.platform.access.rules import OPERATOR, PUBLIC, NotAllowed, Reader, Role
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.store import Store

OWN = "arbetslivsnamnden"
CONTROLLER, MANAGER = one(Role.CONTROLLER, OWN), one(Role.MANAGER, OWN, "integration")
SEPTEMBER, OCTOBER, NOVEMBER = (
    Where(OWN, Period.month(2022, month), "monthly") for month in (9, 10, 11)
)
NOW = datetime(2022, 11, 7, 14, 32, tzinfo=STOCKHOLM)
BODY = "Utfallet är [[Integration: avvikelse mot periodbudget | i ord]]."

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def words(body: str = BODY, heading: str = "Framtiden", place: str = "analys") -> Words:
    return Words.typed(heading, body, place)


def save(
    where: Where = OCTOBER, body: str = BODY, key: str = "", seen: int = 0, now: datetime = NOW
) -> str:
    done = save_text(actor=CONTROLLER, now=now, where=where, key=key, words=words(body), seen=seen)
    return done.section.key


def says(reader: Reader, store: Store, month: int = 10) -> str:
    report = build_report(
        reader=reader, store=store, committee=OWN, period=Period.month(2022, month)
    )
    return repr(report.document.blocks)


def test_a_new_section_stands_in_the_report_with_its_figures(demo_store: Store) -> None:
    assert save(body=f"Hösten är lugn. {BODY}") == "framtiden"
    report = says(CONTROLLER, demo_store)
    assert "Heading(level=2, text='Framtiden')" in report
    assert "Hösten är lugn" in report
    assert "lägre än budget" in report or "högre än budget" in report
    assert WrittenText.everything.get().body.count("#integration") == 1, "kept by key"


def test_what_is_written_goes_before_the_set_up_file_and_an_empty_text_takes_it_out(
    demo_store: Store,
) -> None:
    before = says(CONTROLLER, demo_store)
    assert "Läget har lugnat sig" in before
    save(key="relationsvald", body="Läget är ett annat.")
    assert "Läget har lugnat sig" not in says(CONTROLLER, demo_store)
    assert "Läget är ett annat" in says(CONTROLLER, demo_store)
    assert "Läget är ett annat" not in says(PUBLIC, demo_store)
    take_out(actor=CONTROLLER, now=NOW, where=OCTOBER, key="relationsvald", seen=1)
    assert "Läget är ett annat" not in says(CONTROLLER, demo_store)
    _, out = listed_sections(reader=CONTROLLER, store=demo_store, where=OCTOBER)
    assert [one.section.key for one in out] == ["relationsvald"]
    opened = open_section(reader=CONTROLLER, where=OCTOBER, key="relationsvald")
    assert opened is not None
    assert opened.body == "Läget är ett annat.", "what it said is there to be taken back"


def test_the_public_report_changes_when_it_is_made_public_and_not_before(
    demo_store: Store,
) -> None:
    """And what somebody writes after that waits for the next time."""
    before = says(PUBLIC, demo_store)
    save(body="Det första.")
    assert says(PUBLIC, demo_store) == before
    assert says(one(Role.READER, OWN), demo_store) == before, "an elected member's too"
    assert says(one(Role.CONTROLLER, "ifon"), demo_store) == before
    assert "Det första" in says(one(Role.AUDITOR), demo_store)
    assert release(OCTOBER) == 1
    assert says(PUBLIC, demo_store) == says(CONTROLLER, demo_store) != before
    save(key="framtiden", body="Det andra.", seen=1, now=NOW + timedelta(minutes=1))
    assert "Det första" in says(PUBLIC, demo_store)
    assert "Det andra" in says(CONTROLLER, demo_store)


def test_what_is_written_after_a_version_was_fixed_is_not_public_with_it(
    demo_store: Store,
) -> None:
    save(body="Det första.")
    give_out(
        actor=CONTROLLER, now=NOW, store=demo_store, committee=OWN, period=OCTOBER.month,
        is_public=False,
    )  # fmt: skip
    save(key="framtiden", body="Det andra.", seen=1, now=NOW + timedelta(minutes=1))
    release(OCTOBER, NOW + timedelta(minutes=2))
    assert "Det första" in says(PUBLIC, demo_store)
    assert "Det andra" not in says(PUBLIC, demo_store)


def test_a_report_that_is_given_out_without_a_round_has_its_texts_with_it(
    demo_store: Store,
) -> None:
    save(where=SEPTEMBER)
    give_out(actor=CONTROLLER, now=NOW, store=demo_store, committee=OWN, period=SEPTEMBER.month)
    assert says(PUBLIC, demo_store, 9) == says(CONTROLLER, demo_store, 9)
    assert "Framtiden" in says(PUBLIC, demo_store, 9)


def test_last_months_text_comes_along_until_somebody_says_that_it_still_holds(
    demo_store: Store,
) -> None:
    key = save(where=SEPTEMBER, body="Som det var.")
    assert "Som det var" in says(CONTROLLER, demo_store)
    assert "Som det var" not in says(PUBLIC, demo_store)
    (found,) = waiting(OCTOBER)
    assert (found.key, found.since, found.number) == (key, "2022-09", 0)
    move_text(actor=CONTROLLER, now=NOW, where=OCTOBER, key=key, step=-1)
    (moved_one,) = waiting(OCTOBER)
    assert moved_one.since == "2022-09", "to move it is not to say that it holds"
    (later,) = waiting(NOVEMBER)
    assert later.since == "2022-09"
    confirm_text(actor=CONTROLLER, now=NOW, where=OCTOBER, key=key, seen=moved_one.number)
    assert waiting(OCTOBER) == ()
    assert "Som det var" in says(CONTROLLER, demo_store)
    (later,) = waiting(NOVEMBER)
    assert later.since == "2022-10"


def test_what_came_along_is_kept_as_the_months_own_when_it_is_made_public(
    demo_store: Store,
) -> None:
    key = save(where=SEPTEMBER, body="Som det var.")
    mine = says(CONTROLLER, demo_store)
    assert release(OCTOBER) == 1
    assert says(PUBLIC, demo_store) == says(CONTROLLER, demo_store) == mine
    save(where=SEPTEMBER, key=key, body="Som det blev.", seen=1)
    assert "Som det var" in says(PUBLIC, demo_store), "the month stays as it was read"
    assert release(OCTOBER) == 0


def test_a_text_that_was_taken_out_comes_along_no_more(demo_store: Store) -> None:
    key = save(where=SEPTEMBER)
    take_out(actor=CONTROLLER, now=NOW, where=OCTOBER, key=key, seen=0)
    assert waiting(NOVEMBER) == ()
    assert key not in {one.section.key for one in listed(NOVEMBER, demo_store)}


def test_a_section_of_the_file_for_the_very_month_goes_before_what_comes_along(
    demo_store: Store,
) -> None:
    save(where=SEPTEMBER, key="relationsvald", body="Från september.")
    assert "Läget har lugnat sig" in says(CONTROLLER, demo_store)


def test_months_without_a_text_of_their_own_begin_with_the_template(demo_store: Store) -> None:
    save_text(
        actor=CONTROLLER, now=NOW, where=SEPTEMBER, key="", words=words("Varje månad."), seen=0,
        as_template=True,
    )  # fmt: skip
    (template,) = templates(reader=CONTROLLER, where=OCTOBER)
    assert (template.heading, template.starts) == ("Framtiden", Period.month(2022, 10))
    found = {one.section.key: one.section for one in listed(OCTOBER, demo_store)}["framtiden"]
    assert (found.origin, found.since) == (Origin.TEMPLATE, ""), "it is written for every month"
    assert "framtiden" not in {one.section.key for one in listed(month(8), demo_store)}
    take_template_back(actor=CONTROLLER, now=NOW, where=NOVEMBER, key="framtiden")
    assert templates(reader=CONTROLLER, where=OCTOBER) == ()
    after = {one.section.key: one.section.origin for one in listed(NOVEMBER, demo_store)}
    assert after["framtiden"] is Origin.CARRIED
    before = {one.section.key: one.section.origin for one in listed(OCTOBER, demo_store)}
    assert before["framtiden"] is Origin.TEMPLATE


def test_the_second_to_save_is_told_what_the_first_saved_and_nothing_is_lost(
    demo_store: Store,
) -> None:
    key = save(body="Från början.")
    save(key=key, body="Chefens ord.", seen=1)
    with pytest.raises(TextChanged) as told:
        save(key=key, body="Controllerns ord.", seen=1)
    assert told.value.theirs.body == "Chefens ord."
    assert told.value.theirs.number == 2
    save(key=key, body="Chefens ord.", seen=1)  # the same words are no quarrel
    save(key=key, body="Bådas ord.", seen=2)
    said = former_wordings(reader=CONTROLLER, where=OCTOBER, key=key)
    assert [one.body for one in said] == ["Från början.", "Chefens ord.", "Bådas ord."]


def test_a_section_that_somebody_moved_meanwhile_can_be_saved(demo_store: Store) -> None:
    key = save(body="Från början.")
    move_text(actor=MANAGER, now=NOW, where=OCTOBER, key=key, step=-1)
    save(key=key, body="Mina ord.", seen=1)
    assert "Mina ord" in says(CONTROLLER, demo_store)


def test_a_text_with_faults_is_refused_with_all_of_them(demo_store: Store) -> None:
    wrong = "Det är [[Integratjon: utfall]].\n\nEller 1 562 tkr, [[månadn]]."
    with pytest.raises(TextRefused) as told:
        save(body=wrong)
    first, second, third = told.value.in_body
    assert (first.line, first.words) == (1, "[[Integratjon: utfall]]")
    assert first.nearest[0] == "[[Integration: utfall]]"
    assert (second.line, second.words) == (3, "1 562")
    assert (third.words, third.nearest[0]) == ("[[månadn]]", "[[månaden]]")
    assert not WrittenText.everything.exists()
    for empty, heading in (("", ""), ("x" * 20_001, "Lång"), ("Text", "x" * 201)):
        with pytest.raises(TextRefused):
            save_text(
                actor=CONTROLLER, now=NOW, where=OCTOBER, key="", words=words(empty, heading),
                seen=0,
            )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ett ord [[perioden]] och {datum: 1 januari 2023}, {lag: KL 6:1}.", []),
        ("[[Nämnden: resultat | utan tecken]]", ["[[Nämnden: resultat | utan tecken]]"]),
        ("{datum: 12 tkr} den 3 mars 2022", ["{datum: 12 tkr}", "3", "2022"]),
        ("En [[halv\noch en ]] till", ["[[halv", "och en ]]"]),
        ("1 000,5 och 2.", ["1 000,5", "2"]),
    ],
)
def test_each_fault_is_told_where_it_stands(demo_store: Store, text: str, found: list[str]) -> None:
    told = faults(text, committee_naming(OWN))
    assert [one.words for one in told] == found
    assert all(text[one.start : one.end] == one.words for one in told)


def test_sections_change_places(demo_store: Store) -> None:
    keys = [one.section.key for one in listed(OCTOBER, demo_store)]
    opening = keys.index("osakra-poster")
    move_text(actor=CONTROLLER, now=NOW, where=OCTOBER, key="osakra-poster", step=-1)
    after = [one.section.key for one in listed(OCTOBER, demo_store)]
    assert after.index("osakra-poster") == opening - 1
    assert sorted(after) == sorted(keys)
    move_text(actor=CONTROLLER, now=NOW, where=OCTOBER, key="osakra-poster", step=-1)
    assert [one.section.key for one in listed(OCTOBER, demo_store)] == after, "it stands first"


@pytest.mark.parametrize(
    ("orders", "index", "step", "then"),
    [
        ([10, 20, 30], 0, 1, [25, 20, 30]),
        ([10, 20, 30], 2, -1, [10, 20, 15]),
        ([10, 20, 30], 1, 1, [10, 40, 30]),
        ([10, 20], 1, -1, [10, 5]),
        ([10, 10, 11], 0, 1, [20, 10, 30]),
        ([0, 20], 1, -1, [20, 10]),
        ([10], 0, 1, [10]),
        ([10, 20], 0, -1, [10, 20]),
    ],
)
def test_what_moves_goes_between_or_all_are_numbered_anew(
    orders: list[int], index: int, step: int, then: list[int]
) -> None:
    assert moved(orders, index, step) == then


def test_rights(demo_store: Store) -> None:
    for stranger in (
        PUBLIC, one(Role.READER, OWN), one(Role.CONTROLLER, "ifon"), one(Role.ADMINISTRATOR),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            listed_sections(reader=stranger, store=demo_store, where=OCTOBER)
    with pytest.raises(NotAllowed):
        save_text(actor=one(Role.AUDITOR), now=NOW, where=OCTOBER, key="", words=words(), seen=0)
    with pytest.raises(NotAllowed):
        release_texts(actor=MANAGER, now=NOW, committee=OWN, month=OCTOBER.month, form="monthly")
    for role in (Role.MANAGER, Role.CONTROLLER, Role.SECRETARY, Role.HEAD):
        save_text(actor=one(role, OWN), now=NOW, where=OCTOBER, key="", words=words(), seen=0)
    assert WrittenText.everything.count() == 4


def test_the_log_tells_who_wrote_but_not_what(demo_store: Store) -> None:
    save(body="Hemliga ord.")
    entry = Entry.everything.order_by("pk").last()
    assert entry is not None
    assert entry.verb == "skrev rapporttext"
    assert entry.thing == f"{OWN} 2022-10 monthly framtiden"
    assert "Hemliga" not in repr(vars(entry))


def test_names_and_first_words() -> None:
    assert new_key("Ekonomiskt bistånd [[året]]", ["x"]) == "ekonomiskt-bistand"
    assert new_key("Läget", ["laget", "laget-2"]) == "laget-3"
    assert new_key("[[året]]", []) == "avsnitt"
    assert differing("ett två tre", "ett fyra tre") == (
        ("ett ", False),
        ("fyra", True),
        (" tre", False),
    )
    assert differing("", "nytt") == (("nytt", True),)
    assert differing("a", "b " * 3001) == (("b " * 3001, False),)
    assert first_words("# Rubrik\n\n- **Fet** _text_ här") == "Rubrik Fet text här"
    assert first_words("ord " * 50, 20) == "ord ord ord ord ord …"


def listed(where: Where, store: Store) -> tuple:  # type: ignore[type-arg]
    return listed_sections(reader=CONTROLLER, store=store, where=where)[0]


def waiting(where: Where) -> tuple:  # type: ignore[type-arg]
    return carried_over(
        reader=OPERATOR, committee=where.committee, month=where.month, form=where.form
    )


def month(number: int) -> Where:
    return Where(OWN, Period.month(2022, number), "monthly")


def release(where: Where, now: datetime = NOW) -> int:
    return release_texts(
        actor=CONTROLLER, now=now, committee=where.committee, month=where.month, form=where.form
    )
