"""What the fake server remembers. No HTTP, no JSON."""
