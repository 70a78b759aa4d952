"""Write ``src/aioghactions/_generated`` from ``openapi``.

1. The fragment is data. Its text reaches the output as docstrings and string
   literals only; what becomes an identifier or a file name is checked against
   an allow-list first.
2. Nothing is dropped silently: what the generator would drop is refused by
   ``lint``, and ``check`` looks for every part of the fragment in the output.
3. The same fragment gives the same bytes, on any machine, for any hash seed.
4. Decisions are Python, layout is Jinja: a template holds no logic beyond
   loops and conditions.
"""
