"""A visitor of the page without a browser: one Streamlit session over its websocket, in Streamlit's own messages.

What a session costs the server is the same as with a browser: the script runs, the answer is made, every element is sent. Only
the drawing is left out, which is done on the visitor's machine. Fifty browsers here would take the processor from the server.
"""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import ChatInputValue
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

PATIENCE = 180.0


class NoAnswer(Exception):
    """The page gave no answer: it told of trouble, failed, or was silent for too long."""


@dataclass(frozen=True)
class Heard:
    """Seconds from a question to the first words of its answer, and to the end of the answer."""

    words: float
    whole: float


class Session:
    """One visitor. Not for several threads at once."""

    def __init__(self, address: str) -> None:
        self._came = time.perf_counter()
        self._open = ExitStack()
        line = connect(
            address.replace("http", "ws", 1) + "/_stcore/stream",
            origin=Origin(address),
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            proxy=None,
            open_timeout=PATIENCE,
        )
        self._line = self._open.enter_context(line)
        self._box = ""
        self._asked = 0

    def close(self) -> None:
        """Leave the page."""
        self._open.close()

    def open(self) -> float:
        """Draw the page for the first time. Seconds from the first knock until the box to ask in is there.

        Raises:
            NoAnswer: the box did not come.
        """
        there = 0.0
        self._send(BackMsg(rerun_script=ClientState()))
        while True:
            message = self._next(self._came)
            if message.delta.new_element.WhichOneof("type") == "chat_input":
                self._box, there = message.delta.new_element.chat_input.id, there or time.perf_counter() - self._came
            if _finished(message):
                break
        if not self._box:
            raise NoAnswer("the page was drawn without a box to ask in")
        return there

    def ask(self, question: str) -> Heard:
        """Put a question and read the answer to its end.

        Raises:
            NoAnswer: none came.
        """
        self._asked += 1
        self._send(_typed(self._box, question))
        started, words, turns, within = time.perf_counter(), 0.0, 0, None
        while True:
            message = self._next(started)
            where = list(message.metadata.delta_path)
            if message.delta.add_block.chat_message.name == "assistant":
                turns += 1  # those of before are drawn again first
                within = where if turns == self._asked else None
            if within and not words and where[: len(within)] == within:
                kind = message.delta.new_element.WhichOneof("type")
                if kind == "alert":
                    raise NoAnswer("the page told of trouble in place of an answer")
                words = time.perf_counter() - started if kind == "markdown" else 0.0
            if _finished(message):
                if not words:
                    raise NoAnswer("the page was drawn without an answer")
                return Heard(words, time.perf_counter() - started)

    def _send(self, message: BackMsg) -> None:
        try:
            self._line.send(message.SerializeToString())
        except WebSocketException as error:
            raise NoAnswer(f"the line is gone: {error}") from error

    def _next(self, started: float) -> ForwardMsg:
        left = started + PATIENCE - time.perf_counter()
        try:
            received = self._line.recv(timeout=max(0.0, left))
        except TimeoutError as error:
            raise NoAnswer(f"nothing for {PATIENCE:.0f} seconds") from error
        except WebSocketException as error:
            raise NoAnswer(f"the line is gone: {error}") from error
        message = ForwardMsg()
        message.ParseFromString(received if isinstance(received, bytes) else received.encode())
        return message


def _typed(box: str, question: str) -> BackMsg:
    state = WidgetState(id=box, chat_input_value=ChatInputValue(data=question))
    return BackMsg(rerun_script=ClientState(widget_states=WidgetStates(widgets=[state])))


def _finished(message: ForwardMsg) -> bool:
    """Whether the script came to its end; one that was stopped in order to run anew did not."""
    if message.WhichOneof("type") != "script_finished":
        return False
    if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
        raise NoAnswer("the script of the page does not compile")
    return message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
