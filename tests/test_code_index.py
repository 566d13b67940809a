"""The index of a folder: what is read, what is skipped, and that every way to it leads to the same index."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sources import BY_FILE, LONG_AGO, write
from sources_index import WordVectors, written_out

from volt.errors import InputError, StoreError
from volt.search import indexing
from volt.search.indexing import Summary, index
from volt.search.store import FORMAT, CodeStore
from volt.search.walk import LARGEST, Skip, walk

MANY = {f"p{n % 3}/m{n}.py": f"def f{n}(x):\n    return x + {n % 5}\n" for n in range(12)}


def _index(root: Path, db: Path, encoder: WordVectors | None = None, anew: bool = False) -> Summary:
    with CodeStore(db, root, anew=anew) as store:
        return index(root, store, encoder or WordVectors(), at_once=4)


def _paths(root: Path) -> list[str]:
    return [found.path for found in walk(root).files]


# ---- reading only what changed ---------------------------------------------------------------------------------------


def test_a_second_run_reads_nothing(tmp_path: Path) -> None:
    root, db = write(tmp_path / "code", BY_FILE), tmp_path / "i.db"
    first, again = _index(root, db), _index(root, db)
    assert (first.files, first.read, first.changed) == (5, 5, 5)
    assert first.functions == first.encoded == first.vectors > 20
    assert (again.read, again.changed, again.encoded) == (0, 0, 0)
    assert (again.files, again.functions, again.vectors) == (5, first.functions, first.vectors)


def test_only_what_changed_is_read_and_encoded(tmp_path: Path) -> None:
    root, db, encoder = write(tmp_path / "code", MANY), tmp_path / "i.db", WordVectors()
    _index(root, db, encoder)
    encoder.texts.clear()
    write(root, {"p0/m0.py": "def f0(x):\n    return x + 0\n\ndef fresh(): pass\n"}, LONG_AGO + 5)
    write(root, {"p1/m1.py": MANY["p1/m1.py"]}, LONG_AGO + 5)  # another time, the same content
    (root / "p2/m2.py").unlink()
    done = _index(root, db, encoder)
    assert (done.read, done.changed, done.removed, done.encoded) == (2, 1, 1, 1)
    assert [text.strip() for text in encoder.texts] == ["def fresh(): pass"]
    assert _index(root, db, encoder).read == 0


def test_a_file_that_moves_keeps_its_vectors(tmp_path: Path) -> None:
    root, db, encoder = write(tmp_path / "code", MANY), tmp_path / "i.db", WordVectors()
    _index(root, db, encoder)
    (root / "p0").rename(root / "q")
    done = _index(root, db, encoder)
    assert (done.changed, done.removed, done.encoded) == (4, 4, 0)
    assert done.vectors == done.functions == 12


def test_a_file_as_young_as_its_reading_is_read_again(tmp_path: Path) -> None:
    """Where times are whole seconds, it can change once more and look the same."""
    root, db = write(tmp_path / "code", {}), tmp_path / "i.db"
    root.mkdir()
    (root / "a.py").write_text("def one(): pass\n")
    assert _index(root, db).changed == 1
    assert _index(root, db).read == 1
    os.utime(root / "a.py", (LONG_AGO, LONG_AGO))
    assert [_index(root, db).read for _ in range(2)] == [1, 0]


_NAMES = st.sampled_from(["a.py", "b.py", "sub/a.py", "sub/c.js"])
_TEXTS = st.sampled_from(
    ["def f(): return 1\n", "def f(): return 1\n\ndef g(): return 2\n", "def (", "\0", "x = 1\n", "function h() {}\n"]
)
_EDITS = st.lists(st.tuples(_NAMES, st.none() | _TEXTS), min_size=1, max_size=4)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(_EDITS, min_size=1, max_size=4))
def test_step_by_step_ends_in_the_same_index_as_at_once(
    steps: list[list[tuple[str, str | None]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    tmp_path = tmp_path_factory.mktemp("steps")
    root = tmp_path / "code"
    root.mkdir()
    for number, edits in enumerate(steps):
        for name, text in edits:
            if text is None:
                (root / name).unlink(missing_ok=True)
            else:
                write(root, {name: text}, LONG_AGO + number)
        _index(root, tmp_path / "grown.db")
    _index(root, tmp_path / "fresh.db")
    assert written_out(tmp_path / "grown.db") == written_out(tmp_path / "fresh.db")


# ---- kill -9 ---------------------------------------------------------------------------------------------------------

_KILLED = """
import os, signal, sys
from pathlib import Path
from sources_index import WordVectors
from volt.search import indexing, store
from volt.search.store import CodeStore

where, count = sys.argv[3], int(sys.argv[4])
owner = {"_add": CodeStore, "add_vectors": CodeStore, "tidy": CodeStore}[where]
original = getattr(owner, where)

