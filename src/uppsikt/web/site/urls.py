"""The addresses of the site itself."""

from django.urls import path

from uppsikt.web.site import (
    about,
    accessibility,
    api_page,
    feeds,
    files,
    imports,
    jobs,
    log,
    mail,
    reviews,
    search,
)

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
    path("arbeten/", jobs.job_list, name="jobs"),
    path("arbeten/<int:number>/", jobs.one_job, name="job"),
    path("arbeten/<int:number>/avbryt/", jobs.cancel_job, name="cancel_job"),
    path("arbeten/<int:number>/gor-om/", jobs.retry_job, name="retry_job"),
    path("las-in/", imports.read_in, name="read_in"),
    path("las-in/<int:number>/", imports.read_previewed, name="read_previewed"),
    path("api/", api_page.api, name="api"),
    path("sa-raknas-det/", about.method, name="method"),
    path("tillganglighet/", accessibility.accessibility, name="accessibility"),
    path("flode.xml", feeds.given_feed, name="given_feed"),
    path("sitemap.xml", feeds.site_map, name="site_map"),
    path("robots.txt", feeds.robots, name="robots"),
    path("halsa/", about.health, name="health"),
]
