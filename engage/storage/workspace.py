"""An open file: it owns the key, the connection and the transactions, and tells what changed."""

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from engage.clock import Clock, utc_now
from engage.errors import StorageError
from engage.progress import Cancelled, Progress, silent
from engage.storage import audit, journal
from engage.storage.connection import check_references, translated
from engage.storage.creating import create_file
from engage.storage.identity import identify
from engage.storage.journal import Stamp, StepName
from engage.storage.opening import OpenedFile, open_file
from engage.storage.recorder import RECORDER, JournalledSession, Recorder

_PACKAGE = Path(__file__).resolve().parents[1]

T = TypeVar("T")
Listener = Callable[[frozenset[str]], None]


class Workspace:
    """One open `.engage` file; close it, or use it as a context manager.

    It belongs to one thread, which is told of changes. Another may borrow it for one long write (`write_quietly`);
    whoever comes meanwhile waits.
    """

    def __init__(self, file: OpenedFile, *, clock: Clock = utc_now) -> None:
        _import_records()
        self._file = file
        self._clock = clock
        self._engine = _make_engine(file)
        self._recorder: Recorder | None = None
        self._listeners: list[Listener] = []
        self._must_reconnect = False
        self._turn = RLock()
        self._watch: Progress = silent
        self.version = 0
        """How often it was written since it was opened: what was read at the same number still holds."""
        event.listen(self._engine, "begin", self._begin)
        event.listen(self._engine, "before_cursor_execute", self._before_statement)
        self.actor = "officer"
        """The role that audit entries name."""

    @classmethod
    def create(cls, path: Path, *, passphrase: str | None, clock: Clock = utc_now) -> "Workspace":
        """Make a new file and open it; `None` means the published key, which hides nothing.

        Raises RefusedError when something is there already or the passphrase is weak, ReadOnlyFileError, StorageError.
        """
        create_file(path, passphrase=passphrase)
        return cls.open(path, passphrase=passphrase, clock=clock)

    @classmethod
    def open(
        cls, path: Path, *, passphrase: str | None = None, read_only: bool = False, clock: Clock = utc_now
    ) -> "Workspace":
        """Open a file after every check, read-only where it cannot be written. Raises as `open_file` does."""
        return cls(open_file(path, passphrase=passphrase, read_only=read_only, clock=clock), clock=clock)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    @property
    def is_secret(self) -> bool:
        """Whether a passphrase is needed to open the file."""
        return self._file.is_secret

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self._file.read_only

    @property
    def schema(self) -> str:
        """The revision of the file's schema."""
        return self._file.revision

    @property
    def file(self) -> OpenedFile:
        """The file below, for backups."""
        return self._file

    @property
    def audit_head(self) -> audit.Head:
        """The number and hash of the newest audit entry."""
        return self.read(lambda db: audit.read_head(db.connection()))

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return not self.read_only and self._next("done") is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone step to do again."""
        return not self.read_only and self._next("undone") is not None

    @property
    def undo_label(self) -> str:
        """What undo would take back; empty when there is nothing."""
        return str(self._next("done") or "")

    @property
    def redo_label(self) -> str:
        """What redo would do again; empty when there is nothing."""
        return str(self._next("undone") or "")

    def read(self, query: Callable[[Session], T]) -> T:
        """Run a query and give its result. Nothing can be written by it."""
        with self._transaction(Recorder(may_write=False)) as db:
            return query(db)

    def write(self, action: Callable[[Session], T], *, label: str = "") -> T:
        """Run an action in one transaction, with its audit entries and its undo step; tell the topics afterwards.

        Whatever the action raises, nothing is written. Raises ReadOnlyFileError, StorageError, and RefusedError
        ("row-still-used") when a row that others point at would go.
        """
        result, topics = self.write_quietly(action, label=label)
        self.tell(topics)
        return result

    def write_quietly(
        self, action: Callable[[Session], T], *, label: str = "", watch: Progress = silent
    ) -> tuple[T, frozenset[str]]:
        """Write as `write` does, but tell nobody: whoever calls passes the topics on to `tell`, on the file's thread.

        For a long write on a worker. `watch` is called before each statement, and may raise `Cancelled`: nothing is
        written then.
        """
        recorder = Recorder(may_write=True)
        name = StepName(label, journal.verb_of(action))
        with self._writing(recorder) as db:
            self._watch = watch
            result = action(db)
            db.flush()
            recorder.check_whole()
            with recorder.writing():
                topics = journal.keep_step(db.connection(), recorder, name, self._stamp())
                db.commit()
            self.version += 1
        return result, topics

    def tell(self, topics: frozenset[str]) -> None:
        """Tell whoever listens what has changed."""
        if topics:
            for listener in tuple(self._listeners):
                listener(topics)

    def undo(self) -> str:
        """Take the newest step back and give its name. Raises RefusedError when there is none, or a barrier."""
        return self._move(journal.take_back)

    def redo(self) -> str:
        """Do the step undone last again and give its name. Raises RefusedError when there is none."""
        return self._move(journal.do_again)

    def subscribe(self, callback: Listener) -> Callable[[], None]:
        """Call back with the topics after each commit that changed something. The result ends it."""
        self._listeners.append(callback)

        def unsubscribe() -> None:
            with suppress(ValueError):
                self._listeners.remove(callback)

        return unsubscribe

    def close(self) -> None:
        """Let go of the file. Does nothing the second time."""
        self._listeners.clear()
        self._engine.dispose()
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _next(self, state: str) -> StepName | None:
        return self.read(lambda db: journal.next_name(db.connection(), state))

    def _stamp(self) -> Stamp:
        return Stamp(self.actor, self._clock())

    def _move(self, step: Callable[[Connection, Stamp], tuple[StepName, frozenset[str]]]) -> str:
        recorder = Recorder(may_write=True)
        with self._turn, self._foreign_keys_off(), self._writing(recorder) as db, recorder.writing():
            name, topics = step(db.connection(), self._stamp())
            check_references(self._file.connection)
            db.commit()
            self.version += 1
        self.tell(topics)
        return str(name)

    @contextmanager
    def _foreign_keys_off(self) -> Iterator[None]:
        """Rows come and go in any order while a step is replayed; the references are checked before the commit."""
        self._reconnect_if_needed()
        self._file.connection.execute("PRAGMA foreign_keys = OFF")
        try:
            yield
        finally:
            with suppress(dbapi2.Error):  # a lost connection is replaced, with its settings
                self._file.connection.execute("PRAGMA foreign_keys = ON")

    @contextmanager
    def _writing(self, recorder: Recorder) -> Iterator[Session]:
        self._file.refuse_read_only()
        self._check_still_there()
        with self._transaction(recorder) as db:
            yield db

    @contextmanager
    def _transaction(self, recorder: Recorder) -> Iterator[Session]:
        with self._turn:
            if self._recorder is not None:
                msg = "one transaction at a time: pass the session on instead"
                raise RuntimeError(msg)
            self._reconnect_if_needed()
            self._recorder = recorder
            session = JournalledSession(self._engine, expire_on_commit=False, info={RECORDER: recorder})
            try:
                with translated(), session:
                    yield session
            except (StorageError, Cancelled):
                # SQLAlchemy closes a connection whose statement was left by way of `Cancelled`.
                self._must_reconnect = True
                raise
            finally:
                self._recorder, self._watch = None, silent

    def _begin(self, connection: Connection) -> None:
        may_write = self._recorder is not None and self._recorder.may_write
        connection.exec_driver_sql("BEGIN IMMEDIATE" if may_write else "BEGIN")

    def _before_statement(self, _connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        self._watch(0, 0)
        if self._recorder is not None:
            self._recorder.check_statement(statement)

    def _check_still_there(self) -> None:
        """Never write into a file that has been moved or replaced under us: its journal would go astray."""
        try:
            is_same = identify(self.path) == self._file.identity
        except Exception as error:
            raise StorageError("file-moved") from error
        if not is_same:
            raise StorageError("file-moved")

    def _reconnect_if_needed(self) -> None:
        """After the disk failed, trust neither the connection nor what the system keeps in memory: open and check."""
        if not self._must_reconnect:
            return
        self._check_still_there()
        self._engine.dispose()
        self._file.reconnect()
        self._must_reconnect = False


def _make_engine(file: OpenedFile) -> Engine:
    return create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=lambda: file.connection,
        poolclass=StaticPool,
        hide_parameters=True,
    )


@lru_cache(maxsize=1)
def _import_records() -> None:
    """Import the rows of every stage: the journal must know all tables, also those that this command never uses."""
    for records in sorted(_PACKAGE.glob("*/records.py")):
        importlib.import_module(f"engage.{records.parent.name}.records")
