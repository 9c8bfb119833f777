"""The picture in the README: what the check prints for its example, as a terminal shows it."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

from tests.documents.parts import ROOT, block

PICTURE = ROOT / "flake8_graph_me" / "docs" / "frame.svg"
_WIDTH = 118
_NAME = "groups.py"
_COMMAND = f"flake8-graph-me check --output-format full {_NAME}"
# No font is loaded from anywhere: whatever shows the picture has one of a fixed width.
_FORMAT = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"
  xml:space="preserve">
<title>What the check prints for a program whose token and path meet in one request</title>
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, monospace;
    font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs>{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def picture(readme: str) -> str:
    """The picture, from the text of the README, which has the example."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / _NAME).write_text(block(readme, "example"), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "flake8_graph_me", *_COMMAND.split()[1:], "--color=always"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=_WIDTH, file=nowhere, force_terminal=True)
        console.print(Text.from_ansi(f"$ {_COMMAND}\n{done.stdout.rstrip()}"))
        return console.export_svg(title=_NAME, code_format=_FORMAT, unique_id="frame")
