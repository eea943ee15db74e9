"""A child process that speaks the engine's protocol with answers from a script.

The queries steer it: the word ``crash`` kills the process, ``hang`` waits for a cancel,
``slow`` answers after the next command, ``refuse`` fails. Sounds are "heard" as ``a red fruit``.
Real Tux Paint stamps serve as thumbnails where they are installed.
"""

from __future__ import annotations

import os
import signal
import struct
import zlib
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from app.core.item import Caption, Item, ItemMedium, MediumRole
from app.core.modality import Modality, PerModality
from app.core.notice import Notice, NoticeCode
from app.core.progress import Progress, Stage
from app.core.query import Query
from app.core.recommendation import Answer, ModelIdentity, Recommendation, Timings
from app.engine.messages import (
    AddWeights,
    BrowsingJob,
    Cancel,
    CatalogSummary,
    ChooseDevice,
    CleaningJob,
    Command,
    EngineStatus,
    EvaluationJob,
    Failure,
    FailureKind,
    FetchWeights,
    FitRecommender,
    ForYouJob,
    GetItem,
    Hello,
    ImportReport,
    Inspect,
    ItemDetails,
    Job,
    LabellingJob,
    LabJob,
    Level,
    ListMicrophones,
    MapJob,
    MediumReport,
    Microphone,
    Microphones,
    Outcome,
    Partial,
    PeopleJob,
    PrepareCatalog,
    Recommend,
    Record,
    Recording,
    Reply,
    Report,
    Request,
    Result,
    Shutdown,
    SkippedFile,
    VerifyWeights,
    WeightsSummary,
)
from tests.ui.scripted_catalog import ScriptedCatalog
from tests.ui.scripted_desks import ScriptedEvaluations, ScriptedLab
from tests.ui.scripted_people import ScriptedPeople

STAMPS = Path("/usr/share/tuxpaint/stamps")
ENDINGS = {Modality.IMAGE: (".png", ".jpg", ".svg"), Modality.AUDIO: (".wav", ".ogg")}


def serve(home: Path, connection: Connection[Reply, Command]) -> None:
    """Answer until told to stop."""
    service = ScriptedService(home, connection)
    connection.send(Hello("engine", os.getpid()))
    while not isinstance(command := connection.recv(), Shutdown):
        service.take(command)
    os._exit(0)


