"""The settings: few, each with a default that works (docs/installningar.md).

UPPSIKT_DATA   the data folder, by default ./data
DATABASE_URL   another database than the data folder's SQLite
UPPSIKT_HOSTS  the names that the server answers to, with commas between
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import Any

import dj_database_url

from uppsikt.platform.data_folder import DataFolder

DATA_FOLDER = DataFolder.from_environment()
SECRET_KEY = DATA_FOLDER.secret_key()
DEBUG = False
ALLOWED_HOSTS = [
    name.strip()
    for name in os.environ.get("UPPSIKT_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
    if name.strip()
]

# Rooms that need no tables of their own register nothing here; a room that is not installed
# is left out, so that each can be built and tested by itself.
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "uppsikt.platform.access",
    "uppsikt.platform.audit",
    "uppsikt.organisation",
    "uppsikt.sources",
    "uppsikt.planning",
    *(name for name in ("uppsikt.followup", "uppsikt.web") if find_spec(name)),
]
AUTH_USER_MODEL = "access.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "uppsikt.web.urls"
WSGI_APPLICATION = "uppsikt.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]


def _database() -> dict[str, Any]:
    """PostgreSQL (or other) by DATABASE_URL; otherwise SQLite that never loses a commit.

    WAL lets pages be read while an import writes; FULL keeps a commit through a power cut;
    IMMEDIATE takes the write lock first, so that two writers queue instead of failing half-way.
    """
    if os.environ.get("DATABASE_URL"):
        return dict(dj_database_url.config(conn_max_age=600, conn_health_checks=True))
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_FOLDER.database,
        "OPTIONS": {
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
    }


DATABASES = {"default": _database()}

LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER.root / "static"
WHITENOISE_USE_FINDERS = True
