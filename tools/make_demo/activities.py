"""The two committees' report lines: keys, published names, codes in the ledger, shares by group."""

from dataclasses import dataclass

from .groups import Shares

LABOUR, FAMILY = "arbetslivsnamnden", "ifon"
CONTINGENCY = "buffert"
SOCIAL_ASSISTANCE = "ekonomiskt-bistand"


@dataclass(frozen=True)
class Activity:
    """A report line. ``places`` are (unit, activity code) pairs that feed it in the ledger."""

    key: str
    name: str
    places: tuple[tuple[str, str], ...]
    shares: Shares
    accounts: str  # which mix of accounts its goods and fees lie on


_LABOUR: tuple[Activity, ...] = (
    Activity(
        "central-administration",
        "Central administration",
        (("6100", "9200"), ("6101", "9201"), ("6102", "9202")),
        Shares(200, 800, 60),
        "office",
    ),
    Activity(
        "politisk-verksamhet",
        "Politisk verksamhet",
        (("6110", "1000"),),
        Shares(0, 850, 20),
        "office",
    ),
    Activity(
        "ifo-administration",
        "Allmän IFO-administration",
        (("6120", "5700"), ("6121", "5700"), ("6122", "5701")),
        Shares(500, 850, 80),
        "office",
    ),
    Activity(
        SOCIAL_ASSISTANCE,
        "Ekonomiskt bistånd",
        (("6120", "5750"), ("6121", "5751")),
        Shares(0, 0, 0),
        "assistance",
    ),
    Activity(
        "insatser-relationsvald",
        "Insatser relationsvåld",
        (("6125", "5760"), ("6125", "5761")),
        Shares(550, 180, 30),
        "care",
    ),
    Activity("feriearbeten", "Feriearbeten", (("6150", "6119"),), Shares(1000, 970, 0), "office"),
    Activity(
        "arbetsforberedande-atgarder",
        "Arbetsförberedande åtgärder",
        (("6140", "6110"), ("6141", "6111"), ("6150", "6112"), ("6143", "6113")),
        Shares(800, 780, 140),
        "workshop",
    ),
    Activity(
        "arbetsmarknadsinsatser",
        "Arbetsmarknadsinsatser",
        (("6130", "6120"), ("6131", "6120"), ("6132", "6121"), ("6133", "6122")),
        Shares(900, 880, 60),
        "workshop",
    ),
    Activity(
        "integration",
        "Integration",
        (("6160", "6000"), ("6161", "6001")),
        Shares(950, 600, 250),
        "housing",
    ),
    Activity("ovrigt", "Övrigt", (("6170", "6900"),), Shares(100, 250, 100), "grants"),
)


_FAMILY: tuple[Activity, ...] = (
    Activity(
        "central-administration",
        "Central administration",
        (("6200", "9200"), ("6201", "9201")),
        Shares(200, 780, 70, 5),
        "office",
    ),
    Activity(
        "politisk-verksamhet",
        "Politisk verksamhet",
        (("6210", "1000"),),
        Shares(0, 850, 20),
        "office",
    ),
    Activity(
        "ifo-administration",
        "Allmän IFO-administration",
        (("6220", "5700"), ("6221", "5701"), ("6222", "5702")),
        Shares(350, 760, 60),
        "office",
    ),
    Activity(
        "barn-och-ungdomsvard",
        "Barn- och ungdomsvård",
        (("6230", "5520"), ("6231", "5540"), ("6232", "5560")),
        Shares(450, 270, 30, 2),
        "care",
    ),
    Activity(
        "vard-av-vuxna",
        "Vård av vuxna",
        (("6240", "5580"), ("6241", "5581"), ("6242", "5582")),
        Shares(250, 390, 110, 4),
        "care",
    ),
    Activity(
        "flyktingverksamhet",
        "Flyktingverksamhet",
        (("6250", "6000"),),
        Shares(1000, 420, 50),
        "care",
    ),
    Activity(
        "ovrig-verksamhet", "Övrig verksamhet", (("6260", "6900"),), Shares(0, 0, 0), "office"
    ),
)


ACTIVITIES = {LABOUR: _LABOUR, FAMILY: _FAMILY}


def shares(committee: str) -> dict[str, Shares]:
    """Shares by activity key."""
    return {activity.key: activity.shares for activity in ACTIVITIES[committee]}


def key_of(committee: str, name: str) -> str:
    """The key of a published row's name."""
    return next(a.key for a in ACTIVITIES[committee] if a.name == name)
