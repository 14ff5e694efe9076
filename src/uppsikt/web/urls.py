"""The addresses, in Swedish. docs/sidor.md has one line for each of them."""

from django.urls import include, path, register_converter
from django.views.generic import RedirectView

from uppsikt.web import (
    views_accruals,
    views_carry_over,
    views_cell,
    views_followup,
    views_give_out,
    views_given,
    views_given_tables,
    views_history,
    views_known,
    views_last_year,
    views_look,
    views_overview,
    views_periods,
    views_report,
    views_templates,
    views_trees,
    views_vouchers,
)
from uppsikt.web.converters import CellConverter, MonthConverter, NameConverter, YearConverter

register_converter(MonthConverter, "month")
register_converter(YearConverter, "year")
register_converter(NameConverter, "name")
register_converter(CellConverter, "cell")

handler400 = "uppsikt.web.errors.bad_request"
handler403 = "uppsikt.web.errors.refused"
handler404 = "uppsikt.web.errors.not_found"
handler500 = "uppsikt.web.errors.broken"

_COMMITTEE = "namnder/<name:slug>"
_MONTH = f"{_COMMITTEE}/<month:period>"
_ACTIVITY = f"{_MONTH}/verksamhet/<name:key>"
_VERSION = f"{_MONTH}/<name:form>/version/<int:version>"
_GIVEN_CELL = f"{_VERSION}/siffra/<cell:table>/<cell:row>/<cell:column>"
_GIVEN_TABLE = f"{_VERSION}/tabell/<cell:table>"
_CELL = f"{_MONTH}/<name:form>/siffra/<cell:table>/<cell:row>/<cell:column>"
_TO_START = RedirectView.as_view(pattern_name="start", http_method_names=["get", "head"])

urlpatterns = [
    path("", views_overview.overview, name="start"),
    path("namnder/", _TO_START, name="committees"),
    path("namnder/<month:period>/", views_overview.overview, name="overview"),
    path("namnder/<month:period>/internt/", views_overview.internal, name="internal"),
    path("namnder/<month:period>/fjolaret/", views_last_year.last_year, name="last_year"),
    path(f"{_COMMITTEE}/", views_followup.committee_latest, name="committee_latest"),
    path(f"{_COMMITTEE}/perioder/", views_periods.periods, name="periods"),
    path(f"{_COMMITTEE}/ackumulerat/", views_carry_over.accumulated, name="accumulated"),
    path(f"{_MONTH}/", views_followup.committee, name="committee"),
    path(f"{_ACTIVITY}/", views_followup.activity, name="activity"),
    path(f"{_ACTIVITY}/verifikationer/", views_vouchers.vouchers, name="vouchers"),
    path(f"{_MONTH}/verifikationer/", views_vouchers.vouchers, name="rows"),
    path(f"{_MONTH}/verifikationer.<name:kind>", views_vouchers.vouchers_file, name="rows_file"),
    path(f"{_MONTH}/kanda-poster/", views_known.known_items, name="known"),
    path(f"{_MONTH}/kanda-poster.<name:kind>", views_known.known_file, name="known_file"),
    path(f"{_MONTH}/periodiseringar/", views_accruals.accruals_page, name="accruals"),
    path(f"{_MONTH}/nya-verksamheter/", views_trees.new_tree, name="new_tree"),
    path("", include("uppsikt.web.round.urls")),
    path(f"{_MONTH}/<name:form>/", views_report.report, name="report"),
    path(f"{_MONTH}/<name:form>/lamna-ut/", views_give_out.give_out, name="give_out"),
    path(f"{_CELL}/", views_cell.cell, name="cell"),
    path(f"{_CELL}/historik/", views_history.history, name="history"),
    path(f"{_CELL}/historik.<name:kind>", views_history.history_file, name="history_file"),
    path(f"{_MONTH}/<name:form>.<name:kind>", views_report.report_file, name="report_file"),
    path(f"{_VERSION}/", views_given.given, name="given_report"),
    path(f"{_VERSION}.<name:kind>", views_given.given_file, name="given_file"),
    path(f"{_GIVEN_TABLE}/", views_given_tables.table, name="given_table"),
    path(f"{_GIVEN_TABLE}.<name:kind>", views_given_tables.table_file, name="given_table_file"),
    path(f"{_GIVEN_CELL}/", views_given_tables.cell, name="given_cell"),
    path("mallar/", views_templates.templates, name="templates"),
    path("mallar/<name:slug>.<name:form>", views_templates.template_file, name="template"),
    path("utseende/", views_look.looks, name="looks"),
    path("utseende/<int:number>/", views_look.look, name="look"),
    path("utseende/<int:number>/stil.css", views_look.look_style, name="look_style"),
    path("utseende/<int:number>/logotyp", views_look.look_logo, name="look_logo"),
    path(
        "utseende/<int:number>/typsnitt/<int:place>", views_look.look_letters, name="look_letters"
    ),
    path("utseende/<int:number>/sida-<int:page>.svg", views_look.look_picture, name="look_picture"),
    path("utseende/<int:number>/prov.<name:kind>", views_look.look_trial, name="look_trial"),
    path("api/v1/", include("uppsikt.api.urls")),
    path("", include("uppsikt.web.account.urls")),
    path("", include("uppsikt.web.site.urls")),
]
