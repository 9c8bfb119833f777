"""Which of the many layouts are tried."""

import itertools
import random
from collections.abc import Iterator

from tests.layouts.addresses import URLS
from tests.layouts.headers import HEADERS
from tests.layouts.senders import SENDERS
from tests.layouts.tokens import TOKENS
from tests.layouts.writing import PLACES, Layout, written


def layouts(seed: int) -> Iterator[Layout]:
    """All layouts of which there is a program, in an order of their own for each seed."""
    every = list(itertools.product(TOKENS, HEADERS, URLS, SENDERS, PLACES))
    random.Random(seed).shuffle(every)
    for token, headers, address, sender, place in every:
        layout = Layout(token, headers, address, sender, place)
        if written(layout) is not None:
            yield layout


def covering(seed: int) -> list[Layout]:
    """Layouts in which each way of writing a part occurs in each place where it can."""
    seen: set[tuple[int, str, str]] = set()
    found: list[Layout] = []
    for layout in layouts(seed):
        *names, place = layout.names
        occurring = {(index, name, place) for index, name in enumerate(names)}
        if not occurring <= seen:
            seen |= occurring
            found.append(layout)
    return found
