"""The HTTP server: what a request passes from the socket to its handler and back.

``http_handler`` is the only module that awaits. Between it and the handler a request
passes, in this order, ``routing``, ``access`` (token, API version), ``rate_limiter``
and ``access`` again (redirects, permissions); the response passes ``rendering``
(headers, ETags, bytes).
"""
