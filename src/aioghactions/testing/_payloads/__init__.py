"""The JSON that the fake server sends, written from what it remembers.

Each function returns a document as complete as today's github.com sends it,
less what the edition lacks that is being played.
"""
