"""`python -m bench`: the speed of the product; the other measurements have names (`python -m bench.replay`)."""

import sys

from bench.speed import main

sys.exit(main())
