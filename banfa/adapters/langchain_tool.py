"""Banfa as a tool for LangChain agents. (For the provisions alone there is `BanfaRetriever`.)"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from langchain_core.tools import BaseTool, ToolException
from pydantic import BaseModel, ConfigDict, Field, SkipValidation

from banfa.desk import Desk
from banfa.errors import BanfaError


class Question(BaseModel):
    """What an agent hands to the tool."""

    model_config = ConfigDict(extra="forbid")
    question: str = Field(description="The question about China's rules on generative AI or data, in English or Chinese.")
    as_of: date | None = Field(default=None, description="The day whose law is asked about, as 2026-01-31; default today.")
    instrument: list[str] | None = Field(default=None, description="Only these instruments: ids (cn-pipl) or names.")
    legal_force: list[str] | None = Field(default=None, description="Only binding, recommended, policy; or law, standard.")
    actor: list[str] | None = Field(default=None, description="Only provisions that address: provider, platform, user.")
    topic: list[str] | None = Field(default=None, description="Only provisions on: labelling, minors, training_data.")
    earlier: list[str] | None = Field(
        default=None, description="What was asked before, oldest first, where the question leans on it."
    )


class BanfaTool(BaseTool):
    """``BanfaTool(desk=…)``: the agent reads the answer as Markdown; the message's ``artifact`` is the object of the contract."""

    name: str = "banfa"
    description: str = (
        "Answers questions about China's rules on generative AI, algorithms, labelling and data with pinpoint citations that "
        "were checked against the text. Repeat its citations; add no law of your own. When it abstains, say so."
    )
    args_schema: Any = Question
    response_format: Literal["content", "content_and_artifact"] = "content_and_artifact"
    handle_tool_error: Any = True
    desk: SkipValidation[Desk]
    """What answers: for example ``Desk(make_assistant(Settings.from_environment()))``."""

    def _run(
        self, question: str, as_of: date | None = None, earlier: list[str] | None = None, **filters: list[str] | None
    ) -> tuple[str, dict[str, Any]]:
        try:
            reply = self.desk.ask(question, as_of, filters=filters, earlier=earlier)
        except BanfaError as error:
            raise ToolException(str(error)) from error
        return str(reply["answer"]), reply
