"""What the API lacks, as methods of the handles it has.

1. A verb is what is easily done wrong over the documented operations; what is a dozen
   lines over them and done right is an example.
2. A method here says what it does; the module that it calls does it, and is imported
   by the first call: ``import aioghactions`` loads nothing that few programs use.
"""
