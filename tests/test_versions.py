"""A law in two wordings: the day decides which is found, cited and shown; what changed is told by article and by word."""

from __future__ import annotations

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from banfa.assistant import Assistant
from banfa.changes import Change, changes, versions
from banfa.citing import Citator, Status
from banfa.cli import app
from banfa.corpus import Corpus, read_corpus
from banfa.embedded import EmbeddedWriter
from banfa.errors import UsageError
from banfa.passage import key_of
from banfa.question import understand
from banfa.settings import Settings
from banfa.wiring import make_retriever
from ingest.command import run
from tests.fakes import HashEmbedder
from tests.toy_corpus import LAW, edit, write_toy_corpus

BEFORE, AFTER = date(2023, 5, 1), date(2025, 5, 1)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The rules on kites, reworded from 2024: a new article 2, the fine doubled, what was article 2 and 3 counted on."""
    folder = tmp_path_factory.mktemp("versions")
    law = write_toy_corpus(folder / "corpus") / LAW
    text, about = ((law / f"2020-03-01.{kind}").read_text(encoding="utf-8") for kind in ("md", "toml"))
    text = (
        text.replace("### Article 3.", "### Article 4.")
        .replace("### Article 2.", "### Article 3.")
        .replace("50 yuan", "100 yuan")
    )
    text = text.replace("### Article 3.", "### Article 2. Drones\n\nThese Rules do not apply to drones.\n\n### Article 3.")
    about = about.replace("[art_3]", "[art_4]").replace("[art_2", "[art_3").replace("must pay 50 yuan", "must pay 100 yuan")
    drones = (
        about.split("[art_3]")[0]
        .replace("[art_1]", "[art_2]")
        .replace("apply to whoever flies a kite above the town", "do not apply to drones")
    )
    (law / "2024-01-01.md").write_text(text, encoding="utf-8")
    (law / "2024-01-01.toml").write_text(about.replace("[art_3]", f"{drones}[art_3]", 1), encoding="utf-8")
    edit(law / "instrument.toml", "\n[title]", '\n[articles_at]\n"2020-03-01" = 3\n\n[title]')
    edit(law / "instrument.toml", "articles = 3", "articles = 4")
    moved = [(2, 3, "false"), (3, 4, "true")]
    entries = "".join(f'[[moved]]\nfrom = "art_{a}"\nto = "art_{b}"\nchanged = {c}\n' for a, b, c in moved)
    (law / "renumbering.toml").write_text(entries + '[[added]]\nto = "art_2"\n', encoding="utf-8")
    made = Settings(corpus=folder / "corpus", data=folder / "data")
    run(made, embedder=HashEmbedder())
    return made


@pytest.fixture(scope="module")
def kites(settings: Settings) -> Corpus:
    return read_corpus(settings.corpus)


@pytest.fixture(scope="module")
def kite_assistant(settings: Settings, kites: Corpus) -> Assistant:
    retriever = make_retriever(kites, HashEmbedder(), settings)
    return Assistant(kites, Citator(kites), retriever, EmbeddedWriter(kites, retriever.finder.weights))


def found(settings: Settings, kites: Corpus, text: str, on: date) -> tuple[str, str]:
    question = understand(text, Citator(kites), on)
    (best,) = make_retriever(kites, HashEmbedder(), settings).retrieve(question, 1, on)
    return best.provision.locator, best.provision.text


class TestTheDayDecides:
    def test_which_wording_is_found(self, settings: Settings, kites: Corpus) -> None:
        asked = "How many yuan is the fine for an unregistered kite?"
        locator, text = found(settings, kites, asked, BEFORE)
        assert (locator, "50 yuan" in text) == ("art_3", True)
        locator, text = found(settings, kites, asked, AFTER)
        assert (locator, "100 yuan" in text) == ("art_4", True)

    def test_what_an_article_number_means(self, settings: Settings, kites: Corpus) -> None:
        assert "register it" in found(settings, kites, "What does article 2 of the Kite Rules say?", BEFORE)[1]
        assert "drones" in found(settings, kites, "What does article 2 of the Kite Rules say?", AFTER)[1]

    def test_on_whose_wording_an_item_is_looked_for(self, kites: Corpus) -> None:
        text = "article 2 item 1 of the Kite Rules"
        (then,), (now,) = (Citator(kites).find(text, on=day) for day in (BEFORE, AFTER))
        assert (then.locator, then.status) == ("art_2__item_1", Status.RESOLVED)
        assert now.status is Status.NO_SUCH_ARTICLE

    def test_what_a_provision_is_called_in_the_index(self, kites: Corpus) -> None:
        assert key_of(kites.provision(LAW, "art_3", BEFORE)) == f"{LAW}:art_3@2020-03-01"
        assert key_of(kites.provision(LAW, "art_3", AFTER)) == f"{LAW}:art_3"


class TestOldNumbers:
    @pytest.mark.parametrize(
        "text",
        [
            "What does article 2 of the Kite Rules say?",
            "What does the old article 2 of the Kite Rules ask of a drone?",
            "Does article 2 of the Kite Rules make the owner register the kite within 10 days with the town hall?",
        ],
    )
    def test_an_article_asked_for_by_its_old_number_is_given_by_its_new_one(self, kite_assistant: Assistant, text: str) -> None:
        reply = kite_assistant.ask(text, AFTER)
        assert "since 1 Jan 2024, the former Kite Rules art 2 is Kite Rules art 3" in reply.opening
        assert reply.claims[0].citations[0].locator.startswith("art_3")
        assert any(c.citations[0].locator == "art_2" for c in reply.claims)

    def test_several_old_numbers_are_each_told_where_they_went(self, kite_assistant: Assistant) -> None:
        reply = kite_assistant.ask("Our old handbook cites articles 2 and 3 of the Kite Rules. Where are they now?", AFTER)
        assert "the former Kite Rules art 2 is Kite Rules art 3; the former Kite Rules art 3 is Kite Rules art 4" in reply.opening
        assert "with changes to its wording" in reply.opening
        assert [c.citations[0].locator.split("__")[0] for c in reply.claims] == ["art_3", "art_4"]

    def test_whoever_means_todays_article_gets_it(self, kite_assistant: Assistant) -> None:
        reply = kite_assistant.ask("Do the rules apply to drones under article 2 of the Kite Rules?", AFTER)
        assert "former" not in reply.opening

    def test_before_the_new_numbers_the_old_one_is_the_law(self, kite_assistant: Assistant) -> None:
        reply = kite_assistant.ask("What does article 2 of the Kite Rules say?", BEFORE)
        assert reply.opening == ""
        assert reply.claims[0].citations[0].locator.startswith("art_2")

    def test_a_number_that_came_later_was_not_the_law_before(self, kite_assistant: Assistant) -> None:
        reply = kite_assistant.ask("What does article 4 of the Kite Rules say?", BEFORE)
        assert "Not the law on 1 May 2023" in reply.opening
        assert "1 Jan 2024" in reply.opening


class TestWhatChanged:
    def told(self, kites: Corpus, before: date, after: date) -> dict[tuple[str, ...], Change]:
        return {tuple(p.locator for p in (*c.old, *c.new)): c for c in changes(kites, LAW, before, after)}

    def test_articles_are_paired_by_where_they_went(self, kites: Corpus) -> None:
        kinds = {where: change.kind for where, change in self.told(kites, BEFORE, AFTER).items()}
        assert kinds == {
            ("art_1", "art_1"): "same",
            ("art_2",): "added",
            ("art_2", "art_3"): "renumbered",
            ("art_3", "art_4"): "changed",
        }

    def test_word_by_word(self, kites: Corpus) -> None:
        spans = self.told(kites, BEFORE, AFTER)[("art_3", "art_4")].spans
        assert [(s.kind, s.text) for s in spans if s.kind != "same"] == [("removed", "50"), ("added", "100")]
        old, new = kites.provision(LAW, "art_3", BEFORE), kites.provision(LAW, "art_4", AFTER)
        assert "".join(s.text for s in spans if s.kind != "added") == old.text
        assert "".join(s.text for s in spans if s.kind != "removed") == new.text

    def test_backwards_what_was_added_is_dropped(self, kites: Corpus) -> None:
        assert self.told(kites, AFTER, BEFORE)[("art_2",)].kind == "dropped"

    def test_between_two_days_of_one_wording_nothing(self, kites: Corpus) -> None:
        assert changes(kites, LAW, BEFORE, date(2023, 12, 31)) == []

    def test_a_day_before_the_law_is_refused(self, kites: Corpus) -> None:
        with pytest.raises(UsageError, match="the first is of 2020-03-01"):
            changes(kites, LAW, date(2019, 1, 1), AFTER)

    def test_an_unknown_instrument_is_refused(self, kites: Corpus) -> None:
        with pytest.raises(UsageError, match="`banfa law` lists them"):
            versions(kites, "cn-drones")


class TestCommand:
    def law(self, settings: Settings, *arguments: str, code: int = 0) -> str:
        environment = {"BANFA_CORPUS": str(settings.corpus), "BANFA_DATA": str(settings.data)}
        result = CliRunner().invoke(app, ["law", *arguments], env=environment)
        assert result.exit_code == code, result.output
        return result.output

    def test_lists_the_instruments_with_their_wordings(self, settings: Settings) -> None:
        assert "from 2020-03-01, 2024-01-01" in self.law(settings)
        (card,) = json.loads(self.law(settings, "--json"))
        assert (card["id"], card["articles"], card["held"]) == (LAW, 4, 4)

    def test_lists_what_we_do_not_hold(self, settings: Settings) -> None:
        assert [row["id"] for row in json.loads(self.law(settings, "--missing", "--json"))] == [
            k.id for k in read_corpus(settings.corpus).known
        ]

    @pytest.mark.parametrize("name", ["art_3", "article 3", "3", "第三条"])
    def test_shows_a_provision_as_of_a_day(self, settings: Settings, name: str) -> None:
        assert "50 yuan" in self.law(settings, "show", LAW, name, "--as-of", "2023-05-01")
        assert "town hall" in self.law(settings, "show", "kite rules", name, "--as-of", "2025-05-01")

    def test_shows_the_whole(self, settings: Settings) -> None:
        assert [p["locator"] for p in json.loads(self.law(settings, "show", LAW, "--json"))] == [
            "art_1",
            "art_2",
            "art_3",
            "art_4",
        ]

    def test_shows_what_changed(self, settings: Settings) -> None:
        output = self.law(settings, "diff", LAW, "2020-03-01", "2024-01-01")
        assert "art 3 → art 4: changed" in output
        assert "[-50-][+100+] yuan" in output
        assert "1 changed, 1 added, 0 dropped, 1 renumbered, 1 same" in output

    def test_a_name_that_nothing_has_is_wrong_usage(self, settings: Settings) -> None:
        result = CliRunner().invoke(app, ["law", "show", "drones"], env={"BANFA_CORPUS": str(settings.corpus)})
        assert isinstance(result.exception, UsageError)
