import os
import sys

# `python -m` puts the current folder before the standard library; nothing of a checked tree may be imported.
try:
    if not sys.flags.safe_path and sys.path[:1] == [os.getcwd()]:  # noqa: PTH109
        del sys.path[0]
except OSError:  # the folder is gone, so it was put nowhere
    pass

from credlint.cli import main

sys.exit(main())
