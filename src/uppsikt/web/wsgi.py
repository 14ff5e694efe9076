"""The WSGI application that the web workers load."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "uppsikt.web.settings")

application = get_wsgi_application()
