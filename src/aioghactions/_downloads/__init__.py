"""Downloads: resume, verification, files."""
