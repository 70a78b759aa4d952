"""Handlers: one function for each documented operation.

A handler takes the request and the repository or organization in its path. It
returns a :class:`~.response.Response` or raises a :class:`~.response.HTTPError`.
"""
