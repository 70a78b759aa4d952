"""GitHub Actions for asyncio."""
