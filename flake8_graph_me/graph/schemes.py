"""The three schemes in which Graph takes permissions."""

import enum
from typing import Final


class Scheme(enum.Enum):
    """On whose behalf a token is: an application's own, or a user's with an account for work or
    school, or with a personal one. The value names it as people do.
    """

    APPLICATION = "application"
    WORK = "delegated (work or school)"
    PERSONAL = "delegated (personal)"


APPLICATION: Final = Scheme.APPLICATION
WORK: Final = Scheme.WORK
PERSONAL: Final = Scheme.PERSONAL
SCHEMES: Final = (APPLICATION, WORK, PERSONAL)
