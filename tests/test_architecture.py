"""The rules of the house, read from the syntax tree of every file.

Each rule is a function of a path and a source text that lists faults, so it can be shown below
that every rule catches what it is for.
"""

from __future__ import annotations

import ast
import functools
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "geodata": {"geodata"},
    "segments": {"segments", "geodata"},
    "dashboard": {"dashboard", "segments", "geodata"},
    "launch": {"launch"},
    "run.py": {"launch"},
}
OURS = {"geodata", "segments", "dashboard", "launch", "run", "benchmarks", "tests"}
HOMELESS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
MUTABLE_CALLS = {"list", "dict", "set", "defaultdict", "OrderedDict", "Counter", "deque"}
MUTATORS = {
    "append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse",
    "add", "discard", "update", "setdefault", "popitem", "appendleft", "popleft",
}  # fmt: skip
PAGE_LINES = 80  # a page asks and shows; more lines means that it calculates
# The aim is 300. Beyond 400 a reader cannot hold a file in mind, and two subjects share it.
FILE_LINES = 400
# Written in pieces, so that this file passes its own check.
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|raise NotImpl" + r"emented")
MACHINE = re.compile(
    r"(?<![\w.])/(work|tmp|home|root|opt|mnt)" + r"/|\.\./" + r"shared|[A-Z]:\\Users"
)
TEXT_SUFFIXES = (".py", ".md", ".toml", ".txt", ".js", ".css", ".po", ".csv")
SKIPPED = {".venv", ".git", "__pycache__", ".ruff_cache", ".pytest_cache", ".hypothesis"}

Rule = Callable[[str, str], list[str]]


# ---------------------------------------------------------------- reading a file


@functools.cache
def syntax(source: str) -> ast.Module:
    """Parse a source text."""
    return ast.parse(source)


