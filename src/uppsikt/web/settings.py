"""The settings: few, each with a default that works (docs/installningar.md).

UPPSIKT_DATA   the data folder, by default ./data
DATABASE_URL   another database than the data folder's SQLite
UPPSIKT_ADDRESS  the site's address as people write it; https keeps cookies and pages safe
UPPSIKT_HOSTS  other names that the server answers to, with commas between
UPPSIKT_PROXIES  how many proxies of our own stand before the server
UPPSIKT_OIDC_…  a directory of the municipality's own to sign in by
UPPSIKT_CODE_ROLES  the roles that demand a one-time code besides the password
UPPSIKT_LOG  how the log is written: text or json
UPPSIKT_FILE_LIMIT  how large a file that is handed in may be, in MB
UPPSIKT_CLAMD  the virus scanner that looks through files that are handed in
UPPSIKT_REVIEW_OPEN  whether everybody may have a report reviewed: ja or nej
UPPSIKT_API_LIMIT, _API_LIMIT_OPEN  how many requests a minute the API answers: by key, and without
UPPSIKT_CONTACT  where lacks in accessibility are reported
UPPSIKT_SMTP, _SMTP_TLS, _SMTP_USER, _SMTP_PASSWORD, UPPSIKT_MAIL_FROM  the mail server
"""

from __future__ import annotations

import os
from typing import Any

import dj_database_url

from uppsikt.documents.to_html import STATIC_FOLDER
from uppsikt.figures import UppsiktError
from uppsikt.platform import logs
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.files.scanner import Scanner
from uppsikt.platform.outbox.servers import smtp_of
from uppsikt.web.directory_settings import directory
from uppsikt.web.setting_values import (
    a_minute,
    code_roles,
    host_names,
    mail_address,
    megabytes,
    proxies,
    site_address,
    yes_or_no,
)

_SQLITE = "django.db.backends.sqlite3"

DATA_FOLDER = DataFolder.from_environment()
DEBUG = False

# The address, and what follows from its being https (web/middleware.py for the headers).
ADDRESS = site_address("UPPSIKT_ADDRESS")
IS_SAFE = ADDRESS.startswith("https://")
PROXIES = proxies("UPPSIKT_PROXIES", is_safe=IS_SAFE)
BEHIND_PROXY = PROXIES > 0
ALLOWED_HOSTS = host_names("UPPSIKT_HOSTS", ADDRESS, ("localhost", "127.0.0.1", "[::1]"))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SAFE
CSRF_TRUSTED_ORIGINS = [ADDRESS] if IS_SAFE else []
# Whoever can reach the server past the proxy could say that a request was encrypted.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_SSL_REDIRECT = IS_SAFE
SECURE_REDIRECT_EXEMPT = [r"^halsa/$"]  # asked on the machine itself, past the proxy
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_SAFE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_SAFE
# The list that browsers are shipped with is for the municipality's own domain to be put on.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "uppsikt.platform.access",
    "uppsikt.platform.audit",
    "uppsikt.platform.files",
    "uppsikt.platform.outbox",
    "uppsikt.platform.backup",
    "uppsikt.platform.jobs",
    "uppsikt.platform.accounts",
    "uppsikt.platform.tokens",
    "uppsikt.review_desk",
    "uppsikt.platform.search",
    "uppsikt.look",
    "uppsikt.organisation",
    "uppsikt.extracts",
    "uppsikt.sources",
    "uppsikt.planning",
    "uppsikt.measures",
    "uppsikt.followup",
    "uppsikt.rounds",
    "uppsikt.web",
    # After ours, whose templates are shown in place of theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
AUTH_USER_MODEL = "access.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "uppsikt.web.request_log.request_log",
    "uppsikt.web.middleware.security_headers",
    "uppsikt.web.middleware.Compressed",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "uppsikt.api.door.door",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "uppsikt.web.account.sessions.within_time",
    "uppsikt.web.account.codes.demanded",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "uppsikt.web.errors.ShownErrors",
]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 12 * 3600  # the longest that anybody is signed in (accounts.sign_in_rules)
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# A cookie of this name is accepted from this very site alone, and over TLS alone.
SESSION_COOKIE_NAME = "__Host-session" if IS_SAFE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_SAFE else "csrf"
CSRF_FAILURE_VIEW = "uppsikt.web.errors.stale_form"

