"""The managers' whole-year forecasts: the budget plus the published variance, by account group.

Published is the variance per activity (2025 also by income and cost, and in total by account
group). Which group it falls on is made up where it was not published.
"""

from dataclasses import dataclass

from .activities import CONTINGENCY, LABOUR, SOCIAL_ASSISTANCE
from .groups import FEES, GOODS, PREMISES, STAFF, STATE_GRANTS, Matrix
from .rounding import TKR


@dataclass(frozen=True)
class View:
    """What one manager expects: tkr better or worse than budget per group, and why."""

    comment: str
    parts: dict[str, int]


@dataclass(frozen=True)
class Round:
    """One month's forecasts of a committee."""

    committee: str
    month: str
    given: str
    views: dict[str, View]


@dataclass(frozen=True)
class Row:
    """One row of a forecast file: öre, or the contingency without a group."""

    month: str
    activity: str
    group: str
    amount: int
    given: str
    author: str
    comment: str


AUTHORS = {
    "central-administration": "Förvaltningschef",
    "politisk-verksamhet": "Nämndsekreterare",
    "ifo-administration": "Verksamhetschef individ- och familjeomsorg",
    SOCIAL_ASSISTANCE: "Enhetschef Försörjningsenheten",
    "insatser-relationsvald": "Enhetschef Relationsvåldsenheten",
    "feriearbeten": "Enhetschef Enheten för unga",
    "arbetsforberedande-atgarder": "Verksamhetschef arbetsmarknad",
    "arbetsmarknadsinsatser": "Verksamhetschef arbetsmarknad",
    "integration": "Enhetschef integration",
    "ovrigt": "Controller",
    "barn-och-ungdomsvard": "Verksamhetschef barn och unga",
    "vard-av-vuxna": "Verksamhetschef vuxna",
    "flyktingverksamhet": "Enhetschef ensamkommande",
    "ovrig-verksamhet": "Controller",
    CONTINGENCY: "Controller",
}

_AS_PLANNED = View("Följer budget.", {})

_MARCH_2022 = {
    SOCIAL_ASSISTANCE: View("Riksnorm och boendekostnader ökar.", {GOODS: -1_500}),
    "ifo-administration": View("Vakanta tjänster under våren.", {STAFF: 1_000}),
}
_MAY_2022 = {
    "central-administration": View("Tjänster tillsätts senare än planerat.", {STAFF: 271}),
    "ifo-administration": View("Svårt att rekrytera socialsekreterare.", {STAFF: 2_000}),
    SOCIAL_ASSISTANCE: View("Högre boendekostnader per hushåll än i budget.", {GOODS: -2_500}),
    "insatser-relationsvald": View(
        "Fler och längre placeringar i skyddat boende.", {GOODS: -2_000}
    ),
    "feriearbeten": View("Kostnaden kommer i sommar och följer budget.", {}),
    "arbetsmarknadsinsatser": View("Lägre ersättning per deltagare.", {STATE_GRANTS: -500}),
    "integration": View("Tomma lägenheter under omställningen.", {PREMISES: -300}),
    "ovrigt": View("Ett avtal avslutades under första kvartalet.", {GOODS: 500}),
}
_AUGUST_2022 = {
    "central-administration": View("Vakanser under hela våren.", {STAFF: 700}),
    "ifo-administration": View("Rekryteringen går trögt även efter sommaren.", {STAFF: 2_500}),
    SOCIAL_ASSISTANCE: View("Färre hushåll men högre kostnad per hushåll.", {GOODS: -2_500}),
    "insatser-relationsvald": View("Placeringarna har blivit färre.", {GOODS: -1_500}),
    "arbetsmarknadsinsatser": View("Fler deltagare med stort stödbehov.", {STAFF: -2_000}),
    "integration": View(
        "Evakueringsboendet täcks inte helt av schablonersättningen.",
        {STATE_GRANTS: 8_400, GOODS: -7_400, PREMISES: -4_000},
    ),
    "ovrigt": View("Lägre kostnader för partnerskap.", {GOODS: 300}),
}
_OCTOBER_2022 = {
    "central-administration": View("Tjänster som inte tillsatts under året.", {STAFF: 1_000}),
    "ifo-administration": View("Fortsatt svårt att rekrytera socialsekreterare.", {STAFF: 3_000}),
    SOCIAL_ASSISTANCE: View(
        "Hushållen blir färre, men kostnaden per hushåll ökar.", {GOODS: -2_500}
    ),
    "insatser-relationsvald": View(
        "Långa placeringar under våren, men läget har stabiliserats.", {GOODS: -1_000}
    ),
    "feriearbeten": View("Sommarens kostnad är bokförd och ryms i budgeten.", {}),
    "arbetsmarknadsinsatser": View(
        "Deltagarna behöver mer stöd, och kostnaden per deltagare ökar.", {STAFF: -2_829}
    ),
    "integration": View(
        "Evakueringsboendet ger underskott när hyran för Kyllared är betald.",
        {STATE_GRANTS: 8_400, GOODS: -8_900, PREMISES: -6_000},
    ),
    "ovrigt": View("Lägre kostnader för partnerskap.", {GOODS: 300}),
}
_APRIL_2023 = {
    "barn-och-ungdomsvard": View("Fler köpta placeringar än i budget.", {GOODS: -4_500}),
    "vard-av-vuxna": View("Köpt vård ökar.", {GOODS: -1_500}),
}
_JULY_2023 = {
    "central-administration": View(
        "Bidrag för ett projekt, med lika stor kostnad.", {STATE_GRANTS: 1_498, STAFF: -1_498}
    ),
    "ifo-administration": View("Konsulter ersätter vakanta tjänster, inom budget.", {}),
    "barn-och-ungdomsvard": View(
        "Köpta platser ökar, och återsökta medel täcker en del.",
        {STATE_GRANTS: 1_500, FEES: 2_500, GOODS: -10_202},
    ),
    "vard-av-vuxna": View(
        "Köpt vård för personer med stort vårdbehov.", {FEES: -392, GOODS: -2_608}
    ),
}
# Nothing was published after July 2023: made up.
_OCTOBER_2023 = {
    "central-administration": View(
        "Bidrag för ett projekt, med lika stor kostnad.", {STATE_GRANTS: 1_498, STAFF: -1_498}
    ),
    "ifo-administration": View("Vakanta tjänster ger lägre kostnad.", {STAFF: 900}),
    "barn-och-ungdomsvard": View(
        "Fler placeringar på institution än i juli.",
        {STATE_GRANTS: 1_500, FEES: 3_000, GOODS: -13_900},
    ),
    "vard-av-vuxna": View("Färre placeringar under hösten.", {FEES: -300, GOODS: -1_500}),
}
_APRIL_2025 = {
    SOCIAL_ASSISTANCE: View("Fler hushåll och högre boendekostnader.", {GOODS: -6_000}),
    "arbetsforberedande-atgarder": View("Vakanta tjänster.", {STAFF: 3_000}),
}
_AUGUST_2025 = {
    "central-administration": View(
        "Bidrag för utvecklingsarbete som inte var budgeterat.",
        {STATE_GRANTS: 2_000, STAFF: -81},
    ),
    "ifo-administration": View("Ersättning för mottagning av flyktingar.", {STATE_GRANTS: 2_000}),
    SOCIAL_ASSISTANCE: View(
        "Högre levnadsomkostnader och fler hushåll.", {FEES: 2_000, GOODS: -13_000}
    ),
    "feriearbeten": View(
        "Fler feriearbeten i kommunen när företagen erbjuder färre.",
        {STATE_GRANTS: 1_486, STAFF: -4_986},
    ),
    "arbetsforberedande-atgarder": View(
        "Inköp skjuts upp och lönebidragen blir högre.",
        {STATE_GRANTS: 3_000, STAFF: -1_933, GOODS: 4_933},
    ),
    "arbetsmarknadsinsatser": View(
        "Fler anställda deltagare, delvis med statlig ersättning.",
        {STATE_GRANTS: 2_500, FEES: 500, STAFF: -2_000, GOODS: 1_000},
    ),
    "integration": View(
        "Fler hyresintäkter, men personalen minskar långsammare än uppdraget.",
        {STATE_GRANTS: 500, FEES: 500, STAFF: -1_000},
    ),
}

