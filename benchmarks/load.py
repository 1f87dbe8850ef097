"""Many users at once, without browsers: answer times, processor time and memory of the server."""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from benchmarks.browser import OUR_PAGES
from benchmarks.places import Village, villages_to_click
from benchmarks.protocol import Answer, BrowserSession
from benchmarks.report import Measure, Section, load_note
from benchmarks.servers import Server, running
from launch.console import ROOT, say
from launch.server import warm_up

MOST_SESSIONS = 200
MOST_SECONDS = 600.0
PAUSE = 5.0  # seconds between two clicks of one user
OPENINGS_A_SECOND = 10
# Beyond this share of one core the naive server falls behind for good, which says nothing new.
NAIVE_SHARE = 0.7


@dataclass(frozen=True)
class Plan:
    """How many users, for how long; idle ones for ours and for the naive app."""

    sessions: tuple[int, ...] = (50, 100)
    seconds: float = 60.0
    idle_sessions: tuple[int, int] = (50, 10)
    clicks_alone: tuple[int, ...] = (50, 250, 1050)

    def __post_init__(self) -> None:
        if max(self.sessions) > MOST_SESSIONS or self.seconds > MOST_SECONDS:
            raise ValueError(f"At most {MOST_SESSIONS} sessions for {MOST_SECONDS:.0f} seconds.")


QUICK = Plan(sessions=(10,), seconds=10, idle_sessions=(10, 3), clicks_alone=(20, 60))


@dataclass(frozen=True)
class Crowd:
    """What a number of users met, and what they cost."""

    n_sessions: int
    n_clicks: int
    median: float
    p95: float
    cpu_a_click: float
    megabytes: float
    megabytes_after: float


@dataclass(frozen=True)
class Alone:
    """What one user met, clicking without a pause, and the memory at some of the clicks."""

    start: float
    pages: float
    one: float
    latency: float
    cpu: float
    n_bytes: float
    megabytes: dict[int, float]


@dataclass(frozen=True)
class Figures:
    """All of one app."""

    alone: Alone
    idle_session: float
    crowds: tuple[Crowd, ...]


def measure(plan: Plan | None = None) -> list[Section]:
    """Put both apps under load, one after the other."""
    plan = plan or Plan()
    before = load_note()
    ours = asyncio.run(_measure_app("ours", plan))
    naive = asyncio.run(_measure_app("naive", plan))
    clicks = ", ".join(str(crowd.n_clicks) for crowd in ours.crowds)
    notes = (
        f"Every user clicks on another village every {PAUSE:.0f} s for {plan.seconds:.0f} s; "
        f"{clicks} clicks in all. Times are from the message of the click to the end of the run, "
        "and each answer was checked to name the village.",
        f"The naive server cannot carry as many: it was given {naive.crowds[0].n_sessions} users.",
        f"{before} at the start, {load_note()} at the end, server and load driver included.",
    )
    return [Section("Many users", tuple(_measures(ours, naive)), notes)]


async def _measure_app(app: str, plan: Plan) -> Figures:
    clicks = plan.clicks_alone if app == "ours" else (min(plan.clicks_alone),)
    with running(app) as server:
        alone = await _measure_alone(app, server, clicks)
    say(f"  {app}: one user, {alone.cpu * 1000:.1f} ms CPU a click")
    sessions = plan.sessions
    if app == "naive":
        sessions = (max(1, min(plan.sessions[0], int(NAIVE_SHARE * PAUSE / alone.cpu))),)
    crowds = []
    with running(app) as server:
        n_idle = plan.idle_sessions[app == "naive"]
        idle = await _measure_idle(app, server, n_idle)
        for n_sessions in sessions:
            crowds.append(await _measure_crowd(app, server, n_sessions, plan.seconds))
            say(f"  {app}: {n_sessions} users, p95 {crowds[-1].p95 * 1000:.0f} ms")
    return Figures(alone, idle, tuple(crowds))


async def _measure_alone(app: str, server: Server, clicks: Sequence[int]) -> Alone:
    await asyncio.to_thread(warm_up, server.site)
    start = server.megabytes()
    session = BrowserSession(app, server.site)
    await session.open()
    one = server.megabytes()
    villages = villages_to_click(max(clicks))
    warm = min(clicks) // 5
    answers, megabytes = [], {}
    cpu = 0.0
    for number, village in enumerate(villages, start=1):
        if number == warm + 1:
            cpu = server.cpu_seconds()
        answers.append(await session.click(village))
        if number in clicks:
            megabytes[number] = server.megabytes()
    cpu = (server.cpu_seconds() - cpu) / (len(villages) - warm)
    pages = OUR_PAGES.values() if app == "ours" else ()
    for page in pages:
        if (ROOT / "dashboard" / "app_pages" / page.file).exists():
            await session.open(page.path)
    await session.close()
    return Alone(
        start=start,
        pages=server.megabytes(),
        one=one,
        latency=median(answer.seconds for answer in answers[warm:]),
        cpu=cpu,
        n_bytes=median(answer.n_bytes for answer in answers[warm:]),
        megabytes=megabytes,
    )


