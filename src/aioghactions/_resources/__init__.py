"""Methods of the handles beyond GitHub's API: wait, dispatch, set a secret, save many.

A method that few programs use imports its module when it is called.
"""
