"""What the templates need beyond Django's own tags: assets, and the parts that reports share."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from uppsikt.documents import Chart, Runs, chart_html
from uppsikt.documents.inline import spark_svg
from uppsikt.documents.look import OWN_LOOK
from uppsikt.documents.to_html import runs_html
from uppsikt.web.assets import asset_address

register = template.Library()
register.simple_tag(asset_address, name="asset")

# The renderers of `documents` escape every text that they are given; that is what makes it
# right to mark their answers as safe here, and nowhere else.


@register.filter
def runs(value: Runs) -> SafeString:
    """Show runs of prose, with the figures in them standing out."""
    return mark_safe(runs_html(value))


@register.simple_tag(takes_context=True)
def chart(context: template.Context, value: Chart) -> SafeString:
    """Show a chart under its heading, in the colours of the page."""
    look = context.get("look")
    return mark_safe(chart_html(value, heading_level=2, look=look.look if look else OWN_LOOK))


@register.filter
def spark(values: tuple[int | None, ...]) -> SafeString:
    """Show a small line of the values; the figures stand beside it."""
    return mark_safe(spark_svg(values))
