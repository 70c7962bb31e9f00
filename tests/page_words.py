"""What there is to read on a page of the app."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def words(page: AppTest) -> str:
    """Everything there is to read, marks of Markdown included."""
    kinds = (
        page.title,
        page.header,
        page.subheader,
        page.markdown,
        page.caption,
        page.text,
        page.info,
        page.warning,
        page.error,
        page.expander,
    )
    return "\n".join(str(getattr(e, "value", None) or getattr(e, "label", "")) for kind in kinds for e in kind)
