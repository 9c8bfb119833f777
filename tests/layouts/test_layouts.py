"""Layouts in which each way of writing a part occurs in each place."""

import pytest

from tests.layouts.choosing import covering
from tests.layouts.judging import fault
from tests.layouts.writing import Layout


@pytest.mark.parametrize("layout", covering(seed=1), ids=lambda layout: ", ".join(layout.names))
def test_a_layout(layout: Layout) -> None:
    assert fault(layout) == ""
