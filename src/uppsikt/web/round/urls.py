"""The addresses of the month's round."""

from django.urls import path

from uppsikt.web.round import (
    views_bindable,
    views_board,
    views_dates,
    views_forecast,
    views_forecasts,
    views_gate,
    views_manager,
    views_oversight,
    views_text,
    views_texts,
)

_FORECASTS = "namnder/<name:slug>/prognoser/<year:year>"
_ROUND = "namnder/<name:slug>/<month:period>/runda"
_TEXTS = f"{_ROUND}/texter/<name:form>"
_FIGURES = f"{_ROUND}/tal/<name:form>"

urlpatterns = [
    path(f"{_FORECASTS}/", views_forecasts.forecasts, name="forecasts"),
    path(f"{_FORECASTS}.<name:kind>", views_forecasts.forecasts_file, name="forecasts_file"),
    path("namnder/<month:period>/uppsikt/", views_oversight.oversight_page, name="oversight"),
    path("namnder/<name:slug>/rundor/<int:year>/", views_dates.round_dates, name="round_dates"),
    path(f"{_ROUND}/", views_board.board_page, name="round"),
    path(f"{_ROUND}/lage/<name:key>/", views_board.activity_page, name="round_activity"),
    path(f"{_ROUND}/grind/", views_gate.gate, name="gate"),
    path(f"{_ROUND}/min/", views_manager.my_round, name="my_round"),
    path(f"{_ROUND}/min/<name:key>/", views_forecast.my_forecast, name="my_forecast"),
    path(f"{_TEXTS}/", views_texts.texts, name="texts"),
    path(f"{_TEXTS}/<name:key>/", views_text.text, name="text"),
    path(f"{_ROUND}/nytt-avsnitt/<name:form>/", views_text.new_text, name="new_text"),
    path(f"{_FIGURES}/", views_bindable.figures, name="bindable"),
    path(f"{_FIGURES}.json", views_bindable.figures_json, name="bindable_json"),
]
