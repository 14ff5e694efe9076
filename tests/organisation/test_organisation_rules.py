"""Which line a ledger row feeds, which group an account belongs to: the rules by themselves."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from uppsikt.figures import Side
from uppsikt.organisation.feeds import NOBODY, Feed, Mapping, Target, ambiguities
from uppsikt.organisation.rules import (
    Group,
    cut_to_prefix,
    find_named,
    group_of,
    holds_on,
    is_result_account,
    longest_first,
    nearest,
    side_of_class,
)

OWN = Feed("aln", "", "14")
AID = Feed("aln", "bistand", "14", "575")
STAFF = Feed("aln", "personal", "14", "575", "5")


def test_the_narrowest_feed_wins() -> None:
    mapping = Mapping((OWN, AID, STAFF))
    assert mapping.target("1401", "5750", "4510", 202210) == Target("aln", "bistand")
    assert mapping.target("1401", "5750", "5010", 202210) == Target("aln", "personal")


def test_what_feeds_no_line_is_still_the_committees() -> None:
    assert Mapping((OWN, AID)).target("1401", "999", "4510", 202210) == Target("aln", "")


def test_what_meets_nothing_is_nobodys() -> None:
    assert Mapping((OWN, AID)).target("20", "575", "4510", 202210) == NOBODY


def test_a_line_goes_before_what_is_merely_the_committees_own() -> None:
    claim = Feed("aln", "", "14", "5750000")
    assert Mapping((claim, Feed("aln", "a", "14", "", "4"))).target(
        "14", "5750000", "4510", 202210
    ) == Target("aln", "a")


def test_a_feed_holds_in_its_months_only() -> None:
    mapping = Mapping((OWN, Feed("aln", "vald", "14", "576", last=202212)))
    assert mapping.target("14", "576", "4", 202212).line == "vald"
    assert mapping.target("14", "576", "4", 202301).line == ""


@pytest.mark.parametrize(
    ("one", "other", "third", "found"),
    [
        (Feed("a", "x", "14"), Feed("a", "y", "", "5"), None, True),
        (Feed("a", "x", "14"), Feed("a", "y", "", "5"), Feed("a", "z", "14", "5"), False),
        (Feed("a", "x", "14"), Feed("a", "y", "14"), None, True),
        (Feed("a", "x", "14"), Feed("a", "y", "141"), None, False),
        (Feed("a", "x", "14"), Feed("a", "y", "15"), None, False),
        (Feed("a", "x", "14", last=202112), Feed("a", "y", "14", first=202201), None, False),
        (Feed("a", "", "14"), Feed("a", "y", "", "5"), None, False),
        (Feed("a", "", "14"), Feed("b", "", "14"), None, True),
        (Feed("a", "", "14"), Feed("b", "y", "14", "5"), None, False),
    ],
)
def test_ambiguity(one: Feed, other: Feed, third: Feed | None, found: bool) -> None:
    feeds = [one, other] + ([third] if third else [])
    assert bool(ambiguities(feeds)) is found


codes = st.text("12", max_size=3)
feeds = st.builds(
    Feed, st.just("a"), st.sampled_from(["x", "y", "z"]), codes, codes, st.text("45", max_size=2)
)


@settings(max_examples=150, deadline=None)
@given(st.lists(feeds, max_size=5, unique_by=lambda f: f.prefixes), codes, codes, codes)
def test_without_ambiguity_the_winner_is_narrower_than_all_others(
    found: list[Feed], unit: str, activity: str, account: str
) -> None:
    if ambiguities(found):
        return
    mapping = Mapping(tuple(found))
    met = [
        feed
        for feed in found
        if all(
            code.startswith(prefix)
            for code, prefix in zip((unit, activity, account), feed.prefixes, strict=True)
        )
    ]
    target = mapping.target(unit, activity, account, 202201)
    assert (target == NOBODY) is (not met)
    winners = [
        feed
        for feed in met
        if all(
            one.startswith(other)
            for rival in met
            if rival.line != feed.line
            for one, other in zip(feed.prefixes, rival.prefixes, strict=True)
        )
    ]
    if met:
        assert target.line in {feed.line for feed in winners}
    cut = (
        cut_to_prefix(unit, mapping.unit_prefixes),
        cut_to_prefix(activity, mapping.activity_prefixes),
        cut_to_prefix(account, mapping.account_prefixes),
    )
    assert mapping.target(*cut, 202201) == target


def meets(feed: Feed, row: tuple[str, str, str]) -> bool:
    return all(map(str.startswith, row, feed.prefixes))


claims = st.builds(Feed, st.sampled_from("ab"), st.just(""), codes, codes)
lines = st.builds(
    Feed, st.sampled_from("ab"), st.sampled_from("xy"), codes, codes, st.text("45", max_size=2)
)


@settings(max_examples=200, deadline=None)
@given(st.lists(claims | lines, max_size=6), st.tuples(codes, codes, st.text("45", max_size=2)))
def test_a_row_is_a_lines_when_no_feed_that_it_meets_wins_over_the_lines(
    found: list[Feed], row: tuple[str, str, str]
) -> None:
    if ambiguities(found):
        return
    mapping = Mapping(tuple(found))
    winner = mapping.target(*row, 202201)
    for target in {Target(feed.committee, feed.line) for feed in found}:
        claimed = any(
            meets(feed, row) and not any(meets(rival, row) for rival in mapping.winners_over(feed))
            for feed in found
            if (feed.committee, feed.line) == target
        )
        assert claimed is (winner == target)


def test_cutting_takes_the_longest_prefix() -> None:
    prefixes = longest_first(["5", "57", "571", "", "5"])
    assert prefixes == ("571", "57", "5")
    assert cut_to_prefix("5720", prefixes) == "57"
    assert cut_to_prefix("6", prefixes) == ""


def test_the_group_with_the_longest_prefix_in_its_time() -> None:
    income = Group("avgifter", "Avgifter", Side.INCOME, 2, ("3",))
    state = Group("stat", "Statsbidrag", Side.INCOME, 1, ("35",), last=202212)
    assert group_of("3511", 202212, (income, state)) == state
    assert group_of("3511", 202301, (income, state)) == income
    assert group_of("4510", 202212, (income, state)) is None


def test_account_classes() -> None:
    assert is_result_account("3010")
    assert not is_result_account("1930")
    assert not is_result_account("")
    assert side_of_class("3") is Side.INCOME
    assert side_of_class("7") is Side.COST
    assert side_of_class("8") is None


def test_days_are_included_at_both_ends() -> None:
    first, last = date(2022, 1, 1), date(2022, 12, 31)
    assert holds_on(first, last, first)
    assert holds_on(first, last, last)
    assert not holds_on(first, last, date(2023, 1, 1))
    assert holds_on(None, None, first)


def test_names_are_found_by_key_name_and_alias() -> None:
    class Line:
        key = "insatser"
        name = "Insatser relationsvåld"
        aliases = ("Insatser relationsvård",)

    line = Line()
    for text in ("insatser", "INSATSER  relationsvåld", "Insatser relationsvård "):
        assert find_named([line], text) is line
    assert find_named([line], "Integration") is None


def test_a_name_like_none_is_not_answered_with_a_whole_report() -> None:
    rows = [f"Rad {number}" for number in range(50)]
    assert nearest("Rad 7", rows).startswith("Rad 7,")
    told = nearest("xyz", rows)
    assert told.startswith("Rad 0, Rad 1,")
    assert told.endswith("Rad 19 och 30 till")
    assert nearest("xyz", rows[:20]) == ", ".join(rows[:20])
