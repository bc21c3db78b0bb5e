"""The monthly review: gathered as codes and numbers, narrowed to its reader, told as a report, written as files."""
