"""``python -m ingest`` is ``banfa ingest``."""

import sys

from banfa.cli import main

if __name__ == "__main__":
    sys.argv = ["banfa", "ingest", *sys.argv[1:]]
    main()
