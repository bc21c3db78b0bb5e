"""One family of errors that carry a code and values, so that the edges can say them in the reader's language."""


class BoardError(Exception):
    """Base of everything the product refuses; `code` is a key of the text files, `values` fill its placeholders."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(f"{code} {values}" if values else code)


class Refused(BoardError):
    """A file, an argument or a request that is not taken; nothing was written."""


class NeedsYes(BoardError):
    """Something large enough to ask first; nothing was written."""


class Busy(BoardError):
    """Another process holds the records and did not let go in time."""