# Made up, as all of the committee's 2023: see example_2023.
_LABOUR_JULY_2023 = {
    SOCIAL_ASSISTANCE: View("Färre hushåll än i budget.", {GOODS: 3_000}),
    "integration": View("Lokalerna lämnas senare än planerat.", {PREMISES: -1_200}),
}

ROUNDS = (
    Round(LABOUR, "2022-03", "2022-04-08", _MARCH_2022),
    Round(LABOUR, "2022-05", "2022-06-08", _MAY_2022),
    Round(LABOUR, "2022-08", "2022-09-07", _AUGUST_2022),
    Round(LABOUR, "2022-10", "2022-11-08", _OCTOBER_2022),
    Round("ifon", "2023-04", "2023-05-08", _APRIL_2023),
    Round("ifon", "2023-07", "2023-08-14", _JULY_2023),
    Round(LABOUR, "2023-07", "2023-08-11", _LABOUR_JULY_2023),
    Round("ifon", "2023-10", "2023-11-09", _OCTOBER_2023),
    Round(LABOUR, "2025-04", "2025-05-07", _APRIL_2025),
    Round(LABOUR, "2025-08", "2025-09-05", _AUGUST_2025),
)


def rows(one: Round, budget: Matrix) -> list[Row]:
    """All rows of one round: every group of every activity, and nothing for the contingency."""
    found = []
    for activity in dict.fromkeys(activity for activity, _ in budget):
        view = one.views.get(activity, _AS_PLANNED)
        groups = dict.fromkeys([g for a, g in budget if a == activity] + list(view.parts))
        for group in groups:
            amount = budget.get((activity, group), 0) + view.parts.get(group, 0) * TKR
            comment = view.comment if group == next(iter(groups)) else ""
            author = AUTHORS[activity]
            found.append(Row(one.month, activity, group, amount, one.given, author, comment))
    comment = "Bufferten är inte använd och räknas inte in i prognosen."
    last = Row(one.month, CONTINGENCY, "", 0, one.given, AUTHORS[CONTINGENCY], comment)
    return [*found, last]
