"""What is at a path besides files and folders: reading it could wait for ever, or never end."""

import errno
import os
import stat

_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
NOWHERE = "a link that leads nowhere"
CIRCLE = "a link in a circle"


def special(mode: int) -> str | None:
    """What something of this mode is, such as "a pipe"; None for files and folders."""
    return next((kind for is_kind, kind in _KINDS if is_kind(mode)), None)


def obstacle(path: str) -> str | None:
    """Why nothing can be read at a path that a folder lists, such as "a pipe" or "a link that leads
    nowhere"; None if reading it has to tell.
    """
    try:
        return special(os.stat(path).st_mode)  # noqa: PTH116 - a Path drops dots in front
    except OSError as failure:
        if not os.path.islink(path):  # noqa: PTH114 - as above
            return None
        return {errno.ENOENT: NOWHERE, errno.ELOOP: CIRCLE}.get(failure.errno or 0)
    except ValueError:
        return None
