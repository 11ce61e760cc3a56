#!/usr/bin/env python3
"""Writes ../resources/language/jinja.json: what real Jinja2 prints for the templates of templates.txt.

Each template of templates.txt is separated from the next by a line "---". Run it after templates.txt was changed:
    python3 golden.py            (needs jinja2 3.1)
Rows are {"template": ..., "output": ...} or {"template": ..., "error": kind}, kind as in LanguageException.Kind.
"""
import json
import pathlib

from jinja2 import ChainableUndefined, StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment, SecurityError

HERE = pathlib.Path(__file__).parent
CONTEXT = {
    "n": 7, "zero": 0, "neg": -5, "pi": 3.14159, "big": 12345678901234567890, "yes": True, "no": False, "nothing": None,
    "names": ["ada", "grace", "Edsger", "ada"], "nums": [3, 1, 2], "empty": [], "nested": [[1, 2], [3, 4]],
    "words": "the quick brown fox jumps over the lazy dog", "spaced": "  pad  ", "text": "Hello World",
    "user": {"name": "Ada", "age": 36, "tags": ["math", "code"], "address": {"city": "London"}},
    "rows": [{"id": 1, "kind": "a", "score": 9.5, "ok": True}, {"id": 2, "kind": "B", "score": 7.25, "ok": False},
             {"id": 3, "kind": "a", "score": 8, "ok": True}],
    "tree": [{"name": "x", "kids": [{"name": "y", "kids": [{"name": "z", "kids": []}]}]}, {"name": "w", "kids": []}],
    "html": "<b>bold & \"quoted\"</b>", "multi": "line one\nline two\n", "unicode": "Grüße, 世界 ✓", "emoji": "a🎉b",
}


class Strict(ChainableUndefined, StrictUndefined):
    """A path through it stays undefined; using it is an error."""
    __slots__ = ()
    __getattr__ = ChainableUndefined.__getattr__
    __getitem__ = ChainableUndefined.__getitem__


def row(env, source):
    try:
        return {"template": source, "output": env.from_string(source).render(**CONTEXT)}
    except UndefinedError:
        kind = "UNDEFINED"
    except TemplateSyntaxError:
        kind = "SYNTAX"
    except SecurityError:
        kind = "SECURITY"
    except OverflowError:
        kind = "LIMIT"
    except Exception:
        kind = "TYPE"
    return {"template": source, "error": kind}


def main():
    env = SandboxedEnvironment(
        undefined=Strict, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    sources = (HERE / "templates.txt").read_text().removesuffix("\n").split("\n---\n")
    table = {"context": CONTEXT, "cases": [row(env, source) for source in sources]}
    target = HERE.parent / "resources" / "language" / "jinja.json"
    target.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n")


main()
