"""`uppsikt vouchers`: the voucher rows behind a sum, narrowed down, as CSV or Excel."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation
from uppsikt.cli.given import month
from uppsikt.cli.output import NotWritable, progress, refuse_folder, write_through
from uppsikt.figures import kronor, thousands
from uppsikt.store import Store

if TYPE_CHECKING:
    from uppsikt.followup.cells.voucher_export import RowFile
    from uppsikt.sources.drill import Drill

ASKED = {
    "activity": "verksamhet",
    "side": "slag",
    "group": "grupp",
    "account": "konto",
    "unit_code": "ansvar",
    "counterpart": "motpart",
    "project": "projekt",
    "least": "minst",
    "most": "hogst",
    "voucher": "verifikation",
    "text": "text",
    "first": "fran",
    "last": "till",
    "restated_to": "omraknat",
}
"""Options by their name in addresses of the pages: both are read by the same rules."""
_SIDES = {"income": "intakt", "cost": "kostnad"}


def run(options: argparse.Namespace) -> int:
    """Writes the rows to standard output or to the file of -o, and tells their sum."""
    period = month(options.period)
    target = Path(options.output) if options.output else None
    if target is not None:
        refuse_folder(target)
    elif options.format == "xlsx":
        raise NotWritable(
            "En Excelfil skrivs inte till standard ut.",
            todo=f"Ange en fil: -o verifikationer-{period}.xlsx",
        )
    folder = installation.open_to_read()
    # Know the database, so they can be imported only when Django has started.
    from uppsikt.followup.cells.row_request import read_request
    from uppsikt.followup.cells.text_readings import record_texts
    from uppsikt.followup.cells.voucher_export import row_file
    from uppsikt.sources.drill import drill

    store = Store(folder.columns)
    given = {word: getattr(options, name) or "" for name, word in ASKED.items()}
    given["slag"] = _SIDES.get(given["slag"], "")
    query = read_request(
        reader=acting.reader(), committee=options.committee, period=period.to_date_of(), given=given
    )
    behind = drill(reader=acting.reader(), store=store, query=query, limit=0)
    file = row_file(
        reader=acting.reader(),
        store=store,
        query=query,
        order="amount" if options.largest_first else "date",
    )
    if file.has_texts:
        record_texts(reader=acting.actor(), now=installation.now(), query=query)
    _write(file, target, options.format)
    _tell(behind, target)
    return 0


def _write(file: RowFile, target: Path | None, form: str) -> None:
    from uppsikt.followup.cells.voucher_export import csv_pieces, write_xlsx

    if target is None:
        for piece in csv_pieces(file):
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    elif form == "xlsx":
        write_through(target, lambda draft: write_xlsx(file, draft))
    else:
        write_through(target, lambda draft: _write_csv(file, draft))


def _write_csv(file: RowFile, draft: Path) -> None:
    from uppsikt.followup.cells.voucher_export import csv_pieces

    with draft.open("wb") as output:
        output.writelines(csv_pieces(file))


def _tell(behind: Drill, target: Path | None) -> None:
    """How many rows there are, their sum, and what of the booked sum has no rows."""
    where = f" De är skrivna till {target}." if target else ""
    told = f"{thousands(behind.rows.total)} rader, tillsammans {kronor(behind.rows.amount)}."
    progress(told + where)
    if behind.balances:
        total = sum(one.amount for one in behind.balances)
        progress(
            f"Därutöver är {kronor(total)} bara inläst som summa, utan verifikationer."
            if behind.query.chosen.is_of_balances
            else "För en del av perioden är bara summor inlästa; de går inte att söka i så."
        )
