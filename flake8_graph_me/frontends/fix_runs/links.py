"""Links that lead out of a project: what they lead to belongs to others."""

import os
from collections.abc import Sequence

from flake8_graph_me.project.files.disk_reader import DiskReader
from flake8_graph_me.project.files.paths import absolute, is_within
from flake8_graph_me.project.modules.layout import project_of


def leads_out(path: str, named: Sequence[str]) -> bool:
    """Whether a file, following links, lies outside its project and outside all that was ``named``:
    the arguments of the run, none of which means the current folder.
    """
    file = os.path.realpath(path)
    if any(is_within(file, os.path.realpath(each)) for each in named or (os.curdir,)):
        return False
    return not is_within(file, os.path.realpath(project_of(absolute(path), (), DiskReader()).root))
