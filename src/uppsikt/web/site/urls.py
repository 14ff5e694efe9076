"""The addresses of the site itself."""

from django.urls import path

from uppsikt.web.site import about, files

urlpatterns = [
    path("filer/<slug:key>/", files.file, name="file"),
    path("sa-raknas-det/", about.method, name="method"),
    path("halsa/", about.health, name="health"),
]
