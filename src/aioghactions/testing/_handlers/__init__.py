"""What each documented operation does to the state, and what it answers.

Every handler is a function of the request and of the repository or organization
that it is about. It returns a :class:`~.reply.Reply` or raises a
:class:`~.reply.RefusalError`.
"""
