"""Known items of the labour committee, made up so that no published figure changes.

The credit note is booked in the month that it belongs to, by a correction in the ledger of 2022,
and commitments are part of no actual.
"""

from typing import NamedTuple

from .activities import LABOUR

COMMITTEE = LABOUR


class Row(NamedTuple):
    """A known item; the amount in kronor, as it is written in the file."""

    item: str
    kind: str
    name: str
    month: str
    activity: str
    group: str
    amount: str
    reference: str
    reason: str
    expected: str


ROWS = (
    Row("K-2022-01", "känd intäkt", "rättelse av felaktig faktura", "2022-10", "ifo-administration",
        "", "37708,17", "L 1139", "Leverantörens faktura var fel och rättas.", "2022-10-31"),
    Row("B-2022-01", "åtagande", "datorer till lärcentrum", "2022-08", "arbetsmarknadsinsatser",
        "material", "-185000", "", "Beställda och inte levererade.", "2022-12-15"),
    Row("B-2022-02", "åtagande", "ombyggnad av lokal", "2022-10", "arbetsforberedande-atgarder",
        "lokaler", "-420000", "", "Avtalad och börjar i januari.", "2023-02-28"),
)  # fmt: skip
