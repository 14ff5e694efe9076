"""The report of October 2022 as a document: real figures, every kind of block."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from uppsikt.documents import (
    Bullets,
    Cell,
    Column,
    Document,
    Facts,
    FigureText,
    Heading,
    Lead,
    Link,
    Note,
    PageBreak,
    Paragraph,
    Row,
    Runs,
    Series,
    Table,
    Text,
    history_chart,
    variance_chart,
    year_chart,
)
from uppsikt.figures import MISSING, NOT_COMPUTABLE, Unit

COLUMNS = (
    Column("Utfall 2021-10", "Utfall\nokt 2021", "pale", 3),
    Column("Budget 2022", "Budget\n2022", priority=2),
    Column("Budget 2022-10", "Budget\njan–okt", priority=3),
    Column("Utfall 2022-10", "Utfall\njan–okt", priority=2),
    Column("Prognos 2022", "Prognos\n2022"),
    Column("Avvikelse", "Avvikelse\nhelår", "variance"),
)
NET_COSTS: dict[str, tuple[int, ...]] = {
    "Central administration": (-11149, -15829, -13182, -11831, -14829, 1000),
    "Politisk verksamhet": (-920, -1675, -1396, -943, -1675, 0),
    "Allmän IFO-administration": (-37311, -48184, -40119, -33787, -45184, 3000),
    "Ekonomiskt bistånd": (-50150, -57500, -47917, -49479, -60000, -2500),
    "Insatser relationsvåld": (-8109, -9200, -6970, -6757, -10200, -1000),
    "Feriearbeten": (-15723, -13630, -13494, -13176, -13630, 0),
    "Arbetsförberedande åtgärder": (-32081, -36538, -30541, -32448, -36538, 0),
    "Arbetsmarknadsinsatser": (-56980, -58600, -60532, -64984, -61429, -2829),
    "Integration": (-4325, -4145, -3451, -352, -10645, -6500),
    "Övrigt": (-2536, -5120, -4262, -3257, -4820, 300),
}
TOTAL = (-219284, -252950, -223972, -217014, -258950, -6000)


def stated(value: int) -> Cell:
    """A printed value whose exact one is a third of a unit away."""
    return Cell(value, Decimal(value) + Decimal("0.33"))


def net_cost_table() -> Table:
    rows = [
        Row(name, name, "row", tuple(stated(value) for value in values), f"rad-{number}")
        for number, (name, values) in enumerate(NET_COSTS.items())
    ]
    contingency = (Cell(0), Cell(-2529), Cell(-2108), Cell(absent=MISSING), Cell(0), Cell(2529))
    rows.append(Row("Buffert", "Buffert", "row", contingency, "buffert"))
    total = tuple(stated(value) for value in TOTAL)
    parts = tuple(row.key for row in rows)
    rows.append(Row("Summa", "Summa", "sum", total, "summa", parts))
    return Table(
        "netto",
        "Verksamheternas nettokostnader, tkr (okt 2022)",
        "Verksamheternas nettokostnader",
        Unit.TKR,
        COLUMNS,
        tuple(rows),
        ("Tabellen är avrundad så att alla summor stämmer.",),
    )


def interim_table() -> Table:
    """Groups of income, cost and net, and a column that cannot be computed."""
    columns = (
        Column("Utfall jan-aug 2024", "Utfall\njan–aug 2024", "pale", 2),
        Column("Utfall jan-aug 2025", "Utfall\njan–aug 2025"),
        Column("Avvikelse jan-aug 2025", "Avvikelse\njan–aug", "variance"),
    )

    def group(name: str, income: int, cost: int) -> list[Row]:
        def cells(value: int) -> tuple[Cell, ...]:
            return (Cell(absent=NOT_COMPUTABLE), Cell(value), Cell(value // 10))

        key = name.lower()
        net = (Cell(absent=NOT_COMPUTABLE), Cell(income + cost), Cell(income // 10 + cost // 10))
        return [
            Row(name, name, "head", (), key),
            Row(f"{name} / Intäkt", "Intäkt", "sub", cells(income), f"{key}-i"),
            Row(f"{name} / Kostnad", "Kostnad", "sub", cells(cost), f"{key}-k"),
            Row(f"{name} / Nettokostnad", "Nettokostnad", "subtotal", net, f"{key}-n",
                (f"{key}-i", f"{key}-k")),
        ]  # fmt: skip

    return Table(
        "verk",
        "5.2 Verksamheternas nettokostnader (Tkr)",
        "Intäkter, kostnader och nettokostnader",
        Unit.TKR,
        columns,
        (*group("Integration", 4100, -9100), *group("Övrigt", 20, -3000)),
    )


def history() -> tuple[Series, ...]:
    by_month = {
        2022: (4824, 5166, 5139, 5180, 4958, 6025, 5214, 3499, 4810, 4664, None, None),
        2021: (4362, 4610, 5875, 4985, 5570, 6615, 5140, 3018, 5061, 4914, 4880, 5390),
        2020: (4120, 4300, 4650, 4710, 4390, 5100, 4800, 2900, 4400, 4480, 4510, 4700),
    }
    return (
        Series("2022", "this", by_month[2022]),
        Series("2021", "last", by_month[2021]),
        Series("2020", "older", by_month[2020]),
    )


def year() -> tuple[Series, ...]:
    actual = (20100, 41200, 63900, 86000, 108500, 132000, 154800, 173900, 195700, 217014)
    budget = tuple(round(252950 * month / 12) for month in range(1, 13))
    forecast = (None,) * 9 + (217014, None, 258950)
    return (
        Series("budget", "budget", budget),
        Series("utfall", "this", (*actual, None, None)),
        Series("prognos", "forecast", forecast),
    )


def deviation(activity: str, text: str, direction: Literal["better", "worse"]) -> Runs:
    """One line of a list of forecast variances."""
    return (Text(f"{activity}: "), FigureText(text, f"{activity}: prognosavvikelse", direction))


def october() -> Document:
    """The whole document."""
    variances = [(name, values[5]) for name, values in NET_COSTS.items()] + [("Buffert", 2529)]
    return Document(
        title="Budgetuppföljning oktober 2022",
        subtitle="Arbetslivsnämnden",
        author="Arbetslivsförvaltningen",
        date="11 november 2022",
        period_text="januari–oktober 2022",
        identifier="arbetslivsnamnden-2022-10-monthly",
        blocks=(
            Lead((
                Text("Till och med oktober är resultatet "),
                FigureText("plus 6\u00a0958\u00a0tkr", "Nämnden: resultat jan–okt 2022", "better"),
                Text("; plus 958\u00a0tkr med ej bokförd hyra. "),
                Text("För hela året väntas ett underskott på "),
                FigureText("6\u00a0000\u00a0tkr", "Nämnden: prognosavvikelse 2022", "worse"),
                Text(", mest inom Integration."),
            )),
            Facts((
                ("Kommunbidrag 2022", "252\u00a0950", "tkr"),
                ("Utfall jan–okt", "−217\u00a0014", "tkr"),
                ("Periodbudget jan–okt", "−223\u00a0972", "tkr"),
                ("Prognos helår", "−258\u00a0950", "tkr"),
            )),
            Heading(1, "Nämndens ekonomi"),
            net_cost_table(),
            Heading(2, "Avvikelser i prognosen"),
            variance_chart("Integration drar ner helåret", "prognosavvikelse 2022 per verksamhet",
                           variances, Unit.TKR),
            Paragraph((
                Text("Integration väntas kosta 6\u00a0500\u00a0tkr mer än budget. "),
                Text("Schablonersättningen täcker inte alla kostnader", strong=True),
                Text(", och hyran för Kyllared är "),
                Text("ännu inte bokförd", emphasis=True),
                Text(". Läs mer hos "),
                Link("Migrationsverket", "https://www.migrationsverket.se/"),
                Text("."),
            )),
            Bullets((
                deviation("Integration", "minus 6\u00a0500\u00a0tkr", "worse"),
                deviation("Allmän IFO-administration", "plus 3\u00a0000\u00a0tkr", "better"),
            )),
            year_chart("Utfallet ligger över budget, prognosen likaså",
                       "nämndens nettokostnad, samlad", year(), Unit.TKR),
            PageBreak(),
            Heading(1, "Ekonomiskt bistånd"),
            history_chart("Kostnaden följer fjolåret månad för månad",
                          "ekonomiskt bistånd", history(), Unit.TKR),
            Heading(2, "Intäkter och kostnader"),
            interim_table(),
            Note((Text("Uppgifterna är hämtade ur redovisningen den 4 november 2022."),)),
        ),
    )  # fmt: skip
