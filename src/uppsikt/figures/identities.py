"""The rules between figures, each written once and used forwards (fill) and backwards (check).

An identity is one small function that gives the weights of a rule's terms. The builders look
it up in ``IDENTITIES`` and bind it to the names of figures. ``FigureBook`` knows no other
arithmetic, so a broken identity breaks our own reports and the review of others' alike.
"""

from collections.abc import Callable
from fractions import Fraction

from uppsikt.figures.absent import Exact
from uppsikt.figures.relation import Identity, Weights

IDENTITIES: dict[str, Identity] = {}
"""All identities by code. Builders look here each time, so a test can put a broken one in."""


def _identity(code: str, name: str, rule: str, source: str) -> Callable[[Weights], Weights]:
    """Register the decorated function as the weights of a new identity."""

    def register(weights: Weights) -> Weights:
        if code in IDENTITIES:
            raise ValueError(f"identity {code} is registered twice")
        IDENTITIES[code] = Identity(code, name, rule, source, weights)
        return weights

    return register


@_identity("same", "samma uppgift", "samma uppgift har samma värde", "house rule: one home")
def same_weights(count: int) -> tuple[Exact, ...]:
    """One figure has one value, wherever it is printed."""
    return (1,) * count


@_identity(
    "net_cost", "nettokostnad", "nettokostnad = intäkt + kostnad", "published tables 5.1.1 and 5.2"
)
def net_cost_weights(_count: int) -> tuple[Exact, ...]:
    """Income is positive and cost negative, so the net is their sum."""
    return (1, 1)


@_identity("total", "summa", "summan = delarna tillsammans", "every published table")
def total_weights(count: int) -> tuple[Exact, ...]:
    """A total is the sum of its rows."""
    return (1,) * count


@_identity(
    "group_sum",
    "summa av kontogrupper",
    "summan = kontogrupperna tillsammans",
    "published table 5.1.1",
)
def group_sum_weights(count: int) -> tuple[Exact, ...]:
    """A side of the books is the sum of its account groups."""
    return (1,) * count


@_identity(
    "without_internal",
    "utan interna poster",
    "summan = utan interna poster + interna poster",
    "house rule: what is removed from a sum of committees is shown beside it",
)
def without_internal_weights(_count: int) -> tuple[Exact, ...]:
    """What the committees booked is what they booked on others and on each other, both signed."""
    return (1, 1)


@_identity(
    "to_date", "summa till och med", "summan = månaderna tillsammans", "published month histories"
)
def to_date_weights(count: int) -> tuple[Exact, ...]:
    """A span of months is the sum of the months and spans that it is made of."""
    return (1,) * count


@_identity(
    "variance",
    "avvikelse",
    "avvikelse = utfall eller prognos − budget",
    "published column heads; negative is bad",
)
def variance_weights(_count: int) -> tuple[Exact, ...]:
    """Actual less period budget, or forecast less budget; both signed, so negative is bad."""
    return (1, -1)


@_identity(
    "original_budget",
    "ursprunglig budget",
    "ursprunglig budget = gällande budget − ändringar",
    "the decisions: what is in force is the first decision and what later ones have changed",
)
def original_budget_weights(count: int) -> tuple[Exact, ...]:
    """The budget in force less each kind of change that is decided since; all signed."""
    return (1, *(-1 for _ in range(count - 1)))


@_identity(
    "change",
    "förändring",
    "förändring = uppgiften nu − samma uppgift förut",
    "published sentences: higher or lower than the same period last year",
)
def change_weights(_count: int) -> tuple[Exact, ...]:
    """A figure now less the same figure of an earlier period, both signed."""
    return (1, -1)


@_identity(
    "moved",
    "flyttat",
    "flyttat = omräknat − som publicerat",
    "house rule: what makes restated differ from published is shown between them",
)
def moved_weights(count: int) -> tuple[Exact, ...]:
    """What has come to a line since, both signed; a line that was not there had nothing to take."""
    return (1, -1)[:count]


@_identity(
    "moved_away",
    "flyttat härifrån",
    "flyttat = det som publicerades med omvänt tecken",
    "house rule: a line that is no more has given away all that it had",
)
def moved_away_weights(_count: int) -> tuple[Exact, ...]:
    """All of a line that is not there in the later year's organisation has gone."""
    return (-1,)


@_identity(
    "unused_contingency",
    "outnyttjad buffert",
    "buffertens avvikelse = budgeten med omvänt tecken",
    "a contingency is never booked on",
)
def unused_contingency_weights(_count: int) -> tuple[Exact, ...]:
    """A contingency has a budget and never an actual, so its variance is the budget turned."""
    return (-1,)


