"""Why a notebook cannot be read. Must not know how it is read."""


class UnreadableNotebookError(ValueError):
    """A text that is no notebook that can be read; the text is one line that says why."""


class ForeignNotebookError(ValueError):
    """A notebook in another language than Python; the text is what it is, such as "a notebook in
    R".
    """
