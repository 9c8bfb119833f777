"""Configuration besides flake8's own: the table in ``pyproject.toml``, and which source decides."""