def imports(source: str) -> Iterator[tuple[str, str]]:
    """List (module, name) of every import; name is "" for a plain import."""
    for node in ast.walk(syntax(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from ((module, alias.name) for alias in node.names)


def words(source: str) -> Iterator[str]:
    """List every identifier that code uses: names, attributes, imported names, keywords."""
    for node in ast.walk(syntax(source)):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name


def home(path: str) -> str:
    """Name the package (or the file in the root) that a path belongs to."""
    return path.split("/")[0]


# ---------------------------------------------------------------- the rules


def imports_point_one_way(path: str, source: str) -> list[str]:
    """Dashboard imports segments, segments imports geodata, and never the other way."""
    if home(path) not in MAY_IMPORT:
        return []
    allowed = MAY_IMPORT[home(path)]
    return [
        f"imports {module}"
        for module, _ in imports(source)
        if module.startswith(".")
        or (module.split(".")[0] in OURS and module.split(".")[0] not in allowed)
    ]


def streamlit_stays_in_the_dashboard(path: str, source: str) -> list[str]:
    """What follows from the figures must not know how it is shown."""
    if home(path) not in {"geodata", "segments", "launch", "run.py"}:
        return []
    return [f"imports {module}" for module, _ in imports(source) if home_of(module) == "streamlit"]


def home_of(module: str) -> str:
    """Name the package of a dotted module."""
    return module.split(".")[0]


def session_state_has_one_reader(path: str, source: str) -> list[str]:
    """Only dashboard/state reads and writes st.session_state."""
    if home(path) != "dashboard" or path.startswith("dashboard/state/"):
        return []
    return ["uses session_state"] * ("session_state" in set(words(source)))


def caches_have_one_user(path: str, source: str) -> list[str]:
    """Only dashboard/cached uses st.cache_data and st.cache_resource."""
    if home(path) != "dashboard" or path.startswith("dashboard/cached/"):
        return []
    return [f"uses {word}" for word in {"cache_data", "cache_resource"} & set(words(source))]


def rooms_are_entered_by_the_door(path: str, source: str) -> list[str]:
    """Nothing outside a room of segments imports past its __init__."""
    faults = []
    for module, name in imports(source):
        parts = module.split(".")
        if parts[0] != "segments" or len(parts) == 1 or is_inside(path, parts[1]):
            continue
        if not (ROOT / "segments" / parts[1]).is_dir():
            continue
        public = exported(ROOT / "segments" / parts[1] / "__init__.py")
        if len(parts) > 2:
            faults.append(f"imports {module}")
        elif name and name not in public:
            faults.append(f"imports {name}, which {module} does not name in __all__")
    return faults


def is_inside(path: str, room: str) -> bool:
    """Whether a file is in that room; tests may look behind every door."""
    return path.startswith((f"segments/{room}/", "tests/"))


def exported(init: Path) -> set[str]:
    """Read ``__all__`` of a package without importing it."""
    if not init.exists():
        return set()
    for node in ast.parse(init.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def pages_are_thin(path: str, source: str) -> list[str]:
    """A page reads from top to bottom on two screens."""
    lines = source.count("\n")
    if not path.startswith("dashboard/app_pages/") or lines <= PAGE_LINES:
        return []
    return [f"has {lines} lines, more than {PAGE_LINES}"]


def files_are_short(path: str, source: str) -> list[str]:
    """A file has one subject; the door of a room only lists its names."""
    if path.endswith("__init__.py"):
        return []
    lines = source.count("\n")
    return [f"has {lines} lines, more than {FILE_LINES}"] if lines > FILE_LINES else []


def files_are_named_for_their_subject(path: str, _source: str) -> list[str]:
    """A function without a home means that the tree is wrong; and no file hides a package."""
    stems = {part.removesuffix(".py") for part in path.split("/")}
    faults = [f"is called {name}" for name in sorted(stems & HOMELESS)]
    if re.fullmatch(r"dashboard/(.+/)?(segments|geodata)\.py", path):
        faults.append("hides a package")
    return faults


def nothing_shared_is_changed(path: str, source: str) -> list[str]:
    """A module-level list, dict or set of the dashboard is shared by all users: it is constant.

    Pages and app.py are scripts that run anew for every user, so what they make is their own.
    """
    script = path == "dashboard/app.py" or path.startswith("dashboard/app_pages/")
    if home(path) != "dashboard" or script:
        return []
    tree = syntax(source)
    shared = {name for node in tree.body for name in mutable_names(node)}
    faults = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            faults.append(f"line {node.lineno}: global {', '.join(node.names)}")
        elif changed_name(node) in shared:
            faults.append(f"line {node.lineno}: changes {changed_name(node)}")
    return faults


def mutable_names(node: ast.stmt) -> set[str]:
    """List the names that a module-level statement binds to a list, dict or set."""
    value = getattr(node, "value", None)
    displays = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    called = isinstance(value, ast.Call) and getattr(value.func, "id", "") in MUTABLE_CALLS
    if not isinstance(node, ast.Assign | ast.AnnAssign) or not (
        isinstance(value, displays) or called
    ):
        return set()
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def changed_name(node: ast.AST) -> str:
    """Name what a statement or call changes in place ("" if nothing)."""
    place: ast.AST | None = None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        place = node.func.value if node.func.attr in MUTATORS else None
    elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        place = node.value
    elif isinstance(node, ast.AugAssign):
        place = node.target
    return place.id if isinstance(place, ast.Name) else ""


def nothing_is_run_from_text(path: str, source: str) -> list[str]:
    """No eval, exec or pickle, and no HTML but what the source spells out."""
    if home(path) not in {"geodata", "segments", "dashboard"}:
        return []
    faults = [f"imports {m}" for m, _ in imports(source) if home_of(m) in {"pickle", "shelve"}]
    for node in ast.walk(syntax(source)):
        if not isinstance(node, ast.Call):
            continue
        if getattr(node.func, "id", "") in {"eval", "exec"}:
            faults.append(f"line {node.lineno}: runs text")
        unsafe = any(keyword.arg == "unsafe_allow_html" for keyword in node.keywords)
        if unsafe and not all(isinstance(argument, ast.Constant) for argument in node.args):
            faults.append(f"line {node.lineno}: shows HTML made of values")
    return faults


def everything_is_finished(_path: str, source: str) -> list[str]:
    """No note to come back to, and no path of one machine."""
    found = [match.group() for match in UNFINISHED.finditer(source)]
    return [f"says {word}" for word in found + [m.group() for m in MACHINE.finditer(source)]]


# ---------------------------------------------------------------- the whole tree keeps them

CODE_RULES = (
    imports_point_one_way,
    streamlit_stays_in_the_dashboard,
    session_state_has_one_reader,
    caches_have_one_user,
    rooms_are_entered_by_the_door,
    pages_are_thin,
    files_are_short,
    files_are_named_for_their_subject,
    nothing_shared_is_changed,
    nothing_is_run_from_text,
)


def project_files(*suffixes: str) -> Iterator[Path]:
    """List the project's own text files."""
    for folder, subfolders, files in os.walk(ROOT):
        subfolders[:] = sorted(set(subfolders) - SKIPPED)
        yield from (Path(folder, file) for file in sorted(files) if file.endswith(suffixes))


def faults_of(rule: Rule, paths: Iterator[Path]) -> list[str]:
    """Apply a rule to files and list every fault with its file."""
    return [
        f"{path.relative_to(ROOT).as_posix()} {fault}"
        for path in paths
        for fault in rule(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("rule", CODE_RULES, ids=lambda rule: rule.__name__)
def test_every_file_keeps_the_rule(rule):
    assert faults_of(rule, project_files(".py")) == []


def test_every_text_is_finished_and_names_no_machine():
    assert faults_of(everything_is_finished, project_files(*TEXT_SUFFIXES)) == []


def test_the_tree_was_read_at_all():
    read = {path.relative_to(ROOT).as_posix() for path in project_files(".py")}
    assert {"run.py", "geodata/loading.py", "tests/test_architecture.py"} <= read


# ---------------------------------------------------------------- every rule can say no

BROKEN = [
    (imports_point_one_way, "geodata/loading.py", "from segments.typology import segment"),
    (imports_point_one_way, "segments/i18n.py", "import dashboard.state"),
    (imports_point_one_way, "segments/typology/features.py", "from . import recipe"),
    (imports_point_one_way, "run.py", "def start():\n    import geodata"),
    (streamlit_stays_in_the_dashboard, "segments/i18n.py", "import streamlit as st"),
    (streamlit_stays_in_the_dashboard, "geodata/loading.py", "from streamlit.x import y"),
    (session_state_has_one_reader, "dashboard/app.py", "import streamlit as st\nst.session_state"),
    (session_state_has_one_reader, "dashboard/x.py", "from streamlit import session_state"),
    (caches_have_one_user, "dashboard/charts.py", "@st.cache_data\ndef f(): ..."),
    (caches_have_one_user, "dashboard/x.py", "from streamlit import cache_resource as keep"),
    (rooms_are_entered_by_the_door, "dashboard/x.py", "import segments.audience.raking"),
    (rooms_are_entered_by_the_door, "segments/i18n.py", "from segments.audience import raking"),
    (rooms_are_entered_by_the_door, "benchmarks/x.py", "from segments.audience.raking import x"),
    (pages_are_thin, "dashboard/app_pages/home.py", "pass\n" * 81),
    (files_are_short, "geodata/loading.py", "pass\n" * 401),
    (files_are_named_for_their_subject, "segments/utils.py", ""),
    (files_are_named_for_their_subject, "segments/common/x.py", ""),
    (files_are_named_for_their_subject, "dashboard/components/segments.py", ""),
    (nothing_shared_is_changed, "dashboard/x.py", "SEEN = []\ndef f(): SEEN.append(1)"),
    (nothing_shared_is_changed, "dashboard/x.py", "SEEN: dict = {}\ndef f(): SEEN['a'] = 1"),
    (nothing_shared_is_changed, "dashboard/x.py", "SEEN = set()\ndef f(): del SEEN[0]"),
    (nothing_shared_is_changed, "dashboard/x.py", "n = 0\ndef f():\n    global n\n    n = 1"),
    (nothing_is_run_from_text, "segments/i18n.py", "import pickle"),
    (nothing_is_run_from_text, "segments/i18n.py", "eval('1')"),
    (nothing_is_run_from_text, "dashboard/x.py", "st.markdown(f'{x}', unsafe_allow_html=True)"),
    (everything_is_finished, "geodata/x.py", "# TO" + "DO: later"),
    (everything_is_finished, "geodata/x.py", "raise NotImpl" + "ementedError"),
    (everything_is_finished, "README.md", "see /wo" + "rk/main"),
]
SOUND = [
    (imports_point_one_way, "dashboard/x.py", "from segments.i18n import Translator"),
    (imports_point_one_way, "segments/x.py", "import pandas\nfrom geodata import load_areas"),
    (streamlit_stays_in_the_dashboard, "dashboard/x.py", "import streamlit as st"),
    (session_state_has_one_reader, "dashboard/state/view.py", "st.session_state"),
    (session_state_has_one_reader, "dashboard/x.py", "'st.session_state'  # only said"),
    (caches_have_one_user, "dashboard/cached/places.py", "@st.cache_data\ndef f(): ..."),
    (rooms_are_entered_by_the_door, "dashboard/x.py", "from segments.audience import rake"),
    (rooms_are_entered_by_the_door, "dashboard/x.py", "from segments.i18n import Translator"),
    (rooms_are_entered_by_the_door, "segments/audience/x.py", "import segments.audience.raking"),
    (rooms_are_entered_by_the_door, "tests/x.py", "import segments.audience.raking"),
    (pages_are_thin, "dashboard/app_pages/home.py", "pass\n" * 80),
    (files_are_named_for_their_subject, "segments/typology/features.py", ""),
    (nothing_shared_is_changed, "dashboard/x.py", "HUES = ['a']\ndef f(): return HUES[0]"),
    (nothing_shared_is_changed, "dashboard/x.py", "def f():\n    rows = []\n    rows.append(1)"),
    (nothing_shared_is_changed, "dashboard/app.py", "pages = []\npages.append(1)"),
    (nothing_is_run_from_text, "dashboard/x.py", "st.markdown('<br>', unsafe_allow_html=True)"),
    (everything_is_finished, "geodata/x.py", "# mastodon /homes/ and https://a.id/work/x"),
]


@pytest.mark.parametrize(("rule", "path", "source"), BROKEN)
def test_the_rule_catches(rule, path, source):
    assert rule(path, source)


@pytest.mark.parametrize(("rule", "path", "source"), SOUND)
def test_the_rule_lets_pass(rule, path, source):
    assert rule(path, source) == []
