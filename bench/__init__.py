"""Side-by-side measurements on real files; run one with `python -m bench.NAME`."""
