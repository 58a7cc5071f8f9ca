"""`python -m searchapp.analysis.compiler` compiles the word lists."""

from __future__ import annotations

import sys

from searchapp.analysis.compiler.compile import main

sys.exit(main(sys.argv[1:]))
