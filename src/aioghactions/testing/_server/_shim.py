from pathlib import Path

import yaml

from aioghactions._wire.call import Operation, Returns


def _load():
    d = yaml.safe_load((Path(__file__).parents[4] / "openapi/actions.yaml").read_text())
    out = {}
    for path, ops in d["paths"].items():
        for m, o in ops.items():
            if m == "parameters":
                continue
            out[o["operationId"]] = Operation(
                id=o["operationId"],
                method=m.upper(),
                path=path,
                tag=o["tags"][0],
                name=o["x-method"],
                answers={int(s): Returns() for s in o["responses"] if s[0] in "23"},
                refusals=tuple(int(s) for s in o["responses"] if s[0] in "45"),
                items=(o.get("x-pagination") or {}).get("items"),
                capped_by=tuple(o.get("x-capped-by", ())),
                since=o["x-since"],
                docs=o["externalDocs"]["url"],
            )
    return out


OPERATIONS = _load()
