"""Zip archives: checked, read and extracted."""
