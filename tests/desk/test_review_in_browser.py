"""The review as a reader sees it: one file, offline, every line leads to its sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.desk import Desk

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.mark.browser
def test_every_citation_leads_to_a_visible_sentence_and_nothing_is_fetched(
    filled: Desk, tmp_path: Path, chromium: str
) -> None:
    from playwright.sync_api import sync_playwright

    page_file = filled.review(tmp_path / "review.html", start="2022-01-01", end="2022-12-31")
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda r: asked.append(r.url))
        page.on("console", lambda m: said.append(m.text))
        page.goto(page_file.as_uri())
        lines = page.locator("li.line a.cite")
        assert lines.count() >= 10
        for number in range(0, lines.count(), max(1, lines.count() // 8)):
            target = lines.nth(number).get_attribute("href")
            lines.nth(number).click()
            quote = page.locator(f"{target} q").first
            assert quote.is_visible()
            assert len(quote.inner_text()) > 20
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        page.set_viewport_size({"width": 380, "height": 800})
        narrow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        browser.close()
    assert (wide, narrow) == (0, 0), "the page scrolls sideways"
    assert {url for url in asked if not url.startswith(("file:", "data:"))} == set()
    assert said == []
