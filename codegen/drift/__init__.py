"""Compare the fragment with the descriptions that GitHub publishes.

1. Only ``fetch`` reads the network, through npm; the rest is pure.
2. A difference is explained by ``x-since`` or by ``openapi/corrections.yaml``,
   which states both values: a third value is a new difference.
3. A correction that explains nothing is reported as well, so the file stays true.
"""