class ScriptedService:
    """Answers at once, except where the script says otherwise."""

    def __init__(self, home: Path, connection: Connection[Reply, Command]) -> None:
        self._home = home
        self._connection = connection
        self._open: dict[int, Job] = {}
        self._late: list[Reply] = []
        self._lab = ScriptedLab()
        self._evaluations = ScriptedEvaluations()
        self._catalog = ScriptedCatalog()
        self._people = ScriptedPeople()

    def take(self, command: Command) -> None:
        """Answer one command."""
        if isinstance(command, Cancel):
            self._cancel(command.number)
        elif isinstance(command, Request):
            late, self._late = self._late, []
            self._answer(command.number, command.job)
            for reply in late:
                self._connection.send(reply)

    def _cancel(self, number: int) -> None:
        job = self._open.pop(number, None)
        if isinstance(job, Record):
            self._connection.send(Result(number, self._recording("person")))
        elif job is not None:
            self._lab.interrupt(job)
            self._connection.send(Failure(number, FailureKind.CANCELLED, "job", "cancelled"))

    def _answer(self, number: int, job: Job) -> None:
        words = job.query.texts[0] if isinstance(job, Recommend) and job.query.texts else ""
        if words == "crash":
            os.kill(os.getpid(), signal.SIGKILL)
        elif words == "hang":
            self._open[number] = job
        elif words == "slow":
            self._late.append(Result(number, self._outcome(job)))
        elif words == "refuse":
            self._connection.send(Failure(number, FailureKind.INPUT, "catalog", "choose another"))
        elif isinstance(job, Record):
            self._record(number, job)
        elif isinstance(job, PrepareCatalog):
            self._prepare(number, job)
        elif isinstance(job, (LabJob, EvaluationJob)):
            self._work(number, job)
        elif isinstance(job, (BrowsingJob, CleaningJob, LabellingJob, MapJob)):
            self._say(number, job, self._catalog.replies(number, job))
        elif isinstance(job, (PeopleJob, ForYouJob, FitRecommender)):
            self._say(number, job, self._people.replies(number, job))
        else:
            self._answer_plainly(number, job)

    def _answer_plainly(self, number: int, job: Job) -> None:
        if isinstance(job, Inspect) and not Path(job.path).is_file():
            why = "is not a file; choose another"
            self._connection.send(Failure(number, FailureKind.INPUT, job.path, why))
            return
        if isinstance(job, Recommend) and job.query.sounds and job.query.transcript is None:
            self._connection.send(Partial(number, answer_to(job)))
            heard = replace(job.query, transcript="a red fruit" if job.transcribe else None)
            job = replace(job, query=heard)
        self._connection.send(Result(number, self._outcome(job)))

    def _record(self, number: int, job: Record) -> None:
        if job.device == "broken":
            why = "was unplugged; choose another microphone"
            self._connection.send(Failure(number, FailureKind.INPUT, "broken", why))
            return
        self._open[number] = job
        for step in range(40):
            level = Level(0.1, 0.05 + 0.5 * abs((step % 13) / 13 - 0.5), step / 10)
            self._connection.send(Partial(number, level))

    def _recording(self, ended_by: str) -> Recording:
        path = self._home / "recordings" / "recording.wav"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"RIFF")
        return Recording(str(path), 3.0, ended_by)

    def _prepare(self, number: int, job: PrepareCatalog) -> None:
        self._connection.send(Report(number, Progress(Stage.FETCH, 1, 4, "a.whl", 30.0)))
        self._connection.send(Report(number, Progress(Stage.ENCODE, 412, 1033, "duck.png", 24.0)))
        if job.location.endswith("endless"):
            self._open[number] = job
            return
        skipped = (SkippedFile("bad.png", "is empty"),) if "bad" in job.location else ()
        report = ImportReport(job.name, 1033, 0, skipped, 1033)
        (self._home / "catalogs" / job.name).mkdir(parents=True, exist_ok=True)
        self._connection.send(Result(number, report))

    def _work(self, number: int, job: LabJob | EvaluationJob) -> None:
        if isinstance(job, LabJob):
            replies = self._lab.replies(number, job)
        else:
            replies = self._evaluations.replies(number, job)
        self._say(number, job, replies)

    def _say(self, number: int, job: Job, replies: list[Reply]) -> None:
        if not isinstance(replies[-1], (Result, Failure)):
            self._open[number] = job
        for reply in replies:
            self._connection.send(reply)

    def _outcome(self, job: Job) -> Outcome:
        if isinstance(job, Recommend):
            answer = answer_to(job)
            return self._people.personalised(answer, job.persona) if job.persona else answer
        if isinstance(job, Inspect):
            return report_of(job)
        if isinstance(job, GetItem):
            return details_of(job.item_id)
        if isinstance(job, ListMicrophones):
            return Microphones((Microphone("Desk microphone", True),))
        device = job.device.value if isinstance(job, ChooseDevice) else "cpu"
        status = self._status(device, isinstance(job, (FetchWeights, AddWeights)))
        if isinstance(job, VerifyWeights):
            first = replace(status.weights[0], state="altered")
            return replace(status, weights=(first, *status.weights[1:]))
        return status

    def _status(self, device: str, has_weights: bool) -> EngineStatus:
        names = sorted(path.name for path in (self._home / "catalogs").glob("*"))
        state = "ready" if has_weights or names else "missing"
        return EngineStatus(
            device=device,
            device_reason="",
            pack="lite",
            catalogs=tuple(CatalogSummary(name, 1033, True, ("tower",)) for name in names),
            weights=(
                WeightsSummary("EfficientNet-Lite2", "pictures", state, 24.0),
                WeightsSummary("all-MiniLM-L6-v2", "words", state, 87.0),
                WeightsSummary("aiSFX", "sounds", state, 42.0),
                WeightsSummary("Whisper tiny", "speech", state, 75.0),
            ),
            tuxpaint_location=str(STAMPS) if STAMPS.is_dir() else "",
        )


