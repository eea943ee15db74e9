"""A real engine process, and what a test asks it through the pipe."""

from __future__ import annotations

from app.core.home import Home
from app.core.settings import DeviceChoice, Settings
from app.engine.messages import Failure, Job, Reply, Report, Request, Result
from app.engine.process import start_service


class EngineChild:
    """A real engine process and the parent's end of its pipe."""

    def __init__(self, home: Home) -> None:
        Settings(device=DeviceChoice.CPU).write(home.settings_file)
        self.process, self.connection = start_service("engine", home.root)
        self.replies: list[Reply] = []
        self._number = 0

    def send(self, job: Job) -> int:
        """Send a job and return its number."""
        self._number += 1
        self.connection.send(Request(self._number, job))
        return self._number

    def next_reply(self) -> Reply:
        """Wait for whatever the engine says next."""
        assert self.connection.poll(120), "no reply"
        reply = self.connection.recv()
        self.replies.append(reply)
        return reply

    def end_of(self, number: int) -> Reply:
        """Wait until a job is done, or has failed."""
        while True:
            reply = self.next_reply()
            if isinstance(reply, (Result, Failure)) and reply.number == number:
                return reply

    def wait_until_at_work(self, number: int) -> None:
        """Wait until a job has told that some of it is done."""
        while True:
            reply = self.next_reply()
            assert not isinstance(reply, (Result, Failure)), f"job {number} is over"
            if isinstance(reply, Report) and reply.number == number and reply.progress.done:
                return

    def ask(self, job: Job) -> Reply:
        """Send a job and wait until it is over."""
        return self.end_of(self.send(job))

    def kill(self) -> None:
        """Give it no time to tidy up."""
        self.process.kill()
        self.process.join(20)

    def close(self) -> None:
        """Let it end, by closing the pipe."""
        self.connection.close()
        self.process.join(20)