async def _measure_idle(app: str, server: Server, n_sessions: int) -> float:
    """Megabytes of a further session that opened the map and selected one village."""
    village = villages_to_click(1)[0]
    sessions = [BrowserSession(app, server.site) for _ in range(n_sessions + 2)]
    for session in sessions[:2]:  # what the first users load is the server's own
        await session.open()
        await session.click(village)
    before = server.megabytes()
    for session in sessions[2:]:
        await session.open()
        await session.click(village)
    after = server.megabytes()
    await asyncio.gather(*(session.close() for session in sessions))
    return max(0.0, after - before) / n_sessions


async def _measure_crowd(app: str, server: Server, n_sessions: int, seconds: float) -> Crowd:
    sessions = [BrowserSession(app, server.site) for _ in range(n_sessions)]
    await asyncio.gather(
        *(
            _after(number / OPENINGS_A_SECOND, session.open)
            for number, session in enumerate(sessions)
        )
    )
    villages = villages_to_click(300)
    cpu, deadline = server.cpu_seconds(), time.perf_counter() + seconds
    found = await asyncio.gather(
        *(
            _use(session, villages, number, number * PAUSE / n_sessions, deadline)
            for number, session in enumerate(sessions)
        )
    )
    cpu = server.cpu_seconds() - cpu
    megabytes = server.megabytes()
    await asyncio.gather(*(session.close() for session in sessions))
    await asyncio.sleep(2)
    times = [answer.seconds for answers in found for answer in answers]
    return Crowd(
        n_sessions=n_sessions,
        n_clicks=len(times),
        median=median(times),
        p95=quantiles(times, n=20, method="inclusive")[-1],
        cpu_a_click=cpu / len(times),
        megabytes=megabytes,
        megabytes_after=server.megabytes(),
    )


async def _after(seconds: float, act: Callable[[], Awaitable[Answer]]) -> Answer:
    await asyncio.sleep(seconds)
    return await act()


async def _use(
    session: BrowserSession, villages: Sequence[Village], seed: int, start: float, deadline: float
) -> list[Answer]:
    """Click, think, click; the first click comes when the user's turn in the round does."""
    chance = random.Random(seed)
    turn = itertools.cycle(chance.sample(villages, len(villages)))
    answers = []
    due = time.perf_counter() + start
    while due < deadline:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        answers.append(await session.click(next(turn)))
        due = max(due + PAUSE * chance.uniform(0.8, 1.2), time.perf_counter())
    return answers


def _measures(ours: Figures, naive: Figures) -> Iterator[Measure]:
    mine, other = ours.alone, naive.alone
    yield Measure("one user: click answered", "ms", mine.latency * 1e3, other.latency * 1e3)
    yield Measure("one user: server CPU a click", "ms", mine.cpu * 1e3, other.cpu * 1e3, 50, 10)
    yield Measure(
        "one user: websocket a click", "kB", mine.n_bytes / 1e3, other.n_bytes / 1e3, 50, 10
    )
    few = naive.crowds[0]
    for crowd in ours.crowds:
        who = f"{crowd.n_sessions} users"
        must, aim = (1000, None) if crowd.n_sessions <= 50 else (None, 1000)
        yield Measure(f"{who}: click answered, median", "ms", crowd.median * 1e3, few.median * 1e3)
        yield Measure(
            f"{who}: click answered, p95", "ms", crowd.p95 * 1e3, few.p95 * 1e3, must, aim
        )
        yield Measure(
            f"{who}: server CPU a click", "ms", crowd.cpu_a_click * 1e3, few.cpu_a_click * 1e3
        )
    yield Measure("memory: started, first page run", "MB", mine.start, None, 400, 300)
    yield Measure("memory: one user on the map", "MB", mine.one, other.one, 400, 300)
    for number, megabytes in mine.megabytes.items():
        yield Measure(f"memory: after {number} clicks of one user", "MB", megabytes)
    yield Measure("memory: after every page", "MB", mine.pages, None, 400, 300)
    yield Measure("memory: a further session", "MB", ours.idle_session, naive.idle_session, 30, 10)
    for crowd in ours.crowds:
        who = f"{crowd.n_sessions} users"
        yield Measure(f"memory: {who} at work", "MB", crowd.megabytes, None, 400, 300)
        yield Measure(f"memory: {who} gone", "MB", crowd.megabytes_after, None, 400, 300)
