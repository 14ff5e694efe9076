"""The addresses of the month's round."""

from django.urls import path

from uppsikt.web.round import (
    views_board,
    views_dates,
    views_forecast,
    views_forecasts,
    views_gate,
    views_manager,
    views_oversight,
)

_FORECASTS = "namnder/<name:slug>/prognoser/<year:year>"
_ROUND = "namnder/<name:slug>/<month:period>/runda"

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
]
