"""What one run or job tells, and by what many of them are grouped."""
