"""An empty import file for each kind: its headers in the asked language and one example row."""

import csv
import io

from data.kinds import kinds
from data.quarantine import harmless


def template(kind: str, language: str) -> bytes:
    """CSV with a mark, as spreadsheets want it; raises KeyError for a kind there is not."""
    known = kinds()[kind]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([known.header(field, language) for field in known.fields])
    writer.writerow([harmless(field.example) for field in known.fields.values()])
    return text.getvalue().encode("utf-8-sig")


def file_name(kind: str, language: str) -> str:
    """What the download is called."""
    return f"{kinds()[kind].title(language)}.csv"
