"""`uppsikt health`: how the site is, for whoever looks after it and for what watches it."""

from __future__ import annotations

import argparse
import json

from uppsikt.cli import acting, installation


def run(options: argparse.Namespace) -> int:
    """Prints each sign. The status is that of the worst: 0 well, 1 something to see to, 2 ill."""
    installation.open_to_look()
    from uppsikt.platform.health.selectors import health

    found = health(reader=acting.reader(), now=installation.now())
    if options.format == "json":
        signs = [
            {"name": sign.name, "state": sign.state.name.lower(), "text": sign.text}
            for sign in found.signs
        ]
        told = {"state": found.state.name.lower(), "signs": signs}
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        width = max(len(sign.name) for sign in found.signs)
        for sign in found.signs:
            print(f"{sign.state.text:<9}  {sign.name:<{width}}  {sign.text}")
    return int(found.state)
