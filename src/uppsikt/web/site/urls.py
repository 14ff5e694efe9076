"""The addresses of the site itself."""

from django.urls import path

from uppsikt.web.site import about, files, log, mail, reviews, search

urlpatterns = [
    path("granska/", reviews.reviews, name="reviews"),
    path("granska/<slug:key>/", reviews.review, name="review"),
    path("granska/<slug:key>/dokument/", reviews.document, name="review_document"),
    path("granska/<slug:key>/resultat.json", reviews.result, name="review_result"),
    path("utskick/", mail.mail, name="mail"),
    path("utskick/<int:number>/", mail.message, name="message"),
    path("filer/<slug:key>/", files.file, name="file"),
    path("sok/", search.search_page, name="search"),
    path("logg/", log.log, name="log"),
    path("logg.csv", log.log_file, name="log_file"),
    path("sa-raknas-det/", about.method, name="method"),
    path("halsa/", about.health, name="health"),
]
