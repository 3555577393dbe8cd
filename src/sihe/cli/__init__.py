"""The `sihe` command, one file an engine or task."""