@_identity(
    "grant_result",
    "resultat jämfört med kommunbidrag",
    "resultat = kommunbidrag + nettokostnad",
    "published table 5.1.1",
)
def grant_result_weights(_count: int) -> tuple[Exact, ...]:
    """The grant is positive and the net cost negative, so the result is their sum."""
    return (1, 1)


@_identity(
    "with_unbooked",
    "resultat med ej bokförd kostnad",
    "resultat med ej bokförd kostnad = resultat + ej bokförda kostnader",
    "published first sentence, October 2022",
)
def with_unbooked_weights(count: int) -> tuple[Exact, ...]:
    """Known unbooked costs are negative and stand beside the result, never in it."""
    return (1,) * count


@_identity(
    "available_result",
    "resultat jämfört med tillgängliga medel",
    "resultat jämfört med tillgängliga medel = resultat + godkänt ianspråktaget + öronmärkta medel",
    "published table 5.1.1",
)
def available_result_weights(_count: int) -> tuple[Exact, ...]:
    """What the committee may use of earlier results and for earmarked projects adds to means."""
    return (1, 1, 1)


@_identity(
    "result_adjustment",
    "resultatreglering",
    "resultatreglering = det som förs över − årets resultat",
    "the council's decision on the year's result: what is not carried over is written off",
)
def result_adjustment_weights(_count: int) -> tuple[Exact, ...]:
    """What the council lets the committee carry less what the year gave; both signed."""
    return (1, -1)


@_identity(
    "closing_result",
    "utgående ackumulerat resultat",
    "utgående = ingående + årets resultat + resultatreglering",
    "published tables of accumulated results",
)
def closing_result_weights(count: int) -> tuple[Exact, ...]:
    """What a committee takes into next year: all signed, and as many adjustments as there are."""
    return (1,) * count


@_identity(
    "forecast_miss",
    "prognosens miss",
    "miss = bokslut − prognos",
    "house rule: what was forecast is set against what it became",
)
def forecast_miss_weights(_count: int) -> tuple[Exact, ...]:
    """What the year became less what was forecast; both signed, so negative is bad."""
    return (1, -1)


@_identity(
    "earmarked_left",
    "kvar av öronmärkta medel",
    "kvar = godkänt − använt till och med förra året − använt i år",
    "the committees' own tables of earmarked projects",
)
def earmarked_left_weights(_count: int) -> tuple[Exact, ...]:
    """Approved = used to last year + used this year + remaining; all positive."""
    return (1, -1, -1)


@_identity(
    "known_left",
    "kvar av känd post",
    "kvar = belopp − återfört",
    "house rule: a known item is counted until it is booked, and never twice",
)
def known_left_weights(_count: int) -> tuple[Exact, ...]:
    """Amount = what vouchers have reversed + what remains; all of the amount's sign."""
    return (1, -1)


@_identity(
    "other_change",
    "övriga förändringar",
    "övriga förändringar = förslag − årets budget − kända steg",
    "house rule: what no decision explains of a proposal is shown beside the steps that do",
)
def other_change_weights(count: int) -> tuple[Exact, ...]:
    """The proposal less this year's budget, its indexation, efficiency and requests; all signed."""
    return (1, *(-1 for _ in range(count - 1)))


@_identity(
    "ended_change",
    "verksamhet som upphör",
    "övriga förändringar = −(årets budget + kända steg), när verksamheten inte finns nästa år",
    "house rule: what an activity had goes out of the budget when the activity does",
)
def ended_change_weights(count: int) -> tuple[Exact, ...]:
    """All that an activity had this year, turned: it has no proposal."""
    return (-1,) * count


@_identity("mean", "medelvärde", "medelvärde = summa / antal", "definition of the mean")
def mean_weights(count: int) -> tuple[Exact, ...]:
    """A mean of ``count`` values is their sum divided by the count."""
    return (Fraction(1, count),)


@_identity("share", "andel", "andel = del / helhet", "definition of a share")
def share_weights(_count: int) -> tuple[Exact, ...]:
    """A share is the part divided by the whole, as a ratio: a quarter is 1/4, not 25."""
    return (1,)


@_identity(
    "priced",
    "belopp efter pris",
    "belopp = pris · antal",
    "published transfers: one price a person and month",
)
def priced_weights(price: int) -> tuple[Exact, ...]:
    """An amount that follows a price is the price (öre for one) times the count."""
    return (price,)
