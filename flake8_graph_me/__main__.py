"""``python -m flake8_graph_me`` is the command ``flake8-graph-me``."""

import sys

from flake8_graph_me.frontends.command.command import main

if __name__ == "__main__":
    sys.exit(main())
