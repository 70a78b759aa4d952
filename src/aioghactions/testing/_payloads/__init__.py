"""The JSON payloads that the fake server sends.

Each function returns a payload with all members that github.com sends today, except
those that the chosen edition does not have.
"""
