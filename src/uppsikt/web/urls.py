"""The addresses, in Swedish. docs/sidor.md has one line for each of them."""

from django.urls import path, register_converter

from uppsikt.web import views_site
from uppsikt.web.converters import MonthConverter, NameConverter

register_converter(MonthConverter, "month")
register_converter(NameConverter, "name")

handler400 = "uppsikt.web.errors.bad_request"
handler403 = "uppsikt.web.errors.refused"
handler404 = "uppsikt.web.errors.not_found"
handler500 = "uppsikt.web.errors.broken"

urlpatterns = [
    path("sa-raknas-det/", views_site.method, name="method"),
    path("halsa/", views_site.health, name="health"),
]
