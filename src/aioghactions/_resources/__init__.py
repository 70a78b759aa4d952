"""Methods of the handles beyond GitHub's API: wait, dispatch, set a secret, save many.

Each class extends a generated one. A method that few programs use imports its module
when it is called, so that ``import aioghactions`` stays fast.
"""
