"""Import a module and print the seconds it took as JSON.

    python imports.py MODULE [BEFORE]

Modules that ``BEFORE`` imports are not counted.
"""

import json
import sys
import time
from importlib import import_module

module, *before = sys.argv[1:]
for name in before:
    import_module(name)
start = time.perf_counter()
import_module(module)
sys.stdout.write(json.dumps({"wall": time.perf_counter() - start}))
