"""The exception by which a way of rewriting refuses."""


class Refused(Exception):  # noqa: N818 - named after the answer that it is
    """A text that cannot be rewritten correctly. ``reason`` says why in one line."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
