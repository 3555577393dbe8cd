#!/bin/sh
# Print the Python to work with: $PYTHON if set, else the first of these that starts and is new enough.
for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3 python3.14}; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        command -v "$candidate"
        exit 0
    fi
done
echo "No Python 3.11 or newer found (tried: ${PYTHON:-python3.13 python3.12 python3.11 python3 python3.14})." >&2
exit 1
