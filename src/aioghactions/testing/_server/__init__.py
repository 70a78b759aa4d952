"""The road of a request through the fake server.

``front`` receives and sends, and is the only module that awaits. Between, in
this order: ``routing``, ``identity``, ``judge`` (limits), ``admission`` (versions,
redirects, access), the handler, ``rendering`` (headers, ETags, bytes).
"""