# Sign-in (web/account). Of allauth's pages only those in account/urls.py have an address.
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "start"
AUTHENTICATION_BACKENDS = ["uppsikt.web.account.backend.Backend"]
PASSWORD_HASHERS = ["uppsikt.platform.accounts.hasher.Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "first_name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
]
ACCOUNT_ADAPTER = "uppsikt.web.account.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # a user is made by an administrator, who knows the address
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nothing is sent to whoever has no account
ACCOUNT_RATE_LIMITS = False  # ours are told and kept by platform.accounts.attempts
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "uppsikt.web.account.forms.SignInForm",
    "reset_password": "uppsikt.web.account.forms.ForgottenForm",
    "reset_password_from_key": "uppsikt.web.account.forms.NewPasswordForm",
    "change_password": "uppsikt.web.account.forms.ChangePasswordForm",
    "reauthenticate": "uppsikt.web.account.forms.AgainForm",
}
MFA_ADAPTER = "uppsikt.web.account.code_adapter.CodeAdapter"
MFA_FORMS = {
    "authenticate": "uppsikt.web.account.forms.CodeForm",
    "reauthenticate": "uppsikt.web.account.forms.CodeAgainForm",
    "activate_totp": "uppsikt.web.account.forms.LinkForm",
}
MFA_TOTP_ISSUER = "Uppsikt"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute wrong
DIRECTORY = directory(os.environ)
SOCIALACCOUNT_ADAPTER = "uppsikt.web.account.directory.DirectoryAdapter"
SOCIALACCOUNT_PROVIDERS = DIRECTORY.providers if DIRECTORY else {}
CODE_ROLES = code_roles("UPPSIKT_CODE_ROLES")
ROOT_URLCONF = "uppsikt.web.urls"
WSGI_APPLICATION = "uppsikt.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "uppsikt.web.context.shell",
            ]
        },
    }
]


def _database() -> dict[str, Any]:
    """The database that DATABASE_URL names, by default the data folder's SQLite.

    SQLite, wherever its file lies, is told never to lose a commit.

    WAL lets pages be read while an import writes; FULL keeps a commit through a power cut;
    IMMEDIATE takes the write lock first, so that two writers queue instead of failing half-way.
    """
    database: dict[str, Any] = {"ENGINE": _SQLITE, "NAME": DATA_FOLDER.database}
    if os.environ.get("DATABASE_URL"):
        database = _named_database()
    if database["ENGINE"] == _SQLITE:
        database["OPTIONS"] = {
            **database.get("OPTIONS", {}),
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        }
    return database


def _named_database() -> dict[str, Any]:
    """The database of DATABASE_URL. Raises UppsiktError if the address cannot be read.

    The address itself is not repeated: it may hold a password.
    """
    try:
        return dict(dj_database_url.config(conn_max_age=600, conn_health_checks=True))
    except ValueError:
        raise UppsiktError(
            "Databasens adress går inte att läsa.",
            where="inställningen DATABASE_URL",
            todo=(
                "Skriv den som postgres://användare@dator/databas, "
                "eller ta bort inställningen: då används SQLite i datamappen."
            ),
        ) from None


DATABASES = {"default": _database()}
# Made at the first start, so after all that may refuse to start.
SECRET_KEY = DATA_FOLDER.secret_key()

LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [STATIC_FOLDER]
# Files are served from where the wheel put them; nothing is collected. Their addresses carry the
# fingerprint of the content (web/assets.py), so a browser may keep them long.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 30 * 24 * 3600

FILE_LIMIT = megabytes("UPPSIKT_FILE_LIMIT", default=50)
FILE_SCANNER = Scanner.parse(os.environ.get("UPPSIKT_CLAMD", ""))
# Uploads go to disk as they come, and one over the limit is not written further (web/uploads.py).
FILE_UPLOAD_HANDLERS = ["uppsikt.web.uploads.ToDiskWithinLimit"]

# Not set: open in the demo, and otherwise to those who are signed in.
REVIEW_OPEN = yes_or_no("UPPSIKT_REVIEW_OPEN")

# How many requests a minute the API answers: of each key, and of each address without one.
API_LIMIT = a_minute("UPPSIKT_API_LIMIT", default=600)
API_LIMIT_OPEN = a_minute("UPPSIKT_API_LIMIT_OPEN", default=120)

# Told on the accessibility statement, which every public site must have.
CONTACT = mail_address("UPPSIKT_CONTACT")

MAIL_SERVER = smtp_of(os.environ)
# What Django or a library would send goes the same way as all other mail.
EMAIL_BACKEND = "uppsikt.web.mail_backend.ToOutbox"
DEFAULT_FROM_EMAIL = MAIL_SERVER.sender if MAIL_SERVER else "uppsikt@uppsikt.invalid"

LOGGING = logs.configuration(logs.form())
