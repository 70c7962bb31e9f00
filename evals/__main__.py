"""``python -m evals`` is ``banfa eval``."""

import sys

from banfa.cli import main

if __name__ == "__main__":
    sys.argv = ["banfa", "eval", *sys.argv[1:]]
    main()
