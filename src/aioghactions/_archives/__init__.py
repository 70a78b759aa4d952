"""Zip archives: check, read, extract."""
