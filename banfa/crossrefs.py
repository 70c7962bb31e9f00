"""Cross-references inside the law: which provision refers to which, and the proof that every reference leads somewhere."""

from __future__ import annotations

from banfa.citing import Citator, Status
from banfa.corpus import Corpus
from banfa.errors import CorpusError

Address = tuple[str, str]


def crossrefs(corpus: Corpus, citator: Citator) -> dict[Address, tuple[Address, ...]]:
    """For each article that, as it reads last, refers to others: their addresses (instrument, locator), in order.

    Raises:
        CorpusError: a reference to an article that does not exist.
    """
    table: dict[Address, tuple[Address, ...]] = {}
    for provision in corpus.provisions:
        targets: dict[Address, None] = {}
        for cited in citator.find(provision.text, context=provision.instrument, on=provision.effective):
            if cited.status in (Status.NO_SUCH_ARTICLE, Status.NO_INSTRUMENT):
                card = corpus.instruments[provision.instrument]
                what = f"{card.cite(provision.locator)} refers to {cited.text!r}, which is {cited.status.value}."
                remedy = "Correct the reference, or name the instrument by its full title right after it."
                raise CorpusError(f"corpus/{provision.instrument}/{provision.effective}.md", 1, what, remedy)
            if cited.status is Status.RESOLVED and cited.instrument is not None:
                targets.setdefault((cited.instrument, cited.locator))
        own = (provision.instrument, provision.locator)
        targets.pop(own, None)
        if targets and provision.until is None:
            table[own] = tuple(targets)
    return table
