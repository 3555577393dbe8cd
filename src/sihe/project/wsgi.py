"""WSGI entry: `granian --interface wsgi sihe.project.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sihe.project.settings")
application = get_wsgi_application()
