"""`python -m uppsikt.cli` is `uppsikt`."""

import sys

from uppsikt.cli.main import main

sys.exit(main())