def deadly(*arguments, **named):
    global count
    count -= 1
    original(*arguments, **named)
    if count == 0:
        os.kill(os.getpid(), signal.SIGKILL)

setattr(owner, where, deadly)
indexing._BODIES_AT_ONCE = 3
with CodeStore(Path(sys.argv[2]), Path(sys.argv[1])) as opened:
    indexing.index(Path(sys.argv[1]), opened, WordVectors(), at_once=4)
"""


@pytest.mark.parametrize(("where", "count"), [("_add", 1), ("_add", 6), ("add_vectors", 1), ("tidy", 1)])
def test_killed_and_gone_on_is_never_interrupted(where: str, count: int, tmp_path: Path) -> None:
    """Killed within a transaction of files, between vectors, and after all: the next run ends in the same index."""
    root = write(tmp_path / "code", MANY)
    here = Path(__file__).resolve().parent
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(root), str(tmp_path / "cut.db"), where, str(count)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(here), str(here.parent)])},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    resumed = _index(root, tmp_path / "cut.db")
    assert resumed.read == {("_add", 1): 12, ("_add", 6): 8}.get((where, count), 0)
    assert resumed.encoded == {"add_vectors": 9, "tidy": 0}.get(where, 12)
    _index(root, tmp_path / "whole.db")
    assert written_out(tmp_path / "cut.db") == written_out(tmp_path / "whole.db")


# ---- what is skipped -------------------------------------------------------------------------------------------------


def test_what_cannot_be_read_is_counted_and_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "good.py": "def good(): pass\n",
        "half.py": "def sound(): pass\n\ndef bad(:\n    pass\n",
        "broken.py": "def (",
        "binary.py": b"def f(): pass\n\0\1\2",
        "mini.js": f"function f() {{ return [{'1,' * 3000}] }}",
        "secret.py": "def secret(): pass\n",
        "latin.py": "def caf\xe9():\n    'gr\xfc\xdfe'\n".encode("latin-1"),
        "marked.py": "\ufeffdef marked():\r\n    return 1\r\n",
        "empty.py": "",
        "notes.txt": "def not_code(): pass\n",
    }
    root = write(tmp_path / "code", files)
    with (root / "huge.py").open("wb") as huge:
        huge.truncate(LARGEST + 1)
    os.mkfifo(root / "pipe.py")
    (root / "link.py").symlink_to(root / "good.py")
    (root / "gone.py").symlink_to(root / "nowhere.py")
    (root / "loop").symlink_to(root, target_is_directory=True)
    (root / "folder.py").mkdir()
    _refuse_to_read(monkeypatch, "secret.py")
    done = _index(root, tmp_path / "i.db")
    assert done.skipped == {
        Skip.BINARY: 1,
        Skip.BROKEN: 1,
        Skip.HUGE: 1,
        Skip.LINK: 2,
        Skip.MINIFIED: 1,
        Skip.SPECIAL: 1,
        Skip.UNREADABLE: 1,
    }
    assert done.broken == 1
    names = {row[3]: row[5] for row in written_out(tmp_path / "i.db")["functions"]}
    assert names == {"good": "", "sound": "", "caf\xe9": "gr\xfc\xdfe", "marked": ""}


def _refuse_to_read(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """As a file without permissions does for everybody but root."""
    read_bytes = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path.name == name:
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refusing)


def test_a_file_that_becomes_unreadable_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, db = write(tmp_path / "code", MANY), tmp_path / "i.db"
    _index(root, db)
    write(root, {"p0/m0.py": "def other(): pass\n"}, LONG_AGO + 1)
    _refuse_to_read(monkeypatch, "m0.py")
    done = _index(root, db)
    assert (done.files, done.skipped) == (11, {Skip.UNREADABLE: 1})


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_without_permissions_is_counted(tmp_path: Path) -> None:
    root = write(tmp_path / "code", MANY)
    (root / "p0").chmod(0)
    try:
        done = _index(root, tmp_path / "i.db")
    finally:
        (root / "p0").chmod(0o700)
    assert (done.files, done.skipped) == (8, {Skip.UNREADABLE: 1})


def test_a_name_that_is_not_unicode_is_counted(tmp_path: Path) -> None:
    root = write(tmp_path / "code", {"a.py": "def f(): pass\n"})
    (root / os.fsdecode(b"\xff.py")).write_text("def g(): pass\n")
    assert _index(root, tmp_path / "i.db").skipped == {Skip.NAME: 1}


def test_folders_that_hold_no_source_of_ours_are_not_entered(tmp_path: Path) -> None:
    inside = ("node_modules", "target", "build", "dist", "venv", ".git", "site-packages", "__pycache__", "my-env/lib")
    files = {f"{folder}/a.py": "def f(): pass\n" for folder in inside}
    root = write(tmp_path / "code", {**files, "src/bin/a.rs": "fn f() {}", "my-env/pyvenv.cfg": ""})
    assert _paths(root) == ["src/bin/a.rs"]
    assert _paths(root / "node_modules") == ["a.py"]
    assert _paths(root / "my-env") == ["lib/a.py"]


def test_gitignore_is_honoured_as_git_does(tmp_path: Path) -> None:
    """Rules of the folder, of those below, of those above within the repository; the last match decides."""
    root = write(
        tmp_path / "repo",
        {
            ".gitignore": "generated/\n*_pb2.py\n/only_here.py\nignored/\n",
            "a.py": "",
            "only_here.py": "",
            "generated/b.py": "",
            "x_pb2.py": "",
            "sub/.gitignore": "!kept_pb2.py\nlocal.py\n",
            "sub/kept_pb2.py": "",
            "sub/other_pb2.py": "",
            "sub/local.py": "",
            "sub/only_here.py": "",
            "ignored/c.py": "",
        },
    )
    subprocess.run(["git", "init", "--quiet", root], check=True)
    command = ["git", "-C", root, "ls-files", "--others", "--exclude-standard", "*.py"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert _paths(root) == sorted(listed) == ["a.py", "sub/kept_pb2.py", "sub/only_here.py"]
    assert _paths(root / "sub") == ["kept_pb2.py", "only_here.py"]
    assert _paths(root / "ignored") == ["c.py"], "a folder that is named is not left out"


def test_without_git_rules_above_the_folder_do_not_count(tmp_path: Path) -> None:
    write(tmp_path, {".gitignore": "*.py\n", "code/a.py": ""})
    assert _paths(tmp_path / "code") == ["a.py"]


# ---- the file --------------------------------------------------------------------------------------------------------


def test_other_weights_make_all_vectors_again(tmp_path: Path) -> None:
    root, db = write(tmp_path / "code", MANY), tmp_path / "i.db"
    _index(root, db, WordVectors("old"))
    done = _index(root, db, WordVectors("new"))
    assert (done.read, done.encoded) == (0, done.vectors)
    assert _index(root, db, WordVectors("new")).encoded == 0


@pytest.mark.parametrize("version", [FORMAT - 1, FORMAT + 1])
def test_an_index_of_another_format_is_made_again(version: int, tmp_path: Path) -> None:
    root, db = write(tmp_path / "code", MANY), tmp_path / "i.db"
    _index(root, db)
    before = written_out(db)
    with closing(sqlite3.connect(db)) as connection:
        connection.execute(f"PRAGMA user_version={version}")
        connection.execute("DROP TABLE functions")
    with pytest.raises(InputError, match="another format"):
        CodeStore(db)
    done = _index(root, db)
    assert done.remade
    assert done.read == 12
    assert written_out(db) == before


def test_a_rebuild_begins_anew(tmp_path: Path) -> None:
    root, db = write(tmp_path / "code", MANY), tmp_path / "i.db"
    _index(root, db)
    done = _index(root, db, anew=True)
    assert (done.read, done.remade) == (12, True)


@pytest.mark.parametrize("kind", ["text", "database"])
def test_a_file_that_is_not_an_index_is_left_alone(kind: str, tmp_path: Path) -> None:
    db = tmp_path / "precious"
    if kind == "text":
        db.write_text("my notes, which are longer than a header of SQLite would be. " * 20)
    else:
        with closing(sqlite3.connect(db)) as connection:
            connection.execute("CREATE TABLE mine (x)")
    before = db.read_bytes()
    for anew in (False, True):
        with pytest.raises(InputError, match="not an index"):
            CodeStore(db, tmp_path, anew=anew)
    assert db.read_bytes() == before


def test_a_damaged_index_is_said_to_be_and_can_be_rebuilt(tmp_path: Path) -> None:
    root, db = write(tmp_path / "code", MANY), tmp_path / "i.db"
    _index(root, db)
    before, data = written_out(db), bytearray(db.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    db.write_bytes(data)
    with pytest.raises(StoreError, match=r"damaged.*--rebuild"):
        _index(root, db)
    _index(root, db, anew=True)
    assert written_out(db) == before


def test_an_index_belongs_to_one_folder(tmp_path: Path) -> None:
    _index(write(tmp_path / "a", MANY), tmp_path / "i.db")
    with pytest.raises(InputError, match="is the index of"):
        CodeStore(tmp_path / "i.db", write(tmp_path / "b", MANY))


def test_progress_is_told_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "_BODIES_AT_ONCE", 2)
    told: list[tuple[str, int, int]] = []
    root = write(tmp_path / "code", MANY)
    with CodeStore(tmp_path / "i.db", root) as store:
        index(root, store, WordVectors(), lambda *what: told.append(what), at_once=5)
    files = [("files", done, 12) for done in (5, 10, 12)]
    assert told == [*files, *(("vectors", done, 12) for done in range(2, 13, 2))]
