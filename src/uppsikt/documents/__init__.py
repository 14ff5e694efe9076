"""Reports out: one document model, five formats. Knows nothing of committees or of Django."""

from .charts import forecast_chart, history_chart, variance_chart, year_chart
from .markdown import parse
from .model import (
    Block,
    Bullets,
    Cell,
    Chart,
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
    Run,
    Runs,
    Series,
    Table,
    Text,
)
from .to_docx import render_docx
from .to_html import chart_html, prose_html, render_html, table_html
from .to_json import json_text, printed_number, render_json, table_data
from .to_pdf import render_pdf
from .to_xlsx import render_xlsx

__all__ = [
    "Block",
    "Bullets",
    "Cell",
    "Chart",
    "Column",
    "Document",
    "Facts",
    "FigureText",
    "Heading",
    "Lead",
    "Link",
    "Note",
    "PageBreak",
    "Paragraph",
    "Row",
    "Run",
    "Runs",
    "Series",
    "Table",
    "Text",
    "chart_html",
    "forecast_chart",
    "history_chart",
    "json_text",
    "parse",
    "printed_number",
    "prose_html",
    "render_docx",
    "render_html",
    "render_json",
    "render_pdf",
    "render_xlsx",
    "table_data",
    "table_html",
    "variance_chart",
    "year_chart",
]
