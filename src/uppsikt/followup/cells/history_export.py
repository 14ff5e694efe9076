"""The history of a figure as a file: CSV, Excel or JSON.

What people have written (a decision, a reason) may begin with ``=``, which a spreadsheet takes for
a formula: in Excel it is a cell of text, and in CSV it gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from fractions import Fraction

import xlsxwriter

from uppsikt.figures import Absent, Value
from uppsikt.followup.cells.history import Event, FigureHistory, Printing, Step
from uppsikt.followup.cells.history_words import FIELDS, rows
from uppsikt.followup.cells.voucher_export import csv_text

_CREATED = {"title": "Historik"}


def history_csv(history: FigureHistory) -> bytes:
    """The values as CSV as Swedish spreadsheets read it: semicolons, decimal commas, UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(field.head for field in FIELDS)
    writer.writerows([csv_text(value) for value in row] for row in rows(history))
    return "\ufeff".encode() + text.getvalue().encode()


def history_xlsx(history: FigureHistory) -> bytes:
    """The values as an Excel workbook: amounts are numbers, and all else is text."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties(_CREATED)
        bold = book.add_format({"bold": True})
        amount = book.add_format({"num_format": "# ##0.00"})
        whole = book.add_format({"num_format": "# ##0"})
        sheet = book.add_worksheet("Historik")
        sheet.write_string(0, 0, history.text, bold)
        sheet.freeze_panes(3, 0)
        for column, field in enumerate(FIELDS):
            sheet.set_column(column, column, field.width)
            sheet.write_string(2, column, field.head, bold)
        for at, row in enumerate(rows(history), 3):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(at, column, value)
                else:
                    look = amount if isinstance(value, Decimal) else whole
                    sheet.write_number(at, column, value, look)
    return content.getvalue()


def history_json(history: FigureHistory) -> bytes:
    """The history as JSON: exact values in öre, null for none with the state beside it."""
    return (json.dumps(history_data(history), ensure_ascii=False, indent=1) + "\n").encode()


def history_data(history: FigureHistory) -> dict[str, object]:
    """What the JSON file says."""
    return {
        "figure": history.text,
        "unit": "öre" if history.unit.is_money else history.unit.symbol,
        "first": _value(history.first),
        "now": _value(history.now),
        "values": [_step(step) for step in history.steps],
        "printed": [_printing(one) for one in history.printings],
    }


def _step(step: Step) -> dict[str, object]:
    return {
        **_event(step.event),
        "value": _value(step.value),
        "before": _value(step.before),
        "change": _value(step.change),
    }


def _printing(one: Printing) -> dict[str, object]:
    return {
        "at": one.at.isoformat(),
        "report": one.title,
        "month": str(one.month),
        "form": one.form,
        "version": one.version,
        "actor": one.actor,
        "value": _value(one.value),
        "printed_tkr": one.printed,
    }


def _event(event: Event) -> dict[str, object]:
    return {
        "at": event.at.isoformat(),
        "cause": event.cause.value,
        "import": event.number or None,
        "text": event.text,
        "day": None if event.day is None else event.day.isoformat(),
        "reasons": list(event.reasons),
        "author": event.author or None,
        "file": event.file or None,
        "actor": event.actor or None,
    }


def _value(value: Value) -> dict[str, object]:
    """The exact value: a whole number, or a fraction as text; or null and why."""
    if isinstance(value, Absent):
        return {"exact": None, "state": value.text}
    return {"exact": value if isinstance(value, int) else str(Fraction(value)), "state": None}


KINDS = {"csv": history_csv, "xlsx": history_xlsx, "json": history_json}
"""What makes each kind of file."""
