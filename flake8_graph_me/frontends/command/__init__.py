"""The command ``flake8-graph-me`` and its subcommands."""
