"""What people write, put where Streamlit reads Markdown: labels, notices and buttons."""

import re

SIGNS = re.compile(r"([\\`*_{}\[\]()#+!|$~:<>-])")


def literal(text: str) -> str:
    """The same text, of which Markdown makes no link, picture, formula or colour."""
    return SIGNS.sub(r"\\\1", text)
