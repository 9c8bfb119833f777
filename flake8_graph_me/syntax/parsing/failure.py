"""Why a source cannot be analysed."""


class AnalysisFailed(Exception):  # noqa: N818 - named after the report that it leads to
    """A source that cannot be analysed. ``reason`` says why in one line."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