def stamps() -> list[Path]:
    """Return pictures that stand for items."""
    found = sorted(STAMPS.glob("food/**/*.png")) if STAMPS.is_dir() else []
    return found or [Path(f"item{number}.png") for number in range(60)]


def contributions_to(query: Query, rank: int) -> PerModality[float]:
    """Return contributions that shrink with rank and follow the weights."""
    shares = PerModality(0.34, 0.27, 0.19)

    def share(modality: Modality) -> float:
        if not query.has(modality):
            return 0.0
        wobble = 1.0 - 0.35 * ((rank * 7 + len(modality.value)) % 5) / 5
        return round(query.weights[modality] * shares[modality] * wobble * 0.97**rank, 4)

    return PerModality.of(share)


def answer_to(job: Recommend) -> Answer:
    """Rank stamps by contributions made up from the query's weights."""
    paths = stamps()[: job.top]
    shares = [contributions_to(job.query, rank) for rank in range(len(paths))]
    scored = sorted(
        zip(paths, shares, strict=True),
        key=lambda pair: -sum(value for _, value in pair[1].items()),
    )
    results = tuple(
        Recommendation(
            rank=rank,
            item_id=f"food/{path.stem}",
            title=path.stem.replace("_", " "),
            category="/".join(path.parent.parts[-2:]),
            thumbnail=str(path) if path.is_file() else "",
            score=0.05 + sum(value for _, value in share.items()),
            baseline=0.05,
            contributions=share,
            rank_if_muted=PerModality.of(
                lambda m, rank=rank: rank + 3 if job.query.has(m) else None  # type: ignore[misc]
            ),
        )
        for rank, (path, share) in enumerate(scored, start=1)
    )
    notices = (
        (Notice(NoticeCode.LANGUAGE, "words", "not English"),) if "rouge" in job.query.texts else ()
    )
    return Answer(
        query=job.query,
        catalog=job.catalog,
        catalog_items=1033,
        encoders=PerModality.of(lambda modality: ModelIdentity(modality.value, "0" * 8, "cpu")),
        fusion=ModelIdentity(job.fusion or "tower", "1" * 8, "cpu"),
        timings=Timings(encode=PerModality(52.0, 6.1, 0.0), fuse=1.9, search=0.6, explain=0.8),
        results=results,
        notices=notices,
    )


def report_of(job: Inspect) -> MediumReport:
    """Describe a file by its ending; previews are the file itself or a plain square."""
    path = Path(job.path)
    data = path.read_bytes()
    kinds = [name for name, ends in ENDINGS.items() if path.suffix.lower() in ends]
    modality = job.modality or (kinds[0] if kinds else Modality.TEXT)
    blank = (Notice(NoticeCode.BLANK, path.name, "blank"),) if "blank" in path.name else ()
    report = MediumReport(job.path, modality, str(zlib.crc32(data)), "as found", notices=blank)
    if modality is Modality.IMAGE:
        return replace(report, preview=data if data[:4] == b"\x89PNG" else square())
    if modality is Modality.AUDIO:
        peaks = tuple(abs((step * 37 % 101) / 101 - 0.3) for step in range(256))
        return replace(report, peaks=peaks, seconds=3.4)
    return replace(report, text=data.decode("utf-8", "replace"))


def details_of(item_id: str) -> ItemDetails:
    """Return an item with its picture and captions."""
    path = next(
        (path for path in stamps() if path.stem == item_id.rsplit("/", maxsplit=1)[-1]),
        Path("x.png"),
    )
    title = path.stem.replace("_", " ")
    media = (ItemMedium(Modality.IMAGE, MediumRole.CONTENT, "", str(path), "0" * 64),)
    captions = (Caption("en", title), Caption("zh_CN", "图章"))
    return ItemDetails(Item(item_id, title, "food", captions, media), str(path))


def square(side: int = 8) -> bytes:
    """Return a small PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = zlib.compress((b"\0" + b"\xc0\x30\x30" * side) * side)
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )
