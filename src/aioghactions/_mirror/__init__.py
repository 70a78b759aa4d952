"""What a mirror decides, and its store on SQLite."""
