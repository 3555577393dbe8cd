"""The `sihe-manage` command: Django's own management commands on Sihe's settings."""

import os
import sys


def main() -> None:
    """Run one management command from the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sihe.project.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
