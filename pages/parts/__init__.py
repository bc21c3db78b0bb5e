"""What the pages share: the room, charts, tables, cards and filters."""
