"""The program's settings, with the addresses beside its own where something goes wrong."""

from uppsikt.web.settings import *  # noqa: F403

ROOT_URLCONF = "test_web_errors"
