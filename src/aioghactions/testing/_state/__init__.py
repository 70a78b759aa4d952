"""The state of the fake server: no HTTP, no JSON."""
