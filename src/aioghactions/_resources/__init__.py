"""Methods of the handles that GitHub's API lacks.

A method that few programs use imports its module when it is called, so that
``import aioghactions`` stays cheap.
"""
